import type { Preview, Promotion } from "../learn/promote.ts";
import type { Tended } from "../learn/tend.ts";
import type { DoubtRecord } from "../model/pending.ts";
import { shellWord } from "../model/shell-word.ts";
import { cleanLines, cleanText } from "../render/escape-text.ts";
import { displayWidth } from "../render/width.ts";
import { explainLine } from "../report/explain-command.ts";
import { hangingText } from "./plain-table.ts";

/** How the answer of a command about learned rules is written. */
export interface LearningFrame {
  /** What a printed command needs to mean the same home: ` --home /x`; often empty. */
  readonly flags: string;
  readonly columns: number;
}

type Of<Kind extends Promotion["kind"]> = Extract<Promotion, { kind: Kind }>;

/** What `rules approve` did; `toml` is the rule as it stands in auto-rules.toml. */
export function promotedText(
  { name, toml }: Of<"promoted"> & { readonly toml: string },
  { flags, columns }: LearningFrame,
): string {
  return page([
    ...hangingText(" ", `Learned: ${name}. It allows such calls from now on.`, columns),
    "",
    ...code(toml),
    "",
    ...commandLines(" see   ", `claude-permit rules show ${name}`, { flags, columns }),
    ...commandLines(" undo  ", `claude-permit rules revoke ${name}`, { flags, columns }),
  ]);
}

/** Why `rules approve` learned nothing, and where that is on record. */
export function blockedText(found: Of<"blocked">, frame: LearningFrame): string {
  const record = explainLine(found.entry, frame.flags) ?? found.entry;
  return page([
    ...doubtLines("Not learned", found.doubt, frame),
    ...hangingText(" on record  ", record, frame.columns),
  ]);
}

/** What `rules approve --dry-run` found: the rule as it would be written, or what is in the way. */
export function previewText(
  found: Extract<Preview, { kind: "clear" | "blocked" }>,
  frame: LearningFrame,
): string {
  if (found.kind === "blocked") {
    return page(doubtLines("Would not be learned", found.doubt, frame));
  }
  return page([" Would be learned:", "", ...code(found.toml)]);
}

function doubtLines(
  says: string,
  { detail, rule, entry }: DoubtRecord,
  { flags, columns }: LearningFrame,
): string[] {
  const call = entry === null ? undefined : (explainLine(entry, flags) ?? entry);
  return [
    ...hangingText(" ", `${says}: ${detail}.`, columns),
    ...(rule === null ? [] : hangingText(" by rule    ", rule, columns)),
    ...(call === undefined ? [] : hangingText(" by call    ", call, columns)),
  ];
}

/** What `rules revoke` did, or would do. */
export function revokedText(
  { name, dryRun }: { readonly name: string; readonly dryRun: boolean },
  frame: LearningFrame,
): string {
  if (dryRun) return page(hangingText(" ", `Would revoke ${name}.`, frame.columns));
  const says = `Revoked ${name}. Such calls are asked about again, and nothing is learned from them unless you approve it.`;
  return page([
    ...hangingText(" ", says, frame.columns),
    ...commandLines(" its story  ", `claude-permit rules show ${shellWord(name)}`, frame),
  ]);
}

/** A command to paste: its flags go to the next line where one is not enough. */
function commandLines(lead: string, command: string, { flags, columns }: LearningFrame): string[] {
  const line = cleanText(`${lead}${command}${flags}`);
  if (flags === "" || displayWidth(line) <= columns) return [line];
  return [cleanText(`${lead}${command} \\`), `${" ".repeat(lead.length + 2)}${flags.trim()}`];
}

/** What `rules expire` did, or would do. */
export function tendedText(
  { expired, demoted, renewed }: Omit<Tended, "kind">,
  { columns, dryRun }: LearningFrame & { readonly dryRun: boolean },
): string {
  const rows = [
    ["expired", expired, "no call used it for its time"],
    ["demoted", demoted, "its calls fail or are refused"],
    ["renewed", renewed, "calls used it"],
  ] as const;
  const lines = rows.flatMap(([word, names, why]) =>
    names.flatMap((name) => hangingText(` ${word}  `, `${name}: ${why}`, columns)),
  );
  const none = " Nothing to take away: every learned rule is used, or its time is not over.";
  if (lines.length === 0) return page([none]);
  return page(dryRun ? [" This would be done:", ...lines] : lines);
}

/** In whole lines, also where one is longer than the window: they are to be copied. */
function code(toml: string): string[] {
  return cleanLines(toml.trimEnd()).map((line) => `   ${line}`);
}

function page(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
