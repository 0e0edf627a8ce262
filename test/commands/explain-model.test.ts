import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entry, logText } from "../support/entry.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";

const LLM = '[llm]\nprovider = "anthropic"\nkey_env = "MY_KEY"\n';
const ASKED = {
  llm_provider: "anthropic",
  llm_model: "claude-haiku-5-5",
  llm_latency_ms: 840,
} as const;

function place(config: string, ...lines: Parameters<typeof entry>[0][]) {
  const account = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  const entries = lines.map((parts) => entry(parts));
  writeFileSync(join(home, "audit.jsonl"), logText(entries), { mode: 0o600 });
  const run = (...words: string[]) => runCommand(words, account, { env: { MY_KEY: "sk-secret" } });
  return { run, ids: entries.map(({ id }) => id) };
}

describe("explain", () => {
  it("tells what the model said of a call, how long it took, and that rules alone are judged", async () => {
    const { run, ids } = place(LLM, {
      ...ASKED,
      tier: "llm",
      decision: "deny",
      llm_score: "RED",
      llm_reasoning: "Sends the history away.",
    });
    const { out, code } = await run("explain", ids[0] ?? "");
    expect(code).toBe(0);
    expect(out).toContain("the model   RED, by anthropic claude-haiku-5-5, in 840 ms");
    expect(out).toContain("reasoning   Sends the history away.");
    expect(out).toContain("rules alone, not the model");
    expect(out).not.toContain("otherwise");
  });

  it("tells why there was no verdict", async () => {
    const { run, ids } = place(LLM, {
      ...ASKED,
      tier: "llm",
      decision: "error_passthrough",
      passthrough_reason: "llm_no_verdict",
      llm_error: "http 529",
    });
    const { out } = await run("explain", ids[0] ?? "");
    expect(out).toContain("no verdict: http 529, by anthropic claude-haiku-5-5, in 840 ms");
    expect(out).toContain("no rule covers it, and the model gave no verdict");
  });

  it("says of a command whom a session would ask, and asks nobody", async () => {
    const told = (words: string[], config = LLM) => place(config).run("explain", ...words);
    expect((await told(["git push"])).out).toContain("asked in a session: anthropic claude-haiku");
    const json = JSON.parse((await told(["git push", "--json"])).out);
    expect(json.model).toBe("anthropic claude-haiku-5-5");
    expect(JSON.parse((await told(["git push", "--json"], "")).out).model).toBe("");
    const ask = '[[ask]]\ntool = "^Bash$"\nprogram = "git"\n';
    expect(JSON.parse((await told(["git push", "--json"], ask + LLM)).out).model).toBe("");
  });
});

describe("config show", () => {
  it("tells where the key stands, and never the key", async () => {
    const { run } = place(LLM);
    const { out } = await run("config", "show");
    expect(out).toContain("Model: anthropic claude-haiku-5-5; key from $MY_KEY;");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const json = await run("config", "show", "--json");
    expect(JSON.parse(json.out).llm).toMatchObject({ provider: "anthropic", key_env: "MY_KEY" });
    expect(out + json.out).not.toContain("sk-secret");
  });
});

describe("status", () => {
  it("counts the last questions and says why one failed", async () => {
    const ok = { ...ASKED, tier: "llm", decision: "allow", llm_score: "GREEN" } as const;
    const failed = { ...ASKED, tier: "llm", decision: "error_passthrough" } as const;
    const { run } = place(LLM, { ...failed, llm_error: "timeout" }, ok, { tool: "Read" });
    const { out } = await run("status");
    expect(out).toContain("anthropic claude-haiku-5-5; 2 calls lately, 1 failed: timeout");
  });
});
