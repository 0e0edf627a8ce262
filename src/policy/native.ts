import type { Call } from "../model/call.ts";
import type { Native } from "../model/words.ts";
import type { World } from "../model/world.ts";
import { isWithin, pathSpellings } from "./paths.ts";

const LOOKING = new Set(["Read", "Grep", "Glob", "LS", "NotebookRead"]);
const EDITING = new Set(["Write", "Edit", "MultiEdit", "NotebookEdit"]);
/** Tools that only touch the session's own state. */
const HARMLESS = new Set([
  "TodoWrite",
  "TaskCreate",
  "TaskUpdate",
  "TaskList",
  "TaskGet",
  "ToolSearch",
  "BashOutput",
  "TaskOutput",
]);

/**
 * What Claude Code would have done without us, where that is certain without its settings:
 * they may still deny or ask. Everything else is `unknown`; a later version reads the settings.
 */
export function nativeOf(call: Call, world: World): Native {
  if (HARMLESS.has(call.tool)) return "no_prompt";
  if (call.permissionMode === "bypassPermissions") return "no_prompt";
  if (LOOKING.has(call.tool) && isInside(call, world)) return "no_prompt";
  const edits = call.permissionMode === "acceptEdits" && EDITING.has(call.tool);
  return edits && isInside(call, world) && !isProtected(call) ? "no_prompt" : "unknown";
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
