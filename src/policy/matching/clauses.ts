import type { Expression, Rule } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import { isWithin, pathSpellings } from "../paths/paths.ts";
import type { Finder } from "../patterns/pattern.ts";
import { toolNames } from "../rules/candidates.ts";

/** One thing that a rule asks, and whether it is so. */
export interface Clause {
  /** The key of the rule: `fields.command`, `flags`; `understood` for what no key asks. */
  readonly name: string;
  readonly holds: boolean;
  /** What stood there; unredacted. */
  readonly found: string;
}

/** A denial or question needs one spelling of a path, a grant needs all. */
export type Purpose = "fires" | "covers";

/** What every rule asks before it looks at the input: tool, folder, time. */
export function* placeClauses(
  rule: Rule,
  about: { readonly tool: string; readonly world: World },
  finder: Finder,
  purpose: Purpose,
): Generator<Clause> {
  const { tool, world } = about;
  const alike = purpose === "fires" || (tool === "Monitor" && rule.alone !== true);
  const names = alike ? toolNames(tool) : [tool];
  const fits = names.some((name) => finder.finds(rule.tool, name));
  yield {
    name: "tool",
    holds: fits && (purpose === "fires" || isMeant(rule.tool, tool)),
    found: tool,
  };
  if (rule.expires !== undefined) {
    yield { name: "expires", holds: world.now < rule.expires, found: world.now };
  }
  if (rule.cwd !== undefined) {
    const folders = pathSpellings(rule.cwd, world);
    const inside = (path: string): boolean =>
      folders.some((folder) => isWithin(path, folder, world.caseInsensitive));
    const spelled = pathSpellings(world.cwd, world);
    const holds = purpose === "covers" ? spelled.every(inside) : spelled.some(inside);
    yield { name: "cwd", holds, found: world.cwd };
  }
}

/** Tools of Claude Code, which a rule may grant by an expression that fits several. */
const OWN_TOOLS = new Set(
  "Agent AskUserQuestion Bash BashOutput CronCreate CronDelete CronList Edit EnterPlanMode EnterWorktree ExitPlanMode ExitWorktree Glob Grep KillShell LS LSP ListMcpResourcesTool ListMcpResources Monitor MultiEdit NotebookEdit NotebookRead Read ReadMcpResource ReadMcpResourceTool ScheduleWakeup Skill SlashCommand Task TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate TodoRead TodoWrite ToolSearch WebFetch WebSearch Write".split(
    " ",
  ),
);

/**
 * Whether a grant means this tool: an MCP tool by server and name from the start, a tool that
 * nobody knows by its whole name. `.` or an unanchored word would grant what was never seen.
 */
function isMeant(expression: Expression, tool: string): boolean {
  if (OWN_TOOLS.has(tool)) return true;
  if (tool.startsWith("mcp__"))
    return /^\^?\(?(?:\?:)?mcp__\w/.test(expression.source) && expression.source.startsWith("^");
  const { choices } = expression;
  return choices?.first === true && choices.end === "text";
}

/** The expression that a rule asks of each simple command. */
export function commandPattern(rule: Rule): Expression | undefined {
  return rule.fields["command"];
}

/** Whether all clauses hold; stops at the first that does not. */
export function allHold(clauses: Iterable<Clause>): boolean {
  for (const clause of clauses) if (!clause.holds) return false;
  return true;
}

export function entriesOf(
  expressions: Readonly<Record<string, Expression>>,
): readonly (readonly [string, Expression])[] {
  return Object.entries(expressions);
}
