import type { World } from "../../model/world.ts";
import { shellPattern } from "../paths/path-globs.ts";
import {
  findsHome,
  holdsHome,
  holdsPolicy,
  type Protected,
  protectedNames,
  protectedPath,
} from "../paths/protected-paths.ts";
import type { ShellLine } from "../shell.ts";
import type { Step, StepPath } from "../steps/steps.ts";
import { isInterpreter } from "../usage/program-kinds.ts";
import type { FloorName } from "./floor.ts";
import { isOwnGuardCommand, isUnguardedClaude, isUnguarding, loadsOwn } from "./floor-programs.ts";
import { type Search, searchOf } from "./floor-search.ts";
import { changedBy, codeFloor, startedBy, textFloor } from "./floor-text.ts";
import { isDistinctCommand } from "./floor-words.ts";
import { changedPaths, changedTexts, removedPaths, spoiledFolders } from "./floor-writes.ts";

/** What starts a program elsewhere or later: its arguments or its input hold a command. */
const LAUNCHERS = new Set(
  "tmux screen zellij dtach abduco at batch systemd-run expect osascript script xterm gnome-terminal konsole kitty alacritty wezterm open start-stop-daemon launchctl su npx npm".split(
    " ",
  ),
);
const DATABASES = new Set(["duckdb", "sqlite3", "psql", "mysql"]);
const NAMES_ANEW = new Set(["ln", "link", "cp", "mv", "install", "alias"]);

/** The floor for a shell line: by parsed program, argument and redirection. */
export function shellFloor(
  line: ShellLine,
  steps: readonly Step[],
  world: World,
): FloorName | undefined {
  const search = searchOf(steps);
  for (const step of steps) {
    const found = stepFloor(step, world, search) ?? givenFloor(step, line);
    if (found !== undefined) return found;
  }
  return line.parsed ? chainFloor(steps, line) : textFloor(line.raw);
}

function stepFloor(step: Step, world: World, search: Search): FloorName | undefined {
  const { command } = step;
  const cwd = step.cwds.find((folder) => folder !== undefined) ?? world.cwd;
  if (isOwnGuardCommand(command, world, cwd)) return "guard-commands";
  if (isUnguardedClaude(command, world)) return "claude-unguarded";
  const removed = removedPaths(step);
  if (removed.some((path) => takesHome(path, world))) return "own-files";
  if (removed.some((path) => path.kind === "exact" && holdsPolicy(path.path, world)))
    return "project-policy";
  if (spoiledFolders(step, world).some((path) => holdsHome(path, world))) return "own-files";
  for (const path of changedPaths(step, world, search)) {
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

function takesHome({ path, kind }: StepPath, world: World): boolean {
  if (kind === "below") return false;
  return kind === "pattern" ? findsHome(path, world) : holdsHome(path, world);
}

function protectedWrite({ path, kind }: StepPath, world: World): Protected | undefined {
  if (kind !== "pattern") return protectedPath(path, world);
  const finds = shellPattern(path);
  const hit = protectedNames(world).find((each) => finds.test(each));
  return hit === undefined ? protectedPath(path, world) : protectedPath(hit, world);
}

/** A path that an expansion hides may still end in what is plainly ours. */
function protectedText(path: string): Protected | undefined {
  if (!/[$`*?[{]/.test(path)) return undefined;
  if (/(?:^|\/)\.claude\/claude-permit(?:\/|$)/.test(path)) return "own-files";
  return /(?:^|\/)\.claude\/settings(?:\.local)?\.json$/.test(path) ? "settings" : undefined;
}

/** Program text and commands that a step is given as a text, on the line or at its input. */
function givenFloor({ command, cwds }: Step, { raw }: ShellLine): FloorName | undefined {
  const { program, args } = command;
  const isFed =
    command.piped || command.redirects.some(({ operator }) => operator.startsWith("<<"));
  const texts = [...args.map((word) => word.text).filter((text) => /\s|[("']/.test(text))];
  if (LAUNCHERS.has(program))
    return startedBy(isFed ? raw : args.map((word) => word.text).join(" "));
  if (DATABASES.has(program)) return texts.filter(exports).map(textFloor).find(Boolean);
  // What its `w` command names is written.
  if (program === "sed")
    return texts
      .filter((text) => /w\s/.test(text))
      .map(changedBy)
      .find(Boolean);
  if (!isInterpreter(program)) return undefined;
  const codes = isFed && args.every(({ text }) => text.startsWith("-")) ? [raw, ...texts] : texts;
  if (loadsOwn(args.map((word) => word.text))) return "guard-commands";
  return codes.map((code) => codeFloor(withFolder(code, cwds))).find(Boolean);
}

/** Statements that write a file. */
function exports(text: string): boolean {
  if (/\.(?:output|once|backup|save|clone)\b|\bexport\b/i.test(text)) return true;
  if (/\battach\b/i.test(text)) return !/read_only/i.test(text);
  return /\bcopy\b/i.test(text) && /\bto\b/i.test(text);
}

/** In Claude Code's folder a bare name means a file of it. */
function withFolder(code: string, cwds: Step["cwds"]): string {
  if (!cwds.some((cwd) => cwd?.endsWith("/.claude"))) return code;
  return code.replace(/(["'`])(?=claude-permit|settings(?:\.local)?\.json)/g, "$1~/.claude/");
}

/** What only several commands of a line do together. */
function chainFloor(steps: readonly Step[], { raw }: ShellLine): FloorName | undefined {
  const speaks = ({ command }: Step): boolean =>
    /claude-permit/i.test(command.canonical) && !/\.claude\/claude-permit/.test(command.canonical);
  const is = (names: RegExp): Step[] => steps.filter(({ command }) => names.test(command.program));
  if (is(/^kill$/).length > 0 && is(/^(?:pgrep|pidof|ps|grep|lsof)$/).some(speaks))
    return "guard-commands";
  if (is(/^crontab$/).some((step) => losesJobs(step, raw))) return "guard-commands";
  const elsewise = steps.some(
    ({ command }) => command.assigned.some(isUnguarding) && command.program === "export",
  );
  if (elsewise && is(/^claude$/).length > 0) return "claude-unguarded";
  const renamed = steps.some((step) => NAMES_ANEW.has(step.command.program) && speaks(step));
  const runs = steps.some(
    ({ command, unknownProgram }) =>
      (unknownProgram || command.called.includes("/") || isInterpreter(command.program)) &&
      command.args.some((_, at) =>
        isDistinctCommand(command.args.slice(at).map((word) => word.text)),
      ),
  );
  return renamed && runs ? "guard-commands" : undefined;
}

/** A whole new table of jobs: ours stay only if it begins with what `crontab -l` prints. */
function losesJobs({ command }: Step, raw: string): boolean {
  const words = command.args.map((word) => word.text);
  if (words.some((word) => /^-[a-z]*r/.test(word))) return true;
  if (words.some((word) => /^-[a-z]*[le]/.test(word))) return /claude.?permit/i.test(raw);
  return !/crontab\s+(?:-u\s+\w+\s+)?-l/.test(raw) || /permit/i.test(raw);
}
