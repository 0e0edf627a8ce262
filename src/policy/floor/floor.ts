import type { Rule } from "../../model/rule.ts";
import { sha256 } from "../../model/sha256.ts";
import type { Judged } from "../matching/matching.ts";

/** The built-in denials: name, what it is about, and what the agent is told instead. */
export const FLOOR = {
  "own-files": {
    description: "Changes to claude-permit's own files",
    message: "These files record and guard this session. Ask the user to change them.",
  },
  "project-policy": {
    description: "Changes to a project's policy file",
    message: "A policy is for the user to write. Say which rule you would like to see.",
  },
  transcripts: {
    description: "Changes to Claude Code's transcripts",
    message: "Transcripts are records. Read them if you must, and leave them as they are.",
  },
  "guard-settings": {
    description: "Changes to hooks in Claude Code's settings",
    message: "Edit only the key that you need, by the edit tool, and leave hooks alone.",
  },
  "guard-commands": {
    description: "Running claude-permit's own guard-changing commands",
    message: "Ask the user to run this command in a terminal.",
  },
  "claude-unguarded": {
    description: "Starting Claude Code without its hooks or permissions",
    message: "Start it with its usual settings, or ask the user to run it.",
  },
  "not-readable": {
    description: "A call that could not be read whole",
    message: "Send a smaller call: put long content into a file.",
  },
} as const satisfies Record<string, { description: string; message: string }>;
export type FloorName = keyof typeof FLOOR;

/** All that is decided without a rule: the floor, and a question. */
export const BUILTIN = {
  ...FLOOR,
  "linked-out": {
    description: "A link in the project that leads out of it",
    message: "Name the file itself, or ask the user.",
  },
} as const satisfies Record<string, { description: string; message: string }>;
type BuiltinName = keyof typeof BUILTIN;

/** The floor rule that denies a call, if one does. No rule lifts it. */
export async function floorRule(judged: Judged): Promise<Rule | undefined> {
  const name = judged.shell === undefined ? await toolFloor(judged) : judged.shell.floor();
  return name === undefined ? undefined : builtinRule(name, "floor");
}

const WRITERS = new Set(["Write", "Edit", "MultiEdit", "NotebookEdit"]);

/** Tools that can change nothing are not looked at: most calls are theirs. */
async function toolFloor(judged: Judged): Promise<FloorName | undefined> {
  const { tool } = judged.call;
  if (!WRITERS.has(tool) && !tool.startsWith("mcp__")) return undefined;
  const { filesFloor } = await import("./floor-files.ts");
  return filesFloor(judged);
}

/** Every built-in rule: the denials, and the question about links. */
export function builtinRules(): readonly Rule[] {
  const floor = FLOOR_NAMES.map((name) => builtinRule(name, "floor"));
  return [...floor, builtinRule("linked-out", "ask")];
}

const FLOOR_NAMES = [
  "own-files",
  "project-policy",
  "transcripts",
  "guard-settings",
  "guard-commands",
  "claude-unguarded",
  "not-readable",
] as const satisfies readonly FloorName[];

/** A built-in rule as a decision and an entry name it. */
export function builtinRule(name: BuiltinName, kind: "floor" | "ask"): Rule {
  const { description, message } = BUILTIN[name];
  return {
    kind,
    label: name,
    id: sha256(`builtin\n${kind}\n${name}`).slice(0, 12),
    source: "builtin",
    tool: { source: "", literals: [], exact: false },
    fields: {},
    exclude: {},
    severity: "critical",
    description,
    message,
  };
}
