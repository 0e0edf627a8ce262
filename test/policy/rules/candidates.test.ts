import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { World } from "../../../src/model/world.ts";
import { covers, fires } from "../../../src/policy/matching/matching.ts";
import { firesOnTexts, rawTexts } from "../../../src/policy/matching/raw-text.ts";
import { engineFinder } from "../../../src/policy/patterns/pattern.ts";
import { mayFindTool, toolNames } from "../../../src/policy/rules/candidates.ts";
import { compiled } from "../../support/judging.ts";

const TOOLS = ["Bash", "Monitor", "PowerShell", "Read", "Edit", "MultiEdit", "Write", "Task"];
const MORE_TOOLS = [
  "Agent",
  "LS",
  "Glob",
  "WebFetch",
  "mcp__git__push",
  "mcp__docs__search",
  "Bashful",
  "",
];
const EXPRESSIONS = [
  "^Bash$",
  "Bash",
  "^(Read|Edit|Write)$",
  "Edit|Write",
  "^mcp__git__.*",
  "(?i)^bash",
  "^Agent",
  "^Glob$",
  "^[A-Z][a-z]+$",
  ".*",
  "",
];
const WORLD: World = {
  now: "2026-11-20T10:00:00.000Z",
  home: "/h",
  accountHome: "/home/ana",
  cwd: "/w",
  projectRoot: "/w",
  caseInsensitive: false,
  realpath: (path) => path,
};

describe("the rules that are candidates for a tool", () => {
  it("are all that fire on a call of it or cover one", async () => {
    const { rules } = await compiled(
      "deny",
      EXPRESSIONS.map((tool) => ({ tool })),
    );
    const finder = await engineFinder();
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.oneof(fc.constantFrom(...TOOLS, ...MORE_TOOLS), fc.string()),
        (rule, tool) => {
          const call = { tool, input: {}, permissionMode: "default", attended: true };
          const judged = { call, world: WORLD, shell: undefined };
          const matches =
            fires(rule, judged, finder) ||
            covers(rule, judged, finder) ||
            firesOnTexts(rule, { tool, texts: rawTexts(["x"], WORLD), world: WORLD }, finder);
          if (matches) expect(mayFindTool(rule.tool, toolNames(tool))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("leave out those that name other tools", async () => {
    const { rules } = await compiled("deny", [{ tool: "^Bash$" }, { tool: "^mcp__git__.*" }]);
    const read = rules.map((rule) => mayFindTool(rule.tool, toolNames("Read")));
    expect(read).toEqual([false, false]);
    const monitor = rules.map((rule) => mayFindTool(rule.tool, toolNames("Monitor")));
    expect(monitor).toEqual([true, false]);
  });
});
