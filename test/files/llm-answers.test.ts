import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rememberAnswer, rememberedAnswer } from "../../src/files/llm-answers.ts";
import { takeCall } from "../../src/files/llm-calls.ts";
import type { Score } from "../../src/model/words.ts";
import { temporaryFolder } from "../support/io.ts";
import { seeded } from "../support/seeded.ts";

const OWNER = { pid: process.pid };
const NOW = "2026-11-20T10:00:00.000Z";

function answer(key: string, score: Score, at = NOW) {
  return { key, at, score, reasoning: `said ${score}` };
}

describe("an answer that is remembered", () => {
  it("holds for the same call and no other", () => {
    const home = temporaryFolder();
    rememberAnswer(home, answer("a1", "YELLOW"), OWNER);
    expect(rememberedAnswer(home, "a1", NOW)).toEqual(answer("a1", "YELLOW"));
    expect(rememberedAnswer(home, "a2", NOW)).toBeUndefined();
  });

  it("is the strictest that there was, in whatever order they came", () => {
    const orders: Score[][] = [
      ["GREEN", "RED", "GREEN"],
      ["RED", "YELLOW"],
      ["YELLOW", "GREEN"],
      ["GREEN", "YELLOW"],
    ];
    const held = orders.map((scores, at) => {
      const home = temporaryFolder();
      for (const score of scores) rememberAnswer(home, answer(`k${at}`, score), OWNER);
      return rememberedAnswer(home, `k${at}`, NOW)?.score;
    });
    expect(held).toEqual(["RED", "RED", "YELLOW", "YELLOW"]);
  });

  it("ends after a day if it is GREEN, and not else", () => {
    const home = temporaryFolder();
    rememberAnswer(home, answer("g", "GREEN"), OWNER);
    rememberAnswer(home, answer("r", "RED"), OWNER);
    const score = (key: string, now: string) => rememberedAnswer(home, key, now)?.score;
    expect(score("g", "2026-11-21T09:59:59.000Z")).toBe("GREEN");
    expect(score("g", "2026-11-21T10:00:00.000Z")).toBeUndefined();
    expect(score("g", "2026-11-19T10:00:00.000Z")).toBeUndefined();
    expect(score("r", "2027-11-21T10:00:00.000Z")).toBe("RED");
  });

  it("survives lines that are torn or not ours", () => {
    const home = temporaryFolder();
    rememberAnswer(home, answer("a", "RED"), OWNER);
    const path = join(home, "llm/answers.jsonl");
    writeFileSync(path, '{"key":"a","score":"GREEN"}\n[]\nnull\n"a"\n{"key":"a"', { flag: "a" });
    expect(rememberedAnswer(home, "a", NOW)?.score).toBe("RED");
    rememberAnswer(home, answer("b", "YELLOW"), OWNER);
    expect(rememberedAnswer(home, "b", NOW)?.score).toBe("YELLOW");
  });

  it("is one of few: the files stay small, and the newest stay", () => {
    const home = temporaryFolder();
    const random = seeded(5);
    const keys = Array.from({ length: 3000 }, (_, at) => `${at}-${random().toString(36)}`);
    for (const key of keys) {
      rememberAnswer(home, { ...answer(key, "RED"), reasoning: "x".repeat(199) }, OWNER);
    }
    const sizes = readdirSync(join(home, "llm")).map((name) => statSync(join(home, "llm", name)));
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(600 * 1024);
    expect(sizes.map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o600]);
    const newest = keys.slice(-800);
    expect(newest.filter((key) => rememberedAnswer(home, key, NOW) === undefined)).toEqual([]);
  });
});

describe("the day's questions", () => {
  it("are counted for each day, and older counts go", () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "llm"));
    const taken = [1, 2, 3, 4].map(() => takeCall(home, "2026-11-20", 3));
    expect(taken).toEqual([true, true, true, false]);
    expect(takeCall(home, "2026-11-21", 3)).toBe(true);
    expect(takeCall(home, "2026-11-21", 0)).toBe(false);
    expect(readdirSync(join(home, "llm"))).toEqual(["calls-2026-11-21"]);
    expect(readFileSync(join(home, "llm/calls-2026-11-21"), "utf8")).toHaveLength(1);
  });
});
