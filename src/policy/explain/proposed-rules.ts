import type { Call } from "../../model/call.ts";
import type { RuleTable } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import { inputPaths } from "../paths/input-paths.ts";
import type { WordPath } from "../paths/path-words.ts";
import { isWithin } from "../paths/paths.ts";
import type { Step, StepPath } from "../steps/steps.ts";
import { webHosts, wordHosts } from "../usage/hosts.ts";
import { grantText } from "../usage/program-folder.ts";

/**
 * Rules that would grant one command of a shell line, the most sensible first: by program,
 * sub-command and options where the table knows them, by the exact text otherwise. Whether one
 * does is for whoever asks to try.
 */
export function proposalsFor(step: Step, tool: string, world: World): readonly RuleTable[] {
  const text = grantText(step);
  const base = { name: nameOf(step), tool: `^${tool}$` };
  const exact = {
    ...base,
    ...paths(step, world),
    ...(runsFiles(step) ? folder(world) : {}),
    fields: { command: `^${escaped(text)}$` },
  };
  const { usage, command } = step;
  const isOwn = usage.known && command.inner.length === 0 && command.depth === 0;
  if (!isOwn || usage.scripts.length > 0 || ACTING.has(usage.subcommand)) return [exact];
  const hosts = [...new Set(step.hosts.flatMap(wordHosts))];
  const structured = {
    ...base,
    program: text.split(" ")[0] ?? "",
    ...(usage.subcommand === "" ? {} : { subcommand: usage.subcommand }),
    flags: [...new Set(usage.options.map(({ name }) => name.replace(/^-+/, "")))],
    ...(hosts.length === 0 ? {} : { host: hosts }),
    ...paths(step, world),
  };
  return [structured, exact];
}

/** Sub-commands of which the words behind them decide what happens: they are granted as they are. */
const ACTING = new Set(
  "install add i ci exec x dlx run publish push apply destroy delete remove uninstall upgrade update deploy api login".split(
    " ",
  ),
);

/** A rule that grants writing where a command's redirections write. */
export function writesProposal(step: Step, tool: string, world: World): RuleTable | undefined {
  const writes = step.writes.filter((path) => path.by !== "operand" || path.sensitive);
  if (writes.length === 0) return undefined;
  const program = nameOf(step);
  return { name: `${program}-writes`, tool: `^${tool}$`, writes: globs(writes, world) };
}

/** Rules that would grant a call of another tool, the most sensible first. */
export function inputProposals(call: Call, world: World): readonly RuleTable[] {
  const { tool, input } = call;
  const base = { name: slug(tool.replace(/^mcp__/, "")), tool: `^${escaped(tool)}$` };
  const { reads, writes } = inputPaths(call, world);
  const exact = NAMING.flatMap((field) => {
    const value = input[field];
    return typeof value === "string" && value !== ""
      ? [{ ...base, fields: { [field]: `^${escaped(value)}$` } }]
      : [];
  });
  if (tool === "WebFetch") {
    const [host] = webHosts(text(input["url"]));
    return host === undefined ? exact : [{ ...base, host }];
  }
  if (reads.length + writes.length === 0) {
    return exact.length > 0 && !tool.startsWith("mcp__") ? exact : [base];
  }
  const around = (found: readonly WordPath[]): string[] =>
    found.map((path) => folderGlob(path, world));
  const keyed = (glob: (found: readonly WordPath[]) => string[]): RuleTable => ({
    ...base,
    ...(reads.length === 0 ? {} : { reads: glob(reads) }),
    ...(writes.length === 0 ? {} : { writes: glob(writes) }),
  });
  const sensitive = [...reads, ...writes].some((path) => path.sensitive);
  const one = keyed((found) => globs(found, world));
  return sensitive ? [one] : [keyed(around), one, ...exact];
}

/** Fields that name what a call is about. */
const NAMING = ["subagent_type", "skill", "query", "pattern", "path", "url", "command"];

/** Paths that a rule must name: what is written, and secrets that are read. */
function paths(step: Step, world: World): Pick<RuleTable, "reads" | "writes"> {
  const secrets = step.reads.some((path) => path.sensitive);
  const isNamed = (found: readonly StepPath[]): boolean =>
    found.length > 0 && found.every(({ kind }) => kind !== "pattern");
  return {
    ...(secrets ? { reads: globs(step.reads, world) } : {}),
    ...(isNamed(step.writes) ? { writes: globs(step.writes, world) } : {}),
  };
}

/** Whether what it runs is a file of the folder that it happens to run in. */
function runsFiles(step: Step): boolean {
  return step.scripts.length > 0 || grantText(step).split(" ")[0]?.includes("/") === true;
}

function folder({ projectRoot, cwd }: World): Pick<RuleTable, "cwd"> {
  const root = projectRoot === "" ? cwd : projectRoot;
  return root === "" ? {} : { cwd: root };
}

function globs(found: readonly WordPath[], world: World): string[] {
  return [...new Set(found.map((path) => globOf(path, world)))];
}

function globOf({ path, kind }: WordPath, world: World): string {
  // A glob has no escapes.
  const short = shortForm(path, world).replace(/[*?[\]{}]/g, "?");
  return kind === "below" ? `${short}/**` : short;
}

/** All of a folder of the project; of its root, and anywhere else, the file alone. */
function folderGlob(found: WordPath, world: World): string {
  const glob = globOf(found, world);
  const parts = glob.split("/");
  return glob.startsWith("./") && parts.length > 2 && found.kind === "exact"
    ? `${parts.slice(0, -1).join("/")}/**`
    : glob;
}

function shortForm(path: string, world: World): string {
  const root = world.projectRoot === "" ? world.cwd : world.projectRoot;
  const below = (from: string): boolean =>
    from !== "" && from !== "/" && path !== from && isWithin(path, from, world.caseInsensitive);
  if (below(root)) return `.${path.slice(root.length)}`;
  return below(world.accountHome) ? `~${path.slice(world.accountHome.length)}` : path;
}

function nameOf({ command, usage }: Step): string {
  return slug(`${command.program || command.called} ${usage.subcommand}`);
}

function slug(words: string): string {
  const plain = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 40) || "new-rule";
}

export function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
