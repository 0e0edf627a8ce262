import { posix } from "node:path";
import type { World } from "../model/world.ts";
import type { FloorName } from "./floor.ts";
import { isOwnGuardCommand, isUnguardedClaude } from "./floor-programs.ts";
import { shellPattern } from "./path-globs.ts";
import { isInterpreter } from "./program-kinds.ts";
import { holdsHome, type Protected, protectedPath } from "./protected-paths.ts";
import type { ShellLine, SimpleCommand } from "./shell.ts";
import type { Step, StepPath } from "./steps.ts";

const REMOVES = new Set(["rm", "rmdir", "mv", "shred", "unlink", "trash"]);
/** Names under home and beside it: what a pattern is tried on. */
const GUARDED_NAMES = [
  "config.toml",
  "auto-rules.toml",
  "audit.jsonl",
  "key",
  "history/rules.jsonl",
];

/** The floor for a shell line: by parsed program, argument and redirection. */
export function shellFloor(
  line: ShellLine,
  steps: readonly Step[],
  world: World,
): FloorName | undefined {
  for (const step of steps) {
    const found = stepFloor(step, world);
    if (found !== undefined) return found;
  }
  return line.parsed ? undefined : rawFloor(line.raw);
}

function stepFloor(step: Step, world: World): FloorName | undefined {
  const { command } = step;
  const cwd = step.cwds.find((folder) => folder !== undefined) ?? world.cwd;
  if (isOwnGuardCommand(command, world, cwd)) return "guard-commands";
  if (isUnguardedClaude(command)) return "claude-unguarded";
  const removed = REMOVES.has(command.program) ? step.writes : [];
  if (removed.some(({ path, kind }) => kind !== "below" && holdsHome(path, world)))
    return "own-files";
  for (const path of changedPaths(step)) {
    const found = floorName(protectedWrite(path, world));
    if (found !== undefined) return found;
  }
  for (const text of changedTexts(step)) {
    const found = floorName(protectedText(text) ?? protectedPath(text, world, cwd));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A shell writes whole files: what it leaves in a settings file cannot be seen. */
function floorName(found: Protected | undefined): FloorName | undefined {
  return found === "settings" || found === "user-settings" ? "guard-settings" : found;
}

function changedPaths({ command, usage, writes, reads, lists }: Step): readonly StepPath[] {
  // A link to a protected file is another name to write it by.
  if (command.program === "ln" || command.program === "link")
    return [...writes, ...reads, ...lists];
  const deletes = usage.options.some(({ name }) => name === "-delete");
  return deletes ? [...writes, ...lists] : writes;
}

function protectedWrite({ path, kind }: StepPath, world: World): Protected | undefined {
  if (kind !== "pattern") return protectedPath(path, world);
  const finds = shellPattern(path);
  const guarded = [
    world.home,
    ...GUARDED_NAMES.map((name) => posix.join(world.home, name)),
    posix.join(world.accountHome, ".claude/settings.json"),
    posix.join(world.projectRoot, ".claude/settings.json"),
    posix.join(world.projectRoot, ".claude/settings.local.json"),
    posix.join(world.projectRoot, ".claude/claude-permit.toml"),
  ];
  const hit = guarded.find((each) => finds.test(each));
  return hit === undefined ? protectedPath(path, world) : protectedPath(hit, world);
}

/** Words that are no paths yet, and may still say plainly what is ours. */
function changedTexts({ command, usage, unknownProgram }: Step): string[] {
  const written = [
    ...usage.writes.map(({ word }) => word.text),
    ...command.redirects
      .filter(({ operator }) => operator.includes(">"))
      .map(({ target }) => target.text),
  ].filter((text) => /[$`*?[{]/.test(text));
  if (isInterpreter(command.program)) {
    const inPlace = command.program === "perl" && editsInPlace(command);
    const named = inPlace ? command.args.map((word) => word.text) : [];
    return [...written, ...named, ...command.args.flatMap((word) => pathsInCode(word.text))];
  }
  // Nobody knows what it does with the paths that it names.
  const named = unknownProgram
    ? command.args.map((word) => word.text.replace(/^--?[\w-]+=/, ""))
    : [];
  return [...written, ...named.filter((text) => /[/~]/.test(text))];
}

/** A path that an expansion hides may still end in what is plainly ours. */
function protectedText(path: string): Protected | undefined {
  if (!/[$`*?[{]/.test(path)) return undefined;
  if (/(?:^|\/)\.claude\/claude-permit(?:\/|$)/.test(path)) return "own-files";
  return /(?:^|\/)\.claude\/settings(?:\.local)?\.json$/.test(path) ? "settings" : undefined;
}

/** Program text: the paths that it names, for want of reading it. */
function pathsInCode(code: string): string[] {
  if (!/\s|[("']/.test(code)) return [];
  return code.match(/[~$\w./{}-]*\.claude\/(?:claude-permit|settings)[\w./-]*/g) ?? [];
}

function editsInPlace(command: SimpleCommand): boolean {
  return command.args.some((word) => /^(?:-[A-Za-z]*i|--in-place)/.test(word.text));
}

/** A line that could not be parsed, and speaks of what is ours. */
function rawFloor(raw: string): FloorName | undefined {
  if (/\.claude\/claude-permit\//.test(raw)) return "own-files";
  return /\bclaude\b[^\n;|&]*--dangerously-skip-permissions/.test(raw)
    ? "claude-unguarded"
    : undefined;
}
