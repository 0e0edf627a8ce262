import { posix } from "node:path";
import { RAISING, WRAPPERS } from "../shell/wrappers.ts";
import type { ShellLine, SimpleCommand } from "../shell.ts";
import { hostOf, hostsIn, site } from "../usage/hosts.ts";
import { isPlain, subcommands } from "../usage/subcommands.ts";

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

/** Heads that a compound line names; the rest is counted. */
const MAX_HEADS = 4;
/** Commands that steer the shell, and say nothing about what a line does. */
export const STEERING: ReadonlySet<string> = new Set([
  "cd",
  "pushd",
  "popd",
  "echo",
  "true",
  ":",
  "sleep",
  "set",
  "export",
  "pwd",
]);

/**
 * Tool and normalised head of the input. Numbers, hashes, quoted strings, paths and dates never
 * enter. `cut`: the input was cut before we saw it.
 */
export function fingerprintFrom(
  tool: string,
  input: Readonly<Record<string, unknown>>,
  place: Place,
  known: { readonly line: ShellLine | undefined; readonly cut: boolean },
): Fingerprint {
  const kind = toolKind(tool);
  const head = kind === "MCP" ? mcpServer(tool) : headOf(kind, input, place, known.line);
  const cut = known.cut ? " ~" : "";
  return {
    fingerprint: head === "" ? `${kind}${cut}` : `${kind}: ${head}${cut}`,
    programs: known.line === undefined ? [] : programsOf(known.line),
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
  line: ShellLine | undefined,
): string {
  if (line !== undefined) return shellHead(line);
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

function shellHead(line: ShellLine): string {
  const top = line.commands.filter((command) => command.depth === 0).map(commandHead);
  const telling = top.filter((head) => !STEERING.has(head));
  const heads = [...new Set(telling.length > 0 ? telling : top)]
    .filter((head) => head !== "")
    .sort((a, b) => (a < b ? -1 : 1));
  if (heads.length === 0) return line.parsed ? "" : "not parsable";
  const shown = heads.slice(0, MAX_HEADS).join(" + ");
  return heads.length > MAX_HEADS ? `${shown} +${heads.length - MAX_HEADS}` : shown;
}

/** `git push`, `sudo rm`; what a timeout or a `nohup` runs stands for itself. */
function commandHead(command: SimpleCommand): string {
  const program = programName(command);
  const [inner] = command.inner;
  if (inner !== undefined && WRAPPERS.has(command.program)) {
    return RAISING.has(command.program) ? `${program} ${commandHead(inner)}` : commandHead(inner);
  }
  return [program, ...subcommands(command)].join(" ");
}

/** The program's name where it looks like one; scripts and generated names are `script`. */
function programName(command: SimpleCommand): string {
  if (command.program === "") return command.called === "" ? "" : "…";
  return isPlain(command.program, 30) ? command.program : "…";
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
    path.replace(/^~(?=\/|$)/, place.accountHome),
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

function programsOf(line: ShellLine): string[] {
  const names = line.commands.map(programName).filter((name) => name !== "" && name !== "…");
  return [...new Set(names)].slice(0, 20);
}

function hostsOf(input: Readonly<Record<string, unknown>>): string[] {
  const told = [input["url"], input["command"]].map(text).join("\n");
  return hostsIn(told.slice(0, 64 * 1024));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
