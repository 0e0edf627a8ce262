import { posix } from "node:path";
import { hostOf, hostsIn, site } from "../usage/hosts.ts";
import { isPlain } from "../usage/plain-words.ts";
import type { ShellHead } from "./shell-head.ts";

/** Raised whenever the same call would get another fingerprint. */
export const FINGERPRINT_VERSION = 1;

/** Where a call happened: what paths are told relative to. */
export interface Place {
  readonly cwd: string;
  readonly projectRoot: string;
  readonly accountHome: string;
}

export interface Fingerprint {
  /** `Bash: git push`; ends in ` ~` where the input was cut before we saw it. */
  readonly fingerprint: string;
  /** Base names of the programs that a shell line runs; at most 20. */
  readonly programs: readonly string[];
  /** Hosts named in the input; at most 20. */
  readonly hosts: readonly string[];
}

/**
 * Tool and normalised head of the input. Numbers, hashes, quoted strings, paths and dates never
 * enter. `shell`: what the input's shell line runs; `cut`: the input was cut before we saw it.
 */
export function fingerprintFrom(
  tool: string,
  input: Readonly<Record<string, unknown>>,
  place: Place,
  known: { readonly shell: ShellHead | undefined; readonly cut: boolean },
): Fingerprint {
  const kind = toolKind(tool);
  const head = kind === "MCP" ? mcpServer(tool) : headOf(kind, input, place, known.shell);
  const cut = known.cut ? " ~" : "";
  return {
    fingerprint: head === "" ? `${kind}${cut}` : `${kind}: ${head}${cut}`,
    programs: known.shell?.programs ?? [],
    hosts: hostsOf(input),
  };
}

/** A tool's name as Claude Code may have it; anything malformed is `other`. */
function toolKind(tool: string): string {
  if (tool.startsWith("mcp__")) return "MCP";
  return /^[A-Za-z][\w-]{0,39}$/.test(tool) ? tool : "other";
}

function headOf(
  tool: string,
  input: Readonly<Record<string, unknown>>,
  place: Place,
  shell: ShellHead | undefined,
): string {
  if (shell !== undefined) return shell.head;
  if (tool === "WebFetch") return site(hostOf(text(input["url"])));
  const path = text(input["file_path"]) || text(input["notebook_path"]);
  if (path !== "") return pathHead(path, place);
  if (tool === "Grep" || tool === "Glob" || tool === "LS") {
    const folder = text(input["path"]);
    return folder === "" ? "" : folderHead(folder, place);
  }
  if (tool === "Agent" || tool === "Task") return plainName(text(input["subagent_type"]));
  if (tool === "Skill") return plainName(text(input["skill"]) || text(input["command"]));
  return "";
}

/** `mcp__plugin_playwright_playwright__click` is of the server that its last part names. */
function mcpServer(tool: string): string {
  const server = tool.split("__")[1] ?? "";
  const name = server.startsWith("plugin_") ? (server.split("_").pop() ?? server) : server;
  return plainName(name) || "other";
}

function plainName(name: string): string {
  const short = name.replace(/^.*[:/]/, "");
  return isPlain(short, 40) ? short : "";
}

/** `src/*.ts` in the project, `~/notes/*.md` and `/etc/*` elsewhere; at most two folders. */
function pathHead(path: string, place: Place): string {
  const slashed = path.replaceAll("\\", "/");
  const extension = /\.[A-Za-z][A-Za-z0-9]{0,9}$/.exec(slashed)?.[0] ?? "";
  const folder = folderHead(posix.dirname(slashed), place);
  return folder === "." ? `*${extension}` : `${folder === "/" ? "" : folder}/*${extension}`;
}

function folderHead(path: string, place: Place): string {
  const absolute = posix.resolve(
    place.cwd === "" ? "/" : place.cwd,
    path.startsWith("~") ? path.replace(/^~(?=\/|$)/, place.accountHome) : path,
  );
  const inside = below(absolute, place.projectRoot);
  if (inside !== undefined) return inside === "" ? "." : shortFolder(inside, 3);
  const inHome = below(absolute, place.accountHome);
  if (inHome !== undefined) return inHome === "" ? "~" : `~/${shortFolder(inHome, 2)}`;
  return absolute === "/" ? "/" : `/${shortFolder(absolute.slice(1), 2)}`;
}

function below(path: string, folder: string): string | undefined {
  if (folder === "" || folder === "/") return undefined;
  if (path === folder) return "";
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** The first folders of a path; names with numbers, hashes or blanks become `…`. */
function shortFolder(path: string, depth: number): string {
  const parts = path.split("/").map((part) => (isPlain(part, 40) ? part : "…"));
  const shown = parts.slice(0, depth).join("/");
  return parts.length > depth ? `${shown}/…` : shown;
}

function hostsOf(input: Readonly<Record<string, unknown>>): string[] {
  const told = [input["url"], input["command"]].map(text).join("\n");
  return hostsIn(told.slice(0, 64 * 1024));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
