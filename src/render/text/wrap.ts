import { displayWidth, graphemes, head } from "../width.ts";
import { type Line, lineWidth, plain, type Span, styled, trimEnd } from "./spans.ts";

/** What stands between two breaking spaces; its pieces may differ in style. */
interface Word {
  /** The spaces before it. */
  readonly gap: string;
  readonly pieces: Span[];
  /** Whether the command that this word belongs to began before it, or goes on after it. */
  readonly goesOnFrom: boolean;
  goesOnTo: boolean;
}

const WORDS = / +|[^ ]+(?: %[^ ]*)?/g;

/** A flag stays with its value: `--as-of 2026-11-23`, but not `--json --tz`. */
const COMMAND_WORDS = / +|--[^ =]+ [^- ][^ ]*|[^ ]+/g;

/** Room for the ` \` at the end of a line whose command goes on in the next. */
const CONTINUATION = " \\";

/**
 * The line broken at spaces into lines of at most `columns`, the first of `firstColumns`; a longer
 * word is cut where it must. A command that fits into a line of its own is not broken; one that is
 * can still be pasted as it stands.
 */
export function wrap(line: Line, columns: number, firstColumns = columns): Line[] {
  const lines: Line[] = [];
  let current: Span[] = [];
  let width = 0;
  const words = wordsOf(line).flatMap((one) => cutWord(one, Math.min(columns, firstColumns)));
  for (const [at, word] of words.entries()) {
    const taken = lineWidth(word.pieces);
    const whole = lines.length === 0 ? firstColumns : columns;
    const room = whole - (word.goesOnTo ? CONTINUATION.length : 0);
    const command = commandWidth(words, at);
    const isBrokenInVain = command <= columns && width + word.gap.length + command > whole;
    const isFull = isBrokenInVain || width + word.gap.length + taken > room;
    if (current.length > 0 && isFull) {
      lines.push(word.goesOnFrom ? [...current, styled("command", CONTINUATION)] : current);
      const lead = word.goesOnFrom ? "  " : "";
      current = [plain(lead), ...word.pieces];
      width = lead.length + taken;
    } else {
      current.push(plain(word.gap), ...word.pieces);
      width += word.gap.length + taken;
    }
  }
  return [...lines, current].map(trimEnd).filter((one) => one.length > 0);
}

/** Columns of the whole command that begins with this word; 0 where none of several words does. */
function commandWidth(words: readonly Word[], at: number): number {
  const first = words[at];
  if (first === undefined || first.goesOnFrom || !first.goesOnTo) return 0;
  let width = lineWidth(first.pieces);
  for (const word of words.slice(at + 1)) {
    if (!word.goesOnFrom) break;
    width += word.gap.length + lineWidth(word.pieces);
  }
  return width;
}

function wordsOf(line: Line): Word[] {
  const words: Word[] = [];
  let gap = "";
  for (const span of line) {
    let isFirst = true;
    const pattern = span.style === "command" ? COMMAND_WORDS : WORDS;
    for (const text of span.text.match(pattern) ?? []) {
      const last = words[words.length - 1];
      if (text.startsWith(" ")) {
        gap = text;
      } else if (last !== undefined && gap === "") {
        last.pieces.push({ text, style: span.style });
      } else {
        const goesOnFrom = span.style === "command" && !isFirst;
        if (last !== undefined && goesOnFrom) last.goesOnTo = true;
        words.push({ gap, pieces: [{ text, style: span.style }], goesOnFrom, goesOnTo: false });
        gap = "";
      }
      isFirst = false;
    }
  }
  return words;
}

/** Only the words that no line can hold are cut. */
function cutWord(word: Word, columns: number): Word[] {
  const room = Math.max(1, columns - (word.goesOnTo ? 2 : 0) - (word.goesOnFrom ? 2 : 0));
  if (lineWidth(word.pieces) <= room) return [word];
  return word.pieces
    .flatMap((piece) => cutText(piece.text, room).map((text) => ({ text, style: piece.style })))
    .map((piece, index) => ({
      gap: index === 0 ? word.gap : "",
      pieces: [piece],
      goesOnFrom: index === 0 && word.goesOnFrom,
      goesOnTo: word.goesOnTo,
    }));
}

function cutText(text: string, columns: number): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const part = displayWidth(rest) <= columns ? rest : head(rest, columns);
    // A wide character in a single column: rather too wide than never done.
    const taken = part === "" ? (graphemes(rest)[0] ?? rest) : part;
    parts.push(taken);
    rest = rest.slice(taken.length);
  }
  return parts;
}
