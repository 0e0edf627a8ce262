import type { Call } from "../model/call.ts";
import type { Rule } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { shellLineOf } from "./decide.ts";
import { covers, fires } from "./matching.ts";
import { engineFinder, type Finder } from "./pattern.ts";

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
  Grep: "pattern",
  Glob: "pattern",
  LS: "path",
  WebFetch: "url",
  WebSearch: "query",
  Agent: "description",
  Skill: "skill",
};

/** One word that reads like a path or URL: `~/.env`, `src/app.ts`; not `cat .env`. */
const PATH_OR_URL = /^(?:[/~.*]\S*|\S+\/\S*)$/;

/**
 * Whether the rule matches an example of its own or of another rule: a command line where its
 * tool runs one, else a path, URL or pattern; or a JSON object of the input. Where several tools
 * fit, one of them is enough.
 */
export async function exampleMatches(rule: Rule, example: string, world: World): Promise<boolean> {
  for (const call of await exampleCalls(rule, example)) {
    if (await ruleMatches(rule, call, world)) return true;
  }
  return false;
}

/** Whether a deny or ask rule fires on the call, or an allow rule covers it. */
export async function ruleMatches(rule: Rule, call: Call, world: World): Promise<boolean> {
  const judged = { call, world, line: await lineOf(call) };
  const finder = await engineFinder();
  return rule.kind === "allow" ? covers(rule, judged, finder) : fires(rule, judged, finder);
}

const read = new WeakMap<Call, ReturnType<typeof shellLineOf>>();

/** Many rules are asked about the same call, and reading a line takes longer than judging it. */
function lineOf(call: Call): ReturnType<typeof shellLineOf> {
  const line = read.get(call) ?? shellLineOf(call);
  read.set(call, line);
  return line;
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
  const isLine = tools.some(runsLines) && !(PATH_OR_URL.test(example) && !tools.every(runsLines));
  return tools
    .filter((tool) => runsLines(tool) === isLine)
    .map((tool) => callOf(tool, { [fieldOf(rule, tool)]: example }));
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
