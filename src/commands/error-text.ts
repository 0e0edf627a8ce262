import type { Io } from "../io.ts";
import { type Line, plain, styled } from "../render/text/spans.ts";
import { wrap } from "../render/text/wrap.ts";
import type { Request } from "./command.ts";
import { COMMANDS } from "./index.ts";
import { placeFlags } from "./place-flags.ts";

/** Where a message is shown. */
export interface ErrorFrame {
  /** What a command needs to be about the same place: ` --home /srv/permit`; often empty. */
  readonly flags: string;
  /** Lines longer than this go on in the next; undefined in a pipe, where each stays one. */
  readonly columns: number | undefined;
}

/**
 * A message as it is shown: each command of ours that it names can be pasted as it stands, so it
 * is about the place that the message is about, and where it goes on in the next line a `\` says so.
 */
export function errorText(message: string, { flags, columns }: ErrorFrame): string {
  return message
    .split("\n")
    .map((text) => lineText(lineOf(text, flags), columns))
    .join("\n");
}

/** What a command prints about its own place: the commands that it names can be pasted. */
export function placed(request: Pick<Request, "io" | "home" | "own">, text: string): string {
  return errorText(text, { flags: placeFlags(request), columns: undefined });
}

/** A terminal knows its width; of a pipe `COLUMNS` tells it. Undefined: whoever reads it is a program. */
export function errorColumns({ stderr, env }: Pick<Io, "stderr" | "env">): number | undefined {
  if (stderr.isTerminal) return stderr.columns;
  const { COLUMNS: told = "" } = env;
  return /^[1-9]\d{1,3}$/.test(told) ? Number(told) : undefined;
}

function lineText(line: Line, columns: number | undefined): string {
  if (columns === undefined) return textOf(line);
  const room = columns - HANG.length;
  const lines = wrap(line, room, columns).map(textOf);
  return lines.map((text, index) => (index === 0 ? text : HANG + text)).join("\n");
}

const HANG = "  ";

function textOf(line: Line): string {
  return line.map(({ text }) => text).join("");
}

function lineOf(text: string, flags: string): Line {
  const line = [];
  let at = 0;
  for (const found of text.matchAll(COMMAND)) {
    const whole = found[0].replace(/\.$/, "");
    const placed = / --(?:home|settings)\b/.test(whole) ? whole : `${whole}${flags}`;
    line.push(plain(text.slice(at, found.index)), styled("command", placed));
    at = found.index + whole.length;
  }
  return [...line, plain(text.slice(at))];
}

/** What a command is about, whatever it looks like; the full stop behind it ends the sentence. */
const OPERAND = String.raw`(?!-)[^\s,;)"]*[^\s,;)".:]`;

/** Longest first: `config validate` before `config`, `report session ID` before `report`. */
const NAMES = COMMANDS.flatMap(({ words, aliases, argument, names = [] }) => [
  ...(argument.startsWith("<") ? [`${words} ${OPERAND}`] : []),
  words,
  ...aliases,
  ...names.map(({ word }) =>
    word === "session" ? `${words} session ${OPERAND}` : `${words} ${word}`,
  ),
])
  .filter((words) => words !== "hook")
  .sort((a, b) => b.length - a.length);

/** A flag with its value, or an operand; not the word that goes on: `… rules list shows them`. */
const REST = (() => {
  // The full stop behind a command ends the sentence.
  const word = String.raw`[^\s,;)"]*[^\s,;)".:]`;
  const quoted = `'[^']*'|"[^"]*"`;
  const flag = String.raw`--?[a-z][\w-]*(?:[= ](?:${quoted}|(?!-)${word}))?`;
  const operand = `${quoted}|(?=[A-Z0-9/~])${word}|[a-z]+[-_0-9]${word}`;
  return `(?: (?:${flag}|${operand}))*`;
})();

/** `claude-permit rules show no-rm-rf --json`, not `claude-permit itself`. */
const COMMAND = new RegExp(`claude-permit (?:${NAMES.join("|")})(?![\\w-])${REST}`, "g");
