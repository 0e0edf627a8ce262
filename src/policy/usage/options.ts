import type { Row } from "../programs/row.ts";
import type { ShellWord } from "../shell.ts";
import { type KnownOption, type OptionTable, optionTable } from "./option-table.ts";

export interface OptionUse extends KnownOption {
  readonly name: string;
  /** Empty where none was given. */
  readonly values: readonly ShellWord[];
}

export interface ReadOptions {
  readonly options: readonly OptionUse[];
  readonly operands: readonly ShellWord[];
  /** Options that the table does not know, as written. */
  readonly unknown: readonly string[];
  /** Words that may turn out to be options: `$X`, `*` where no `--` stands before. */
  readonly loose: readonly ShellWord[];
  /** How many words were read, where reading stops at the first operand. */
  readonly end: number;
}

export interface ReadingStyle {
  /** Options have one dash and whole words: `find -name x`. */
  readonly single: boolean;
  /** The first operand ends the options: wrappers, and what comes before a sub-command. */
  readonly stops: boolean;
}

/** More letters than there are options. */
const MAX_CLUSTER = 64;

/** Options and operands of an argument list, by the ways in which Unix programs read them. */
export function readOptions(
  args: readonly ShellWord[],
  rows: readonly Pick<Row, "options">[],
  style: ReadingStyle,
): ReadOptions {
  const known = rows.map((row) => optionTable(row.options));
  const reading: Reading = {
    args,
    find: (name) => firstOf(known, (table) => table.find(name)),
    begins: (text) => firstOf(known, (table) => table.begins(text)),
    single: style.single,
    options: [],
    operands: [],
    unknown: [],
    loose: [],
    end: 0,
  };
  for (; reading.end < args.length; reading.end += 1) {
    const word = args[reading.end];
    if (word === undefined || isOperands(word, reading, style)) break;
  }
  return reading;
}

function firstOf(
  tables: readonly OptionTable[],
  look: (table: OptionTable) => KnownOption | undefined,
): KnownOption | undefined {
  for (const table of tables) {
    const found = look(table);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A pass over an argument list: where it stands, and what it has found. */
interface Reading {
  readonly args: readonly ShellWord[];
  readonly find: (name: string) => KnownOption | undefined;
  /** The option of which the text has the beginning. */
  readonly begins: (text: string) => KnownOption | undefined;
  readonly single: boolean;
  readonly options: OptionUse[];
  readonly operands: ShellWord[];
  readonly unknown: string[];
  readonly loose: ShellWord[];
  end: number;
}

/** Takes one word; true where the rest are operands, which then are taken too. */
function isOperands(word: ShellWord, reading: Reading, style: ReadingStyle): boolean {
  if (word.text === "--" && word.content.kind === "fixed") {
    reading.end += 1;
    if (!style.stops) reading.operands.push(...reading.args.slice(reading.end));
    return true;
  }
  const whole = word.content.kind === "fixed" ? reading.begins(word.text) : undefined;
  if (whole !== undefined && reading.find(word.text.split("=")[0] ?? "") === undefined) {
    const equals = word.text.indexOf("=");
    const attached = equals < 0 ? nextFor(whole, reading) : [rest(word, equals + 1)];
    reading.options.push({
      ...whole,
      name: word.text,
      values: whole.takes === "none" ? [] : attached,
    });
    return false;
  }
  if (isOption(word, reading)) {
    const isPlain = !word.text.startsWith("-") && !word.text.startsWith("+");
    if (isPlain || word.text.startsWith("--") || reading.single) readLong(word, reading);
    else readCluster(word, reading);
    return false;
  }
  if (style.stops) return true;
  if (mayBeOption(word)) reading.loose.push(word);
  reading.operands.push(word);
  return false;
}

function isOption({ text }: ShellWord, { find }: Reading): boolean {
  if (/^-./s.test(text))
    return find("-*") === undefined || find(text.split("=")[0] ?? "") !== undefined;
  if (/^\+./s.test(text)) {
    const known = ["+=", "+", text].some((name) => find(name) !== undefined);
    return known || isNumber(text, find);
  }
  return /^[(),!A-Za-z]$/.test(text) && find(text) !== undefined;
}

function isNumber(text: string, find: Reading["find"]): boolean {
  return find(`${text[0]}#`) !== undefined && /^[-+]\d+$/.test(text);
}

function readLong(word: ShellWord, reading: Reading): void {
  const equals = word.text.indexOf("=");
  const name = equals < 0 ? word.text : word.text.slice(0, equals);
  const known = reading.find(name) ?? numberOption(word, reading);
  const option = known ?? (name.startsWith("--") ? reading.find("--*") : undefined);
  // An expansion in the name itself could be any option.
  const isOpen = word.content.kind !== "fixed" && equals < 0;
  // Programs in Go take `--flag=true`.
  const isSwitch =
    known === undefined || word.text.endsWith("=true") || word.text.endsWith("=false");
  const refusesValue = equals >= 0 && option?.takes === "none" && !option.runs && !isSwitch;
  if (option === undefined || isOpen || refusesValue) {
    reading.unknown.push(word.text);
    return;
  }
  const values = equals >= 0 ? [rest(word, equals + 1)] : nextFor(option, reading);
  reading.options.push({ ...option, name, values });
}

function numberOption({ text }: ShellWord, { find }: Reading): KnownOption | undefined {
  if (isNumber(text, find)) return find(`${text[0]}#`);
  return text.startsWith("+") ? (find("+=") ?? find("+")) : undefined;
}

/** `-rf`, `-n5`, `-ofile`, `-20`, and `-name` of a program that mixes both forms. */
function readCluster(word: ShellWord, reading: Reading): void {
  const isFixed = word.content.kind === "fixed";
  const whole = word.text.length > 2 && isFixed ? reading.find(word.text) : undefined;
  const option = numberOption(word, reading) ?? whole;
  if (option !== undefined) {
    reading.options.push({ ...option, name: word.text, values: nextFor(option, reading) });
    return;
  }
  if (word.text.length > MAX_CLUSTER && reading.find(word.text.slice(0, 2))?.takes === "none") {
    reading.unknown.push(word.text);
    return;
  }
  for (let at = 1; at < word.text.length; at += 1) {
    const name = `${word.text[0]}${word.text[at]}`;
    const letter = reading.find(name);
    const isLast = at === word.text.length - 1;
    if (letter === undefined || (isLast && letter.takes === "none" && !isFixed)) {
      reading.unknown.push(word.text);
      return;
    }
    const glued = isLast ? [] : [rest(word, at + (word.text[at + 1] === "=" ? 2 : 1))];
    const isPlain = letter.takes === "none";
    const values = isPlain ? [] : glued.length > 0 ? glued : nextFor(letter, reading);
    reading.options.push({ ...letter, name, values });
    if (!isPlain) return;
  }
}

function nextFor(option: KnownOption, reading: Reading): ShellWord[] {
  if (option.takes !== "next") return [];
  const values = reading.args.slice(reading.end + 1, reading.end + 1 + option.kinds.length);
  reading.end += option.kinds.length;
  return values;
}

function rest(word: ShellWord, at: number): ShellWord {
  return { text: word.text.slice(at), content: word.content };
}

/** Whether the shell may put a word there that begins with a dash. */
function mayBeOption({ text, content }: ShellWord): boolean {
  switch (content.kind) {
    case "glob":
      return /^[*?[+@!]/.test(text);
    case "known":
      return content.values.some((value) => value.text.startsWith("-") || mayBeOption(value));
    case "output":
    case "unknown":
      return /^["'`$]/.test(text) || text === "";
    default:
      return false;
  }
}
