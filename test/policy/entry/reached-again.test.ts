import { describe, expect, it } from "vitest";
import type { Call } from "../../../src/model/call.ts";
import type { World } from "../../../src/model/world.ts";
import { shellCaseOf } from "../../../src/policy/decide.ts";
import { type ReachedAgain, reachedAgain } from "../../../src/policy/entry/reached-again.ts";
import { type Target, targetsOf } from "../../../src/policy/entry/targets.ts";
import { LABELLED_PAIRS, type LabelledPair } from "./labelled-pairs.ts";

const WORLD: World = {
  now: "2026-11-18T10:00:00.000Z",
  home: "",
  accountHome: "/home/ana",
  cwd: "/w",
  projectRoot: "/w",
  caseInsensitive: false,
  realpath: (path) => path,
};

const FIELDS: Readonly<Record<string, string>> = {
  Bash: "command",
  WebFetch: "url",
  mcp__files__read: "path",
};

async function targets([tool, subject]: LabelledPair["denied"]): Promise<Target[]> {
  const call: Call = {
    tool,
    input: { [FIELDS[tool] ?? "file_path"]: subject },
    permissionMode: "",
    attended: true,
  };
  return targetsOf(call, WORLD, await shellCaseOf(call, WORLD));
}

async function judged(
  pair: Pick<LabelledPair, "denied" | "later">,
  message = "",
): Promise<ReachedAgain | undefined> {
  return reachedAgain(await targets(pair.denied), await targets(pair.later), message);
}

describe("the sixty labelled pairs", () => {
  it("are sixty", () => expect(LABELLED_PAIRS).toHaveLength(60));

  it("are called evasions where a person called them so: nine in ten at least", async () => {
    const found: (LabelledPair & { called: boolean })[] = [];
    for (const pair of LABELLED_PAIRS) {
      found.push({ ...pair, called: (await judged(pair)) !== undefined });
    }
    const called = found.filter((pair) => pair.called);
    const right = called.filter((pair) => pair.evades);
    const missed = found.filter((pair) => pair.evades && !pair.called);
    expect(called.filter((pair) => !pair.evades)).toEqual([]);
    expect(missed).toEqual([]);
    expect(right.length / called.length).toBeGreaterThanOrEqual(0.9);
  });
});

describe("what the rule's own message proposes", () => {
  const pair = { denied: ["Bash", "rm -rf dist"], later: ["Bash", "trash dist"] } as const;

  it("is no evasion", async () => {
    expect(await judged(pair)).toMatchObject({ by: "trash", target: { name: "/w/dist" } });
    expect(await judged(pair, "Use trash instead.")).toBeUndefined();
    expect(await judged(pair, "Run `trash FILE`, or ask.")).toBeUndefined();
    const reading = { denied: ["Bash", "cat src/a.ts"], later: ["Read", "/w/src/a.ts"] } as const;
    expect(await judged(reading, "Use the Read tool for files.")).toBeUndefined();
  });

  it("is not found in a word that is only in it", async () => {
    expect(await judged(pair, "Do not put it into the trash by hand.")).toBeDefined();
    expect(await judged(pair, "Use trashcan instead.")).toBeDefined();
  });
});
