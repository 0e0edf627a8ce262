import type { Call } from "../../model/call.ts";
import type { Rule } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import { shellCaseOf } from "../decide.ts";
import { covers, fires } from "../matching/matching.ts";
import { engineFinder, type Finder } from "../patterns/pattern.ts";

/** Tools that an example may be about, with the field that names what a call is about. */
const NAMED_BY: Readonly<Record<string, string>> = {
  Bash: "command",
  PowerShell: "command",
  Monitor: "command",
  Read: "file_path",
  Edit: "file_path",
  Write: "file_path",
  MultiEdit: "file_path",
  NotebookEdit: "notebook_path",
  NotebookRead: "notebook_path",
  Grep: "pattern",
  Glob: "pattern",
  LS: "path",
  WebFetch: "url",
  WebSearch: "query",
  Agent: "description",
  Skill: "skill",
};

/** Tools that look for a pattern below a path. */
const SEARCHES = new Set(["Grep", "Glob"]);

/** One word that reads like a path or URL: `~/.env`, `src/app.ts`; not `cat .env`. */
const PATH_OR_URL = /^(?:[/~.*]\S*|\S+\/\S*)$/;

/**
 * Whether the rule matches an example of its own or of another rule: a command line where its
 * tool runs one, else a path, URL or pattern; or a JSON object of the input. Where several tools
 * fit, one of them is enough.
 */
export async function exampleMatches(
  rule: Rule,
  example: string,
  world: World,
  beside: readonly Rule[] = [],
): Promise<boolean> {
  for (const call of await exampleCalls(rule, example)) {
    if (await ruleMatches(rule, call, world, beside)) return true;
  }
  return false;
}

/**
 * Whether a deny or ask rule fires on the call, or an allow rule has a part in granting it with
 * the allow rules `beside` it.
 */
export async function ruleMatches(
  rule: Rule,
  call: Call,
  world: World,
  beside: readonly Rule[] = [],
): Promise<boolean> {
  const judged = { call, world, shell: await shellOf(call, world) };
  const finder = await engineFinder();
  if (rule.kind !== "allow") return fires(rule, judged, finder);
  return covers(rule, judged, finder, beside);
}

type Reading = ReturnType<typeof shellCaseOf>;
const read = new WeakMap<Call, { readonly world: World; readonly shell: Reading }>();

/** Many rules are asked about the same call, and reading a line takes longer than judging it. */
function shellOf(call: Call, world: World): Reading {
  const known = read.get(call);
  if (known?.world === world) return known.shell;
  const shell = shellCaseOf(call, world);
  read.set(call, { world, shell });
  return shell;
}

/** The calls that an example of the rule stands for; none where its tool is none that we know. */
export async function exampleCalls(rule: Rule, example: string): Promise<readonly Call[]> {
  const tools = toolsOf(rule, await engineFinder());
  const input = inputOf(example);
  if (input !== undefined) {
    const wanted = "command" in input;
    const fitting = tools.filter((tool) => runsLines(tool) === wanted);
    return (fitting.length > 0 ? fitting : tools).map((tool) => callOf(tool, input));
  }
  const isPath = PATH_OR_URL.test(example);
  const isLine = tools.some(runsLines) && !(isPath && !tools.every(runsLines));
  return tools
    .filter(
      (tool) => runsLines(tool) === isLine && (tool !== "PowerShell" || !tools.includes("Bash")),
    )
    .map((tool) =>
      callOf(tool, { [isPath && SEARCHES.has(tool) ? "path" : fieldOf(rule, tool)]: example }),
    );
}

function toolsOf(rule: Rule, finder: Finder): string[] {
  // `^mcp__postgres__query$`: the name that the expression itself spells.
  const spelled = rule.tool.choices?.texts ?? [rule.tool.source.replace(/^\^|\$$/g, "")];
  return [...new Set([...Object.keys(NAMED_BY), ...spelled])].filter((tool) =>
    finder.finds(rule.tool, tool),
  );
}

function runsLines(tool: string): boolean {
  return NAMED_BY[tool] === "command";
}

/** The field that the rule looks at, else the one that names what the tool is about. */
function fieldOf(rule: Rule, tool: string): string {
  const naming = NAMED_BY[tool];
  const asked = Object.keys(rule.fields);
  if (naming !== undefined && (asked.includes(naming) || runsLines(tool))) return naming;
  const paths = rule.reads !== undefined || rule.writes !== undefined;
  return asked[0] ?? (paths && naming === "pattern" ? "path" : (naming ?? "text"));
}

function inputOf(example: string): Record<string, unknown> | undefined {
  if (!example.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(example);
    return value instanceof Object ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    // A group of commands, `{ rm x; }`, and no JSON.
    return undefined;
  }
}

function callOf(tool: string, input: Readonly<Record<string, unknown>>): Call {
  return { tool, input, permissionMode: "default", attended: true };
}
