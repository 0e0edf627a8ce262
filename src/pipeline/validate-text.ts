import { problemLine } from "../model/errors.ts";
import { cleanText } from "../render/escape-text.ts";
import { shorten } from "../render/width.ts";
import { hangingText } from "./plain-table.ts";
import type { RuleNote } from "./rule-notes.ts";
import { plural } from "./status-words.ts";
import type { Validation } from "./validate.ts";

/** What is wrong comes first, what is odd after it; each line begins with its place. */
export function validationText(found: Validation, columns: number): string {
  const lines = [
    ...heading(found, columns),
    ...section(
      "MISTAKES",
      found.problems.flatMap((one) => hanging(problemLine(one), columns)),
    ),
    ...section(
      "EXAMPLES",
      found.failed.flatMap((note) => noteLines(note, columns)),
    ),
    ...section(
      "WARNINGS",
      found.warnings.flatMap((note) => noteLines(note, columns)),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** The same for programs. */
export function validationJson(found: Validation): unknown {
  return {
    ok: isGood(found),
    files: found.files,
    problems: found.problems.map((one) => ({ ...one, line: one.line ?? null })),
    examples: { tried: found.examples, failed: found.failed },
    warnings: found.warnings,
  };
}

/** Warnings alone leave everything as it was meant. */
export function isGood({ problems, failed }: Validation): boolean {
  return problems.length === 0 && failed.length === 0;
}

function heading(found: Validation, columns: number): string[] {
  const { problems, failed, warnings, examples, files } = found;
  const rules = files.reduce((sum, file) => sum + file.rules, 0);
  const wrong = [
    ...(problems.length === 0 ? [] : [plural(problems.length, "mistake")]),
    ...(failed.length === 0 ? [] : [`${plural(failed.length, "example")} judged otherwise`]),
  ];
  const odd = warnings.length === 0 ? "no warnings" : plural(warnings.length, "warning");
  const tried = `${plural(rules, "rule")}, ${plural(examples, "example")}, ${odd}`;
  const where = files.length === 0 ? ["There is nothing to check yet: no config.toml."] : [];
  const [mark, word] = isGood(found) ? ["●", "OK"] : ["■", "WRONG"];
  return [
    ...hangingText(` ${mark} ${word.padEnd(6)} `, `${[...wrong, tried].join("; ")}.`, columns),
    ...where.map((line) => ` ${line}`),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ` ${title}`, ...lines];
}

function noteLines(note: RuleNote, columns: number): string[] {
  const { file, path, message, rule, details } = note;
  const place = note.line === null ? file : `${file}:${note.line}`;
  const who = [path, rule ?? ""].filter((word) => word !== "").join(" ");
  const text = who === "" ? `${place}: ${message}` : `${place}: ${who}: ${message}`;
  const width = Math.max(...details.map(({ how }) => how.length));
  const shown = details.map((one) =>
    shorten(`     ${one.how.padEnd(width)}  ${cleanText(one.text)}`, columns),
  );
  return [...hanging(text, columns), ...shown];
}

function hanging(text: string, columns: number): string[] {
  const [first = "", ...rest] = hangingText(" ", text, columns - 2);
  return [first, ...rest.map((line) => `  ${line}`)];
}
