import { redact } from "../files/redact.ts";
import type { RuleTable } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { escaped } from "../policy/explain/proposed-rules.ts";
import type { Judged } from "../policy/matching/matching.ts";
import { valueText } from "../policy/paths/field-values.ts";
import { inputPaths } from "../policy/paths/input-paths.ts";
import { webHosts } from "../policy/usage/hosts.ts";
import type { Narrowest } from "./narrowest-rule.ts";
import { isOrdinary } from "./word-classes.ts";

/** Tools of Claude Code that open one file, and the field that names it. */
const FILE_TOOLS: Readonly<Record<string, string>> = {
  Read: "file_path",
  Edit: "file_path",
  MultiEdit: "file_path",
  Write: "file_path",
  NotebookRead: "notebook_path",
  NotebookEdit: "notebook_path",
};
/** As long as an argument that comes again. */
const MAX_VALUE = 120;
const MAX_ARGUMENTS = 12;
/** Endings of files that configure or run: another one of them is another matter. */
const ACTING =
  /^\.(?:json5?|jsonc|toml|ya?ml|xml|ini|cfg|conf|config|lock|properties|plist|sh|bash|zsh|fish|ps1|bat|cmd|mk|gradle|kts|tf|tfvars|hcl|service|timer|nix|dockerfile|env|sql)$/i;
/** What a reader of the rule does not see, or takes for a blank. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
/** Names that tools run by themselves: `vite.config.ts`, `setup.py`. */
const RUN_BY_NAME =
  /[.-]config\.[A-Za-z]+$|\/(?:setup|conftest|noxfile|fabfile|tasks|gulpfile|gruntfile|build|manage)\.(?:py|js|cjs|mjs|rb|exs|groovy)$/;
/** Arguments that point at what is there at the moment: an element of a page, a place on a screen. */
const POINTERS = /^(?:ref|uid|index|x|y|coordinates?|start_?ref|end_?ref|element_?id|node_?id)$/i;
/** Machines that tell their own credentials, and names that lead back to this one. */
const NEAR = /^(?:169\.254\.|\[|100\.100\.100\.200$|metadata(?:\.|$)|0\.0\.0\.0$)/i;

/** The narrowest rule of a call of a tool that is no shell. */
export function narrowestInput(judged: Judged): Narrowest {
  const { call, world } = judged;
  const field = FILE_TOOLS[call.tool];
  if (field !== undefined) return fileRule(call.tool, field, valueText(call.input[field]), world);
  if (call.tool === "WebFetch") return hostRule(valueText(call.input["url"]) ?? "");
  if (call.tool.startsWith("mcp__")) return serverRule(judged);
  return none(`is a call of ${/^[A-Za-z]{1,40}$/.test(call.tool) ? call.tool : "another tool"}`);
}

/** The folder and ending of one file; of a name that is out of the ordinary that file alone. */
function fileRule(tool: string, field: string, path: string | undefined, world: World): Narrowest {
  if (path === undefined || UNSEEN.test(path)) return none("names no plain path");
  if (!path.startsWith("/") || /\/(?:\.\.?)?(?:\/|$)/.test(path)) {
    return none("names no plain path");
  }
  if (!isOrdinary(path, world)) return none("is about no ordinary file of the project");
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  const inside = path.slice(project.length);
  if (!/^[\x20-\x7e]*$/.test(inside)) return none("has characters that may look like others");
  const [, folder = "", ending = ""] =
    /^(\/(?:[\w@+-][\w@.+-]*\/)*)[\w@+-][\w@.+-]*(\.[A-Za-z][A-Za-z0-9]{0,9})$/.exec(inside) ?? [];
  const around = escaped(`${project}${folder}`);
  // In the project's own folder lie the files that everything else depends on.
  const isOpen =
    folder !== "" &&
    folder !== "/" &&
    !(tool !== "Read" && (ACTING.test(ending) || RUN_BY_NAME.test(inside)));
  const source = isOpen
    ? `^${around}[A-Za-z0-9_@+-][A-Za-z0-9_@.+-]*${escaped(ending)}$`
    : `^${escaped(path)}$`;
  const exclude = isOpen && tool !== "Read" ? { exclude: { [field]: RUN_BY_NAME.source } } : {};
  return { kind: "rule", table: { tool: `^${tool}$`, fields: { [field]: source }, ...exclude } };
}

/** The scheme, host and port of one address, without a login. */
function hostRule(url: string): Narrowest {
  const {
    protocol = "",
    hostname = "",
    host = "",
    username = "",
  } = URL.canParse(url) ? new URL(url) : {};
  const [seen] = webHosts(url);
  if (!/^[\x21-\x7e]+$/.test(url) || url.includes("\\")) return none("names no plain address");
  if (!/^https?:$/.test(protocol) || username !== "" || seen === undefined || NEAR.test(hostname)) {
    return none("names no plain address");
  }
  if (!url.startsWith(`${protocol}//${host}`) || seen !== hostname || !/[.]|^localhost$/.test(seen))
    return none("names no plain address");
  const source = `^${escaped(`${protocol}//${host}`)}(?:[/?#][!-\\[\\]-~]*)?$`;
  return { kind: "rule", table: { tool: "^WebFetch$", host: seen, fields: { url: source } } };
}

/** A tool of a server with the very arguments that it was given, and no others. */
function serverRule({ call, world }: Judged): Narrowest {
  const entries = Object.entries(call.input);
  if (!/^mcp__[\w.-]{1,150}$/.test(call.tool)) return none("has no plain name");
  if (entries.length > MAX_ARGUMENTS) return none("has more arguments than a rule should name");
  const { reads, writes } = inputPaths(call, world);
  const paths = [...reads, ...writes];
  if (paths.some(({ sensitive }) => sensitive)) return none("names a secret or start-up file");
  const fields: [string, string][] = [];
  for (const [name, value] of entries) {
    const text = valueText(value);
    if (!/^[A-Za-z][\w-]{0,63}$/.test(name) || UNSAFE.has(name))
      return none("has no plain arguments");
    if (POINTERS.test(name)) return none("points at what will be something else");
    if (text === undefined || text.length > MAX_VALUE || !/^[\x20-\x7e]*$/.test(text)) {
      return none("has an argument that no rule can fix");
    }
    if (redact(text) !== text) return none("holds what looks like a secret");
    fields.push([name, `^${escaped(text)}$`]);
  }
  return { kind: "rule", table: serverTable(call.tool, fields) };
}

/** Names that a reader of TOML refuses. */
const UNSAFE = new Set(["__proto__", "constructor", "prototype"]);

function serverTable(tool: string, fields: readonly [string, string][]): RuleTable {
  return {
    tool: `^${escaped(tool)}$`,
    alone: true,
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
  };
}

function none(reason: string): Narrowest {
  return { kind: "none", reason };
}
