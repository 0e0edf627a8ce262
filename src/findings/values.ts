import type { Value } from "../model/report.ts";

/** Makers of report values. `text` is for our own words only; anything of the log is a `quote`. */
export function text(words: string): Value {
  return { kind: "text", text: words };
}

export function quote(words: string): Extract<Value, { kind: "quote" }> {
  return { kind: "quote", text: words };
}

/** A name from the log that stays where texts are masked: of a rule, a session, a project. */
export function named(words: string): Extract<Value, { kind: "quote" }> {
  return { kind: "quote", text: words, masked: words };
}

/** A text from the log after words of ours, in one: `in part git-read`. */
export function after(own: string, value: Extract<Value, { kind: "quote" }>): Value {
  const { text: words, masked } = value;
  return {
    kind: "quote",
    text: `${own}${words}`,
    own,
    ...(masked === undefined ? {} : { masked: `${own}${masked}` }),
  };
}

/** A word of the log that is one of ours: it may always be told. Any other is a name. */
export function ownWord(word: string, words: readonly string[]): Value {
  return words.includes(word) ? text(word) : named(word);
}

export function count(value: number | null): Value {
  return { kind: "count", value };
}

/** 0 to 1. */
export function ratio(value: number | null): Value {
  return { kind: "ratio", value };
}

export function duration(ms: number | null): Value {
  return { kind: "duration", ms };
}

/** `at` is epoch milliseconds. */
export function time(at: number, style: "clock" | "clock_seconds" | "day" | "day_clock"): Value {
  return { kind: "time", at: new Date(at).toISOString(), style };
}

export function command(line: string): Value {
  return { kind: "command", text: line };
}

/** `1 call`, `14 calls`: the number and our own noun. */
export function counted(value: number, noun: string): Value[] {
  return [count(value), text(` ${plural(value, noun)}`)];
}

export function plural(value: number, noun: string): string {
  return value === 1 ? noun : `${noun}s`;
}
