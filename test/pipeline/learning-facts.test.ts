import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLearning } from "../../src/pipeline/learning-facts.ts";
import { homeWith } from "../support/hook-process.ts";
import { runCommand } from "../support/io.ts";
import { autoRulesIn, desk, pendingIn } from "../support/learning.ts";

const LATER = "9999-01-01T00:00:00.000Z";
const PUSH = "git push origin main";

async function report(home: string, name: string, ...words: string[]): Promise<string> {
  const args = ["report", name, "--since", "1d", ...words, "--home", home];
  const { code, out, err } = await runCommand(args, home, { now: () => new Date() });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

/** Lines that were wrapped, as one. */
const flat = (text: string): string => text.replace(/\s+/g, " ");

describe("what reports know of learning", () => {
  it("follows a rule from the first yes over its uses to its end", async () => {
    const { home, event, approve } = await desk();
    await approve({ command: PUSH, id: "toolu_1" });
    const [waiting] = readLearning(home)(LATER).waiting;
    expect(waiting).toMatchObject({
      ...{ state: "waiting", calls: 1, confirmed: 1, score: "YELLOW" },
      fingerprint: "Bash: git push",
    });
    expect(waiting?.words[0]).toBe("Bash");
    expect(flat(await report(home, "learned"))).toMatch(/Bash: git push .* 1 more yes/);

    await approve({ command: PUSH, id: "toolu_2" });
    expect((await event("PreToolUse", { command: PUSH, id: "toolu_3" })).decision).toBe("allow");
    const name = /name = "(.*)"/.exec(autoRulesIn(home))?.[1] ?? "";
    const learned = flat(await report(home, "learned"));
    expect(learned).toMatch(/1 learned rule \(\+1\), 1 call allowed by them\./);
    expect(learned).toContain(`+ LEARNED ${name}`);
    expect(learned).toContain("YELLOW, 2 yes; 1 use since, 1 kind of call");
    expect(learned).toContain("“pushes to a remote”");
    expect(learned).toContain("2 yes, 0 no.");
    expect(learned).toContain("No rule waits to be learned.");

    const model = flat(await report(home, "llm"));
    expect(model).toMatch(/2 calls: 0 GREEN, 2 YELLOW, 0 RED, 0 without a verdict/);
    expect(model).toContain("you said yes to 2, no to 0 of 2");
    expect(model).toContain("allowed: 1 by a rule, 1 by you");
  });

  it("is what was known at the moment that is asked about", async () => {
    const { home, approve } = await desk();
    await approve({ command: PUSH, id: "toolu_1" });
    await approve({ command: PUSH, id: "toolu_2" });
    const [first] = pendingIn(home);
    const then = readLearning(home)(first?.at ?? "");
    expect(then.changes).toEqual([]);
    expect(then.waiting).toMatchObject([{ calls: 1, confirmed: 0 }]);
    expect(then.answers).toEqual([]);
    const now = readLearning(home)(LATER);
    expect(now.changes).toMatchObject([{ kind: "added", cause: { why: "promoted" } }]);
    expect(now.waiting).toEqual([]);
  });

  it("names the model of config.toml, and none where [llm] holds a mistake", () => {
    const named = (config: string) => readLearning(homeWith(config))(LATER).model;
    expect(named("")).toBeNull();
    expect(named('[llm]\nprovider = "none"\n')).toBeNull();
    expect(named('[llm]\nprovider = "anthropic"\n')).toMatch(/^anthropic claude-/);
    expect(named('[llm]\nprovider = "anthropic"\ncolour = 1\n')).toBeNull();
  });

  it("leaves out torn lines, and lines of a newer version", () => {
    const home = homeWith("");
    writeFileSync(join(home, "pending-rules.jsonl"), '{"v":1,"kind":"sta', { mode: 0o600 });
    appendFileSync(join(home, "pending-rules.jsonl"), '\n{"v":2,"kind":"other"}\n');
    expect(readLearning(home)(LATER)).toMatchObject({ waiting: [], answers: [], changes: [] });
  });

  it("says of a home without any that nothing was learned and nobody asked", async () => {
    const home = homeWith("");
    expect(flat(await report(home, "learned"))).toContain("Nothing: rules are learned from calls");
    expect(flat(await report(home, "llm"))).toContain("None is configured");
    expect(flat(await report(home, "rules"))).toContain("No rule decided anything.");
  });

  it.each(["markdown", "html", "email", "json"])("comes in %s as well", async (format) => {
    const home = homeWith("");
    for (const name of ["learned", "llm", "rules"]) {
      expect(await report(home, name, "--format", format)).not.toBe("");
    }
  });
});
