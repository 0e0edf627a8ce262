import type { World } from "../../model/world.ts";
import { isSecret, wordPaths } from "../paths/path-words.ts";
import { isWithin } from "../paths/paths.ts";
import type { ShellWord, SimpleCommand } from "../shell.ts";
import type { Usage } from "../usage/usage.ts";

/** Programs that print what they read, or much of it. */
const PRINTS = new Set(
  "cat tac nl head tail less more bat base64 base32 xxd od hexdump hd strings sed awk gawk mawk nawk cut sort uniq paste column fold fmt rev expand unexpand pr tr diff colordiff zcat gzcat bzcat xzcat jq yq iconv join comm".split(
    " ",
  ),
);
const SEARCHES = new Set("rg ripgrep ag ack grep egrep fgrep ggrep zgrep zegrep zfgrep".split(" "));

/** Whoever prints every file below the project prints those with secrets. */
export function printingDoubts(
  command: SimpleCommand,
  usage: Usage,
  cwds: readonly (string | undefined)[],
  world: World,
): string[] {
  const { program } = command;
  if (program === "xmllint" && command.args.some(({ text }) => /\bdocument\s*\(/.test(text)))
    return ["xmllint reads other documents"];
  if (SEARCHES.has(program)) return searchDoubts(command, usage, cwds, world);
  if (!PRINTS.has(program)) return [];
  const all = usage.reads.some(
    ({ word }) =>
      word.content.kind === "below" &&
      word.content.all === true &&
      cwds.some((cwd) => reachesProject(word, cwd, world)),
  );
  return all ? [`${program} prints every file of the project, those with secrets too`] : [];
}

function reachesProject(word: ShellWord, cwd: string | undefined, world: World): boolean {
  const found = wordPaths(word, cwd ?? world.cwd, world) ?? [];
  return found.some(({ path }) =>
    [world.cwd, world.projectRoot].some(
      (folder) => folder !== "" && isWithin(folder, path, world.caseInsensitive),
    ),
  );
}

/** A search of the folder itself, and one that is asked for hidden files. */
function searchDoubts(
  { program, piped }: SimpleCommand,
  { options, reads }: Usage,
  cwds: readonly (string | undefined)[],
  world: World,
): string[] {
  const has = (pattern: RegExp): boolean => options.some(({ name }) => pattern.test(name));
  if (has(/^(?:--files|--type-list|-f|--version|--help)$/) && !program.endsWith("grep")) return [];
  const places = reads.filter(({ by }) => by === "operand");
  const isOpen = program.endsWith("grep")
    ? has(/^(?:-[rR]|--(?:dereference-)?recursive)$/)
    : !piped;
  const here = places.length === 0 && isOpen;
  const secret = (cwd: string | undefined): boolean =>
    isSecret({ path: cwd ?? world.cwd, kind: "below" }, world);
  if (here && cwds.some(secret)) return [`${program} searches a folder of secrets`];
  const loose = options.filter(({ name }) => name === "-u" || name === "--unrestricted").length;
  const hidden = has(/^(?:--hidden|-\.)$/) || (loose > 0 && (program === "ag" || loose > 1));
  const narrows = has(/^(?:-g|--glob|--iglob|-t|--type|-G|--file-search-regex)$/);
  if (!hidden || narrows || program.endsWith("grep")) return [];
  const wide = places.some(({ word }) => cwds.some((cwd) => reachesProject(word, cwd, world)));
  return here || wide ? [`${program} searches hidden files, those with secrets too`] : [];
}
