import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/model/entry.ts";
import { entry, logText } from "../support/entry.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

const SHA = "a".repeat(64);

const denied = entry({
  id: "01KAGQ0000000000000000AAAA",
  at: "2026-11-19T13:12:07.000Z",
  subject: "cat .env.production",
  session_id: "8c1e",
  tier: "deny",
  decision: "deny",
  rule: "no-secret-reads",
  rule_id: "0123456789ab",
  rule_kind: "deny",
  rule_source: "config",
  rule_matched: "deny[no-secret-reads]: tool=Bash, command=env",
  policy_sha256: SHA,
});

/** Runs `explain ID` in a home that holds these entries and the policy of the first. */
function explain(
  id: string,
  lines: readonly (Entry | string)[],
  env: Record<string, string> = {},
): Promise<Printed> {
  const folder = temporaryFolder();
  const home = join(folder, "home");
  mkdirSync(join(home, "policies"), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, "audit.jsonl"), logText(lines), { mode: 0o600 });
  const rules = [
    { id: "0123456789ab", description: "Secrets stay unread", message: "Ask for it." },
  ];
  writeFileSync(join(home, "policies", `${SHA}.json`), JSON.stringify({ rules }), { mode: 0o600 });
  return runCommand(["explain", id, "--home", home, "--tz", "Europe/Amsterdam"], folder, { env });
}

describe("explain ID", () => {
  it("says what was called, which rule decided, and what the rule is for", async () => {
    const { code, out } = await explain("aaaa", [entry(), denied, "torn", entry()]);
    expect(code).toBe(0);
    expect(out).toContain("Denied: cat .env.production");
    expect(out).toContain("deny[no-secret-reads]");
    expect(out).toContain("Secrets stay unread");
    expect(out).toContain("Ask for it.");
    expect(out).toContain("14:12");
  });

  it("tells an agent the decision, the rule and its message only", async () => {
    const { out } = await explain("AAAA", [denied], { CLAUDECODE: "1" });
    expect(JSON.parse(out)).toEqual({
      decision: "deny",
      rule: "no-secret-reads",
      message: "Ask for it.",
    });
  });

  it("finds nothing, and says so, where no entry ends so", async () => {
    const { code, err } = await explain("ZZZZ", [denied]);
    expect(code).toBe(3);
    expect(err).toContain("No entry");
  });

  it("asks for more of an ending that several entries share", async () => {
    const other = { ...denied, id: "01KAGQ0000000000000001AAAA" };
    const { code, err } = await explain("AAAA", [denied, other]);
    expect(code).toBe(3);
    expect(err).toContain("01KAGQ0000000000000001AAAA");
  });

  it.each(["AAA", "no-id", "../../etc"])("does not take %s for an id", async (id) => {
    const { code, err } = await explain(id, [denied]);
    expect(code).toBe(3);
    expect(err).toContain("at least 4 characters");
  });
});
