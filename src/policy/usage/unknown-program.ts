import type { Rule } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import { commandPattern } from "../matching/clauses.ts";
import { isSecret, isStartup } from "../paths/path-words.ts";
import { absolutePath, isWithin } from "../paths/paths.ts";
import type { Step } from "../steps/steps.ts";

/** Options of which the name says that they write, run or load something. */
const ACTS =
  /^--?(?:o|e|c|C|r|out\w*|write\w*|save\w*|dump\w*|exec\w*|eval\w*|run\w*|plugin\w*|require\w*|load\w*|import\w*|init\w*|config\w*|script\w*|hook\w*|prefix|root|dir|cwd|directory)$/;

/**
 * The words of a program that the table does not know and that no rule grants without spelling
 * them: what leads out of the project, to a secret or to what runs later, and options of which the
 * name says that they write or run something.
 */
export function unspelledWords(rule: Rule, { command, cwds }: Step, world: World): string[] {
  const pattern = commandPattern(rule);
  const said = [...(pattern?.choices?.texts ?? []), ...(pattern?.literals ?? [])]
    .join(" ")
    .split(/[\s=]+/);
  const flags = (rule.flags ?? []).map((flag) => flag.replace(/^-+/, ""));
  const folders = cwds.map((cwd) => cwd ?? world.cwd);
  return command.args
    .filter(({ text, content }) => {
      const [option = "", value] = parts(text);
      const isSaid = said.includes(value ?? text) || said.includes(text);
      if (content.kind !== "fixed" && content.kind !== "glob") return true;
      if (!isSaid && value !== undefined && leadsAway(value, folders, world)) return true;
      return (
        ACTS.test(option) && !said.includes(option) && !flags.includes(option.replace(/^-+/, ""))
      );
    })
    .map(({ text }) => text);
}

/** The option and what could be a path: `--out=x`, `-ox`, `KEY=x`, `x`. */
function parts(text: string): readonly [string | undefined, string | undefined] {
  const [, option, value] = /^(--?[\w.-]+?|[\w.-]+)=(.*)$/s.exec(text) ?? [];
  if (option !== undefined) return [option, value];
  if (!text.startsWith("-")) return [undefined, text];
  const [, short, glued] = /^(-\w)([~/.].*)$/s.exec(text) ?? [];
  return short === undefined ? [text, undefined] : [short, glued];
}

function leadsAway(value: string, folders: readonly string[], world: World): boolean {
  if (/^[a-z][\w+.-]*:\/\//i.test(value)) return true;
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  return value.split(/[,:]/).some((part) =>
    folders.some((folder) => {
      const found = { path: absolutePath(part, world, folder), kind: "exact" } as const;
      const inside = [project, folder].some((one) =>
        isWithin(found.path, one, world.caseInsensitive),
      );
      return !inside || isStartup(found, world) || isSecret(found, world);
    }),
  );
}
