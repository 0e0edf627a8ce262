import type { FloorName } from "./floor.ts";
import type { Judged } from "./matching.ts";
import { type Protected, protectedPath } from "./protected-paths.ts";

const WRITERS = new Set(["Write", "Edit", "MultiEdit", "NotebookEdit"]);
/** Fields in which a tool of an MCP server names a file. */
const MCP_PATHS = /^(?:path|paths|file|file_?path|file_?name|source|destination|target|to|uri)$/i;
/** MCP tools that only look. */
const LOOKING = /__(?:get|read|list|search|find|view|stat|fetch|show|describe|directory_tree)/i;
/** What an edit of a settings file may not touch: the hooks, and the switches that silence them. */
const GUARDING =
  /hooks|allowManagedHooksOnly|PreToolUse|PostToolUse|PermissionRequest|SessionStart|claude-permit|matcher|onFailure|type\W{1,9}command|bin\.cjs/i;

/** The floor for tools other than shells. */
export function toolFloor(judged: Judged): FloorName | undefined {
  const { call, world } = judged;
  const isWriter = WRITERS.has(call.tool);
  if (!isWriter && (!call.tool.startsWith("mcp__") || LOOKING.test(call.tool))) return undefined;
  const paths = isWriter
    ? [call.input["file_path"], call.input["notebook_path"]]
    : Object.entries(call.input).flatMap(([name, value]) => (MCP_PATHS.test(name) ? [value] : []));
  for (const path of paths.flat().filter((value) => typeof value === "string")) {
    const found = protectedPath(path.replace(/^file:\/\//, ""), world);
    const name = found === undefined ? undefined : fileFloor(found, judged);
    if (name !== undefined) return name;
  }
  return undefined;
}

function fileFloor(found: Protected, judged: Judged): FloorName | undefined {
  if (found !== "settings" && found !== "user-settings") return found;
  const { tool, input } = judged.call;
  // Writing the user's settings anew drops the hooks that stand in them.
  if (found === "user-settings" && tool === "Write") return "guard-settings";
  return GUARDING.test(JSON.stringify(input)) ? "guard-settings" : undefined;
}
