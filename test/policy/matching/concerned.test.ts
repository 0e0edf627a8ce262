import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "../../../src/model/call.ts";
import type { Rule } from "../../../src/model/rule.ts";
import type { World } from "../../../src/model/world.ts";
import { shellCaseOf } from "../../../src/policy/decide.ts";
import { concernedRules } from "../../../src/policy/matching/concerned.ts";
import { covers, fires, type Judged } from "../../../src/policy/matching/matching.ts";
import { engineFinder } from "../../../src/policy/patterns/pattern.ts";
import { policyOf } from "../../support/judging.ts";

const world: World = {
  now: "2026-11-20T10:00:00.000Z",
  home: "/home/ana/.claude/claude-permit",
  accountHome: "/home/ana",
  cwd: "/home/ana/shop",
  projectRoot: "/home/ana/shop",
  caseInsensitive: false,
  realpath: (path) => path.replace("/linked/", "/secrets/"),
};

const LINE_PIECES =
  "git push rm -rf ls | ; && sudo sh -c 'rm x' ./git /usr/bin/git GIT $(rm y) > out --force cd src bash".split(
    " ",
  );
const RULES = [
  { tool: "^Bash$", program: "rm" },
  { tool: "^Bash$", program: ["git", "./git"], subcommand: "push" },
  { tool: "^Bash$", fields: { command: "^git push .*--force" } },
  { tool: "^Bash$", fields: { command: "(?i)rm" } },
  { tool: "^Bash$", fields: { command: "^(ls|\\./git)( |$)" } },
  { tool: "^Bash$", program: "git", exclude: { command: "--force" } },
  { tool: "^Bash$", writes: "out" },
  { tool: "^Bash$" },
  { tool: "^Read$", fields: { file_path: "/secrets/" } },
  { tool: "^Read$", fields: { file_path: "^\\./a" } },
  { tool: "^Read$", reads: "**/secrets/**" },
  { tool: "^(Read|Bash)$", program: "rm" },
];
const policy = policyOf({ deny: RULES, allow: RULES });

/** The rules that fire on a call or cover it, asked one by one in full. */
async function holding(judged: Judged): Promise<readonly Rule[]> {
  const finder = await engineFinder();
  const { rules } = await policy;
  return rules.filter((rule) =>
    rule.kind === "deny" ? fires(rule, judged, finder) : covers(rule, judged, finder),
  );
}

async function judgedOf(tool: string, input: Call["input"], more = world): Promise<Judged> {
  const call = { tool, input, permissionMode: "default", attended: true };
  return { call, world: more, shell: await shellCaseOf(call, more) };
}

describe("the rules that are asked about a call", () => {
  it.each([false, true])("are all that hold for a line (folding case: %s)", async (folding) => {
    const lines = fc.array(fc.constantFrom(...LINE_PIECES), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, async (words) => {
        const here = { ...world, caseInsensitive: folding };
        const judged = await judgedOf("Bash", { command: words.join(" ") }, here);
        const asked = concernedRules((await policy).rules, judged);
        for (const rule of await holding(judged)) expect(asked).toContain(rule);
      }),
      { numRuns: 300 },
    );
  });

  it.each(["./a", "/home/ana/linked/x", "x/../secrets/y", "/home/ana/shop/a"])(
    "are all that hold for the path %s",
    async (file_path) => {
      const judged = await judgedOf("Read", { file_path });
      const asked = concernedRules((await policy).rules, judged);
      for (const rule of await holding(judged)) expect(asked).toContain(rule);
    },
  );

  it("are few: those of other programs are left out", async () => {
    const judged = await judgedOf("Bash", { command: "ls src | wc -l" });
    const asked = concernedRules((await policy).rules, judged);
    expect(asked.some((rule) => rule.program?.includes("rm"))).toBe(false);
  });
});
