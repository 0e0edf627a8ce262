import type { Call } from "../../model/call.ts";
import type { World } from "../../model/world.ts";
import { isSecret, isStartup, type WordPath } from "./path-words.ts";
import { absolutePath } from "./paths.ts";

/** The paths that a tool other than a shell touches. */
export interface InputPaths {
  readonly reads: readonly InputPath[];
  readonly writes: readonly InputPath[];
}

export interface InputPath extends WordPath {
  /** Reading shows a secret; writing persists. */
  readonly sensitive: boolean;
}

const READERS = new Set(["Read", "NotebookRead"]);
const SEARCHERS = new Set(["Grep"]);
const WRITERS = new Set(["Write", "Edit", "MultiEdit", "NotebookEdit"]);
/** Fields in which a tool of an MCP server names a file. */
const MCP_PATHS =
  /^(?:path|paths|file|files|file_?path|file_?name|source|destination|target|to|from|uri|directory|folder)$/i;

/** Every rule about paths asks for those of one call. */
const known = new WeakMap<Call, { readonly world: World; readonly paths: InputPaths }>();

/** By tool and field; of a tool that nobody knows every path counts as both. */
export function inputPaths(call: Call, world: World): InputPaths {
  const found = known.get(call);
  if (found?.world === world) return found.paths;
  const paths = newInputPaths(call, world);
  known.set(call, { world, paths });
  return paths;
}

function newInputPaths(call: Call, world: World): InputPaths {
  const { input, tool } = call;
  const main = [input["file_path"], input["notebook_path"]];
  if (READERS.has(tool))
    return { reads: used([...main, input["path"]], "exact", world, isSecret), writes: [] };
  if (WRITERS.has(tool)) return { reads: [], writes: used(main, "exact", world, isStartup) };
  if (SEARCHERS.has(tool)) return { reads: searched(call, world), writes: [] };
  if (!tool.startsWith("mcp__")) return { reads: [], writes: [] };
  const named = Object.entries(input).flatMap(([name, value]) =>
    MCP_PATHS.test(name) ? [value].flat() : [],
  );
  return {
    reads: used(named, "exact", world, isSecret),
    writes: used(named, "exact", world, isStartup),
  };
}

/** A search sees all below its folder; one that names its files by `glob` sees those. */
function searched({ input }: Call, world: World): readonly InputPath[] {
  const { path, glob } = input;
  const folder = typeof path === "string" && path !== "" ? path : ".";
  const below = used([folder], "below", world, isSecret);
  const file = used([folder], "exact", world, isSecret).filter((each) => each.sensitive);
  const pattern =
    typeof glob === "string" ? used([`${folder}/${glob}`], "pattern", world, isSecret) : [];
  return [...below, ...file, ...pattern];
}

function used(
  values: readonly unknown[],
  kind: WordPath["kind"],
  world: World,
  sensitive: typeof isSecret,
): readonly InputPath[] {
  return values
    .filter((value) => typeof value === "string")
    .filter((value) => value !== "")
    .map((value) => {
      const written = value.startsWith("file://") ? value.slice("file://".length) : value;
      const found = { path: absolutePath(written, world), kind };
      return { ...found, sensitive: sensitive(found, world) };
    });
}
