import type { Call } from "../../model/call.ts";
import type { Native } from "../../model/words.ts";
import type { World } from "../../model/world.ts";
import { isWithin, pathSpellings } from "../paths/paths.ts";
import type { ShellLine, SimpleCommand } from "../shell.ts";

const LOOKING = new Set(["Read", "Grep", "Glob", "LS", "NotebookRead"]);
const EDITING = new Set(["Write", "Edit", "MultiEdit", "NotebookEdit"]);
/** Tools that only touch the session's own state, or hand on to calls that are judged. */
const HARMLESS = new Set([
  "TodoWrite",
  "TaskCreate",
  "TaskUpdate",
  "TaskList",
  "TaskGet",
  "ToolSearch",
  "BashOutput",
  "TaskOutput",
  "Agent",
  "Task",
]);
/** Programs that Claude Code runs without a prompt in every mode, as long as nothing is written. */
const READ_ONLY = new Set(
  "ls cat echo pwd grep rg find head tail wc sort uniq cut diff stat file which whoami date true".split(
    " ",
  ),
);
const READ_ONLY_GIT = new Set(["status", "log", "diff", "show", "branch", "rev-parse", "ls-files"]);
/** Arguments that make a reading program write or run something. */
const ACTING = /^-(?:exec|execdir|ok|delete|fprint|o$|D$|d$|-delete|-output)/;

/**
 * What Claude Code would have done without us, going by the tool, the permission mode and the
 * working directory. An estimate: the user's own settings, which it does not read, may allow or
 * deny. `unknown` where the mode was not told or refuses instead of asking.
 */
export function nativeOf(call: Call, world: World, line: ShellLine | undefined): Native {
  const { permissionMode: mode, tool } = call;
  if (HARMLESS.has(tool) || mode === "bypassPermissions") return "no_prompt";
  if (LOOKING.has(tool) && isInside(call, world)) return "no_prompt";
  if (line !== undefined && readsOnly(line)) return "no_prompt";
  const editsInside = EDITING.has(tool) && isInside(call, world) && !isProtected(call);
  if (editsInside && (mode === "acceptEdits" || mode === "auto")) return "no_prompt";
  if (mode === "auto") return "classifier";
  return mode === "default" || mode === "acceptEdits" ? "prompt" : "unknown";
}

function readsOnly(line: ShellLine): boolean {
  return line.parsed && line.commands.length > 0 && line.commands.every(readsOnlyCommand);
}

function readsOnlyCommand(command: SimpleCommand): boolean {
  const { program, args } = command;
  const [first] = args;
  const known =
    READ_ONLY.has(program) || (program === "git" && READ_ONLY_GIT.has(first?.text ?? ""));
  const writes = command.redirects.some(
    ({ operator, target }) => operator.includes(">") && !/^(?:\d|\/dev\/null)$/.test(target.text),
  );
  return known && !writes && !args.some((word) => ACTING.test(word.text));
}

/** Whether the path lies in the working directory; a search without one does. */
function isInside(call: Call, world: World): boolean {
  const path = pathOf(call);
  if (path === "") return LOOKING.has(call.tool) && call.tool !== "Read";
  const root = pathSpellings(world.cwd, world);
  return pathSpellings(path, world).every((spelling) =>
    root.some((folder) => isWithin(spelling, folder, world.caseInsensitive)),
  );
}

/** Claude Code asks about these whatever the mode. */
function isProtected(call: Call): boolean {
  return /(?:^|[\\/])\.(?:claude|git|vscode|idea|husky)(?:[\\/]|$)/.test(pathOf(call));
}

function pathOf(call: Call): string {
  const path = call.input["file_path"] ?? call.input["notebook_path"] ?? call.input["path"];
  return typeof path === "string" ? path : "";
}
