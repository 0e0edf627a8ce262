import type { Promotion } from "../learn/promote.ts";
import type { Tended } from "../learn/tend.ts";
import { cleanLines } from "../render/escape-text.ts";
import { explainLine } from "../report/explain-command.ts";
import { hangingText } from "./plain-table.ts";

/** How the answer of a command about learned rules is written. */
export interface LearningFrame {
  /** What a printed command needs to mean the same home: ` --home /x`; often empty. */
  readonly flags: string;
  readonly columns: number;
}

type Answered = Extract<Promotion, { kind: "promoted" | "blocked" }>;

/** What came of `rules approve`; `toml` is the rule as it stands in auto-rules.toml. */
export function promotionText(
  found: Answered,
  { toml, flags, columns }: LearningFrame & { readonly toml: string },
): string {
  if (found.kind === "blocked") {
    const { detail, rule, entry } = found.doubt;
    const explain = (id: string): string => explainLine(id, flags) ?? id;
    return page([
      ...hangingText(" ", `Not learned: ${detail}.`, columns),
      ...(rule === null ? [] : hangingText(" by rule    ", rule, columns)),
      ...(entry === null ? [] : hangingText(" by call    ", explain(entry), columns)),
      ...hangingText(" on record  ", explain(found.entry), columns),
    ]);
  }
  const { name } = found;
  return page([
    ...hangingText(" ", `Learned: ${name}. It allows such calls from now on.`, columns),
    "",
    ...code(toml),
    "",
    ` see   claude-permit rules show ${name}${flags}`,
    ` undo  claude-permit rules revoke ${name}${flags}`,
  ]);
}

/** What `rules approve --dry-run` found: the rule as it would be written, or what is in the way. */
export function previewText(
  found: { readonly toml: string; readonly detail: string | null },
  { columns }: LearningFrame,
): string {
  const { toml, detail } = found;
  const says = detail === null ? "Would be learned:" : `Would not be learned: ${detail}.`;
  return page([...hangingText(" ", says, columns), "", ...code(toml)]);
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

function code(toml: string): string[] {
  return cleanLines(toml.trimEnd()).map((line) => `   ${line}`);
}

function page(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
