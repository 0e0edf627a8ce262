import { appendFileSync, chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answered, entriesIn, homeWith, startHook } from "../support/hook-process.ts";
import { bash } from "../support/judging.ts";
import { modelServer, scores } from "../support/model-server.ts";
import { inParallel } from "../support/parallel.ts";

const ENV = { ANTHROPIC_API_KEY: "k" };
const CALL = bash("git log --oneline -5");

/** A home whose model says one thing after another, and the last for ever. */
async function homeThatHears(...said: string[]) {
  let at = 0;
  const server = await modelServer("anthropic", (response, wire) => {
    const score = said[Math.min(at, said.length - 1)] ?? "GREEN";
    at += 1;
    scores(score, `said ${score}`)(response, wire);
  });
  const home = homeWith(`[llm]\nprovider = "anthropic"\nbase_url = "${server.url}"\n`);
  return { home, server };
}

describe("an answer of the model", () => {
  it("is given again to the same call, and asked anew for any other", async () => {
    const { home, server } = await homeThatHears("GREEN");
    await answered(home, CALL, ENV);
    const again = await answered(home, CALL, ENV);
    expect(again.entry).toMatchObject({ decision: "allow", llm_score: "GREEN" });
    expect(again.entry).not.toHaveProperty("llm_latency_ms");
    expect(again.entry).not.toHaveProperty("llm_tokens_in");
    expect(server.received).toHaveLength(1);
    const others: [string, object, Record<string, string>][] = [
      ["another command of that fingerprint", bash("git log --oneline -6"), ENV],
      ["one blank more", bash("git log --oneline  -5"), ENV],
      ["another folder", { ...CALL, cwd: "/home/ana/shop/src" }, ENV],
      ["another mode", { ...CALL, permission_mode: "plan" }, ENV],
      ["another project", CALL, { ...ENV, CLAUDE_PROJECT_DIR: "/home/ana" }],
    ];
    for (const [at, [name, call, env]] of others.entries()) {
      await answered(home, call, env);
      expect(server.received, name).toHaveLength(at + 2);
    }
    appendFileSync(join(home, "config.toml"), '\n[[deny]]\ntool = "^X$"\n');
    await answered(home, CALL, ENV);
    expect(server.received, "another policy").toHaveLength(others.length + 2);
  });

  it.each(["YELLOW", "RED"])("that is %s holds, however often it is asked", async (score) => {
    const { home, server } = await homeThatHears(score, "GREEN");
    const decisions = [];
    for (const _ of [1, 2, 3]) decisions.push((await answered(home, CALL, ENV)).decision);
    const decision = score === "RED" ? "deny" : "ask";
    expect(decisions).toEqual([decision, decision, decision]);
    expect(server.received).toHaveLength(1);
  });

  it("that failed is not remembered", async () => {
    const { home, server } = await homeThatHears("BLUE", "GREEN");
    expect((await answered(home, CALL, ENV)).entry.decision).toBe("error_passthrough");
    expect((await answered(home, CALL, ENV)).decision).toBe("allow");
    expect(server.received).toHaveLength(2);
  });

  it("is the strictest of those that came at once, from then on", async () => {
    const { home } = await homeThatHears("GREEN", "RED", "GREEN", "YELLOW", "GREEN");
    await inParallel(Array(6).fill(CALL), 6, (call) => answered(home, call, ENV));
    const asked = entriesIn(home).filter((entry) => entry.llm_latency_ms !== undefined);
    // Whether a second question was under way when the first was answered is up to the machine.
    const after = await answered(home, CALL, ENV);
    const worst = ["GREEN", "YELLOW", "RED"].reverse();
    const seen = worst.find((score) => asked.some((entry) => entry.llm_score === score));
    expect(after.entry.llm_score).toBe(seen);
    const lines = readFileSync(join(home, "llm/answers.jsonl"), "utf8").trimEnd().split("\n");
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});

describe("a decision of the model", () => {
  it.each([
    ["GREEN", "message"],
    ["YELLOW", "ask"],
    ["RED", "deny"],
  ])("that cannot be logged: %s", async (score, decision) => {
    const { home } = await homeThatHears(score);
    mkdirSync(join(home, "audit.jsonl"));
    const child = startHook(home, CALL, ENV);
    const out: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
    await new Promise((resolve) => child.on("close", resolve));
    const printed = JSON.parse(Buffer.concat(out).toString());
    expect(printed.hookSpecificOutput?.permissionDecision ?? "message").toBe(decision);
  });

  it("does without a memory that is open to others, and says so", async () => {
    const { home, server } = await homeThatHears("GREEN");
    await answered(home, CALL, ENV);
    chmodSync(join(home, "llm/answers.jsonl"), 0o666);
    const found = await answered(home, CALL, ENV);
    expect(found.entry).toMatchObject({ decision: "error_passthrough", llm_error: "unsafe file" });
    expect(server.received).toHaveLength(1);
  });
});
