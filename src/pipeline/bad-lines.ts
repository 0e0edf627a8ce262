import { homeExists } from "../files/home.ts";
import { redact } from "../files/redact.ts";
import { cleanText } from "../render/escape-text.ts";
import { shorten } from "../render/width.ts";
import { type ListedBadLine, listBadLines } from "../warehouse/bad-line-list.ts";
import { type IngestContext, withWarehouse } from "./ingest.ts";
import { plural } from "./status-words.ts";

/** A line that could not be read, fit to be shown: its beginning is redacted and escaped. */
interface ShownBadLine extends Omit<ListedBadLine, "beginning"> {
  readonly beginning: string;
}

export interface BadLines {
  readonly lines: readonly ShownBadLine[];
  /** How many there are, shown or not. */
  readonly total: number;
}

/** Characters of a line's beginning that are kept. */
const BEGINNING_CHARS = 200;

/** Loads what is new, then lists lines that could not be read, by log and place. */
export function badLines(context: IngestContext, limit: number): Promise<BadLines> {
  return withWarehouse(context, async ({ warehouse }) => {
    // That there is nothing has been said.
    if (!homeExists(context.home)) return { total: 0, lines: [] };
    const { lines, total } = await listBadLines(warehouse.connection, context.home, limit);
    return {
      total,
      lines: lines.map((line) => ({ ...line, beginning: shownBeginning(line.beginning) })),
    };
  });
}

/** For a terminal of `columns`: two lines for each, where it stands and how it begins. */
export function badLinesText({ lines, total }: BadLines, columns: number): string {
  if (total === 0) return "Every line of the log was read.\n";
  const room = columns - INDENT.length;
  const shown = lines.flatMap((line) => [
    ` ${cleanText(line.file)}:${line.line}  at byte ${line.offset}: ${REASONS.get(line.reason) ?? line.reason}`,
    `${INDENT}${line.beginning === "" ? "(not there any more)" : shorten(line.beginning, room)}`,
  ]);
  const rest = total - lines.length;
  const more = rest === 0 ? [] : [`and ${plural(rest, "more line")}: --limit ${total}`];
  return `${[`${plural(total, "line")} could not be read.`, ...shown, ...more].join("\n")}\n`;
}

const INDENT = "     ";

const REASONS: ReadonlyMap<string, string> = new Map([
  ["too_long", "longer than 4 MiB"],
  ["not_utf8", "not UTF-8"],
  ["control_character", "holds NUL or another control byte"],
  ["not_json", "not JSON"],
  ["not_an_object", "JSON, but no object"],
  ["no_time", "without a time"],
  ["no_event", "without an event"],
]);

/**
 * Secrets are masked first, in the text as it was meant; then control characters, which a terminal
 * would obey or swallow, are written out: `\x00`. Bytes that are no UTF-8 are U+FFFD.
 */
function shownBeginning(bytes: Uint8Array): string {
  const text = redact(new TextDecoder("utf-8", { fatal: false }).decode(bytes));
  const visible = text.replace(/[\p{Cc}\p{Cf}]/gu, escapeCharacter);
  return shorten(cleanText(visible), BEGINNING_CHARS);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return `\\u{${code.toString(16)}}`;
}
