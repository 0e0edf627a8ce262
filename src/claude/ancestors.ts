import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A running process: its parent, and its command line as words. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly words: readonly string[];
}

/** Looks up one process; undefined where there is none, or where it may not be seen. */
export type LookUp = (pid: number) => Process | undefined;

const MAX_STEPS = 64;

/** The nearest ancestor of `pid` that is Claude Code. */
export function claudeAncestor(pid: number, lookUp: LookUp): Process | undefined {
  let current = lookUp(pid);
  // The parent of the first process is 0; a chain that long is a loop of reused ids.
  for (let step = 0; step < MAX_STEPS && current !== undefined && current.parent > 0; step += 1) {
    current = lookUp(current.parent);
    if (current !== undefined && isClaudeCode(current.words)) return current;
  }
  return undefined;
}

/**
 * Whether this process is Claude Code, and no Claude Code runs it in turn: an agent that starts a
 * program under that name is found by what stands above it. False where processes cannot be seen.
 */
export function isStartedByClaude(parent: number, lookUp = processLookUp()): boolean {
  const found = lookUp(parent);
  if (found === undefined || !isClaudeCode(found.words)) return false;
  return claudeAncestor(parent, lookUp) === undefined;
}

/**
 * Whether a command line is Claude Code's: the native binary (`/usr/local/bin/claude --resume`),
 * which also names itself so when run by Node, or its script
 * (`node …/@anthropic-ai/claude-code/cli.js`); not `vim claude.md`, and not `claude-permit`.
 */
export function isClaudeCode(words: readonly string[]): boolean {
  const [program = "", ...rest] = words;
  if (/(^|[\\/])claude(\.exe)?$/i.test(program)) return true;
  const runner = /(^|[\\/])(node|bun|deno)(\.exe)?$/i.test(program);
  const script = rest.find((word) => !word.startsWith("-")) ?? "";
  return runner && /(^|[\\/])(claude|claude-code[\\/](.*[\\/])?cli\.m?js)$/i.test(script);
}

/** A look-up of the processes of this machine, made once. */
export function processLookUp(): LookUp {
  let table: Map<number, Process> | undefined;
  return (pid) => {
    const found = fromProc(pid);
    if (found !== undefined) return found;
    table ??= processTable();
    return table.get(pid);
  };
}

/** A variable in the environment that a process was started with; only Linux tells. */
export function environmentOf(pid: number, name: string): string | undefined {
  try {
    const pairs = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  } catch {
    // Another account's process, or no /proc: unknown.
    return undefined;
  }
}

function fromProc(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the name in parentheses, and may itself hold spaces and parentheses.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    // A program that renames itself leaves one text where the words were.
    const words = line.replace(/\0+$/, "").split("\0");
    return { pid, parent, words: words.length === 1 ? line.split(/[\0 ]+/) : words };
  } catch {
    // No /proc here, or the process has just ended.
    return undefined;
  }
}

/** All processes by `ps`; empty where there is no ps (Windows), where CLAUDECODE must do. */
function processTable(): Map<number, Process> {
  try {
    const listing = execFileSync("ps", ["-axo", "pid=,ppid=,args="], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return new Map(listing.split("\n").flatMap(parseLine));
  } catch {
    return new Map();
  }
}

function parseLine(line: string): [number, Process][] {
  const found = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
  if (found === null) return [];
  const pid = Number(found[1]);
  return [[pid, { pid, parent: Number(found[2]), words: (found[3] ?? "").split(" ") }]];
}
