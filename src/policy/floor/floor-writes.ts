import { posix } from "node:path";
import type { World } from "../../model/world.ts";
import { isWithin } from "../paths/paths.ts";
import { SHELLS } from "../shell/wrappers.ts";
import type { SimpleCommand } from "../shell.ts";
import type { Step, StepPath } from "../steps/steps.ts";
import { isInterpreter } from "../usage/program-kinds.ts";
import { foundBelow, type Search } from "./floor-search.ts";
import { changes } from "./floor-text.ts";

const REMOVES = new Set(["rm", "rmdir", "mv", "shred", "unlink", "trash", "rename"]);
/** Programs that write `name` into a folder which they are given. */
const COPIES = new Set(["cp", "mv", "install", "rsync", "scp"]);
const MODES = new Set(["chmod", "chown", "chgrp", "chattr", "setfacl", "chflags"]);
/** Programs that fill a folder with names which are not on the line. */
const BULK = new Set([
  "ln",
  "tar",
  "bsdtar",
  "gtar",
  "unzip",
  "7z",
  "7za",
  "cpio",
  "gzip",
  "rsync",
  "cp",
]);
/** Of git: what changes files of the working folder. */
const GIT_CHANGES = new Set(
  "checkout switch restore apply am clean reset merge pull rebase stash mv rm init cherry-pick revert read-tree checkout-index".split(
    " ",
  ),
);

const GIT_LOOKS = new Set("log show status diff rev-parse ls-files".split(" "));
const PLACE_OPTIONS = ["--work-tree", "--directory", "--file", "-f"];

/** What a step removes or renames. */
export function removedPaths({ command, usage, writes, reads }: Step): readonly StepPath[] {
  const isGit = command.program === "git" && ["mv", "rm"].includes(usage.subcommand);
  if (!REMOVES.has(command.program) && !isGit) return [];
  // The last word of `mv` is where things go: its own file is only read over.
  const isMove = command.program === "mv" && reads.length > 0;
  const moved = new Set(reads.map(({ path }) => path));
  return isMove ? writes.filter(({ path }) => moved.has(path)) : writes;
}

/** Every path that a step changes: also below a folder, and under the name that a copy takes. */
export function changedPaths(step: Step, world: World, search: Search): readonly StepPath[] {
  const { command, usage, writes, reads, lists } = step;
  const { program } = command;
  const has = (pattern: RegExp): boolean => usage.options.some(({ name }) => pattern.test(name));
  const named = (...names: readonly string[]): boolean =>
    usage.options.some(({ name }) => names.includes(name));
  // A link to a protected file is another name to write it by.
  const links =
    program === "ln" ||
    program === "link" ||
    (program === "cp" && has(/^(?:-[ls]|--(?:link|symbolic-link))$/));
  const inPlace = named("--write", "--fix", "--in-place", "--inplace");
  const deletes = named("-delete");
  const touched = [
    ...writes,
    ...(links || inPlace ? [...reads, ...lists] : []),
    ...(deletes ? lists : []),
    ...(COPIES.has(program) ? copies(reads, writes) : []),
    ...worked(step),
  ];
  const found = touched.filter(({ kind }) => kind === "below" || deletes);
  return [...touched, ...found.flatMap((path) => foundBelow(path, search, world))];
}

function copies(reads: readonly StepPath[], writes: readonly StepPath[]): StepPath[] {
  const sources = reads.map(({ path }) => posix.basename(path));
  return writes.flatMap((target) =>
    sources.map((name) => ({ ...target, path: posix.join(target.path, name) })),
  );
}

/** The folder that git or a program text works in, as far as it changes files there. */
function worked({ command, usage, cwds }: Step): StepPath[] {
  const { program, args } = command;
  const words = args.map((word) => word.text);
  const isGit = program === "git" && GIT_CHANGES.has(usage.subcommand.split(" ")[0] ?? "");
  const isCode =
    isInterpreter(program) && words.some((text) => /\s|[("']/.test(text) && changes(text));
  if (!isGit && !isCode) return [];
  const folders = cwds.filter((cwd) => cwd !== undefined);
  return folders.map((path) => ({ path, kind: "exact", by: "operand", sensitive: false }));
}

/** Folders of which a step changes the rights, or which it fills or empties as a whole. */
export function spoiledFolders({ command, usage, writes }: Step, world: World): readonly string[] {
  const isBulk = MODES.has(command.program) || BULK.has(command.program);
  if (!isBulk && !(command.program === "docker" || command.program === "podman")) return [];
  if (!isBulk) return mounted(command);
  const has = (pattern: RegExp): boolean => usage.options.some(({ name }) => pattern.test(name));
  const recursive = has(/^(?:-R|-r|--recursive|--delete.*|--del|-x|--extract|--get)$/);
  const isOwn = (path: string): boolean =>
    isWithin(path, posix.join(world.accountHome, ".claude"), world.caseInsensitive);
  return writes
    .map(({ path }) => path.replace(/\/\*$/, ""))
    .filter((path) => isOwn(path) || (recursive && MODES.has(command.program)) || has(/^--del/));
}

/** `-v ~/.claude/claude-permit:/x`, but for one that may only be read. */
function mounted({ args }: SimpleCommand): string[] {
  return args.flatMap(({ text }) => {
    const [, from, to = ""] =
      /^(?:--?v(?:olume)?=?)?([~/$][^:]*\.claude\/claude-permit[^:]*):(.*)$/.exec(text) ?? [];
    return from === undefined || /(?:^|:)ro(?:,|$)/.test(to) ? [] : [from];
  });
}

/** Words that are no paths yet, and may still say plainly what is ours. */
export function changedTexts({ command, usage, unknownProgram }: Step): string[] {
  const { program, redirects, args } = command;
  const targets = redirects.filter(({ operator }) => operator.includes(">"));
  const written = [
    ...usage.writes.map(({ word }) => word.text),
    ...targets.map(({ target }) => target.text),
  ].filter((text) => /[$`*?[{]/.test(text));
  const words = args.map((word) => word.text);
  if (isInterpreter(program)) return [...written, ...(editsInPlace(words) ? words : [])];
  if (SHELLS.has(program)) return [...written, ...scriptOperands(command)];
  if (program === "git") return [...written, ...gitPlaces(words, usage.subcommand)];
  // Nobody knows what it does with the paths that it names.
  const named =
    unknownProgram || program.startsWith("7z")
      ? words.map((word) => word.replace(/^(?:--?[\w-]+=|-\w(?=[/~]))/, ""))
      : [];
  return [...written, ...named.filter((text) => /[/~]/.test(text))];
}

/** `sh -c 'rm "$1"' _ FILE`: what a script that changes something is given. */
function scriptOperands({ args }: SimpleCommand): string[] {
  const at = args.findIndex((word) => /^-[a-z]*c$/.test(word.text));
  if (at < 0 || !changes(args[at + 1]?.text ?? "")) return [];
  return args
    .slice(at + 2)
    .flatMap(({ text, content }) =>
      content.kind === "below" ? content.roots.map((root) => root.text) : [text],
    );
}

function editsInPlace(words: readonly string[]): boolean {
  return words.some((word) => /^(?:-[A-Za-z]*i|--in-place|inplace$)/.test(word));
}

/** Other places that git is told to write to, and the files that it takes back. */
function gitPlaces(words: readonly string[], subcommand: string): string[] {
  if (GIT_LOOKS.has(subcommand)) return [];
  const files = GIT_CHANGES.has(subcommand.split(" ")[0] ?? "") ? words : [];
  const places = words.flatMap((word, index) => {
    if (PLACE_OPTIONS.includes(word)) return [words[index + 1] ?? ""];
    const option = PLACE_OPTIONS.find((name) => word.startsWith(`${name}=`));
    return option === undefined || option === "-f" ? [] : [word.slice(option.length + 1)];
  });
  return [...files.filter((word) => word.includes(".claude/")), ...places];
}
