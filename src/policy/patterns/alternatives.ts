import type { Expression } from "../../model/rule.ts";

/** The expressions of which one must be found: those of a list as written, else the one there is. */
export function alternativesOf({ source, alternatives }: Expression): readonly string[] {
  return alternatives ?? [source];
}

/**
 * One expression that is found where one of several valid ones is: `^a`, `^b` → `^a|^b`. One that
 * would change how those after it are read is put into a group: `(?i)^a`, `^b` → `(?i:^a)|^b`;
 * flags that all begin with stand once: `(?i)^a`, `(?i)^b` → `(?i)^a|^b`. Of one: itself.
 * The same name of a group in two of them is no longer valid.
 */
export function joinedSource(sources: readonly string[]): string {
  const [first = ""] = sources;
  if (sources.length < 2) return first;
  const flags = flagsOf(first);
  const isShared = sources.every((source) => flagsOf(source) === flags);
  const parts = sources.map((source) =>
    isShared ? enclosed(source.slice(flags.length)) : enclosed(source),
  );
  return `${isShared ? flags : ""}${parts.join("|")}`;
}

/** `(?i)` at the beginning, or nothing. */
function flagsOf(source: string): string {
  return /^\(\?[A-Za-z-]+\)/.exec(source)?.[0] ?? "";
}

/** With an end to what would go on behind it: flags, and `\Q` without its `\E`. */
function enclosed(source: string): string {
  const whole = isQuotedToEnd(source) ? `${source}\\E` : source;
  const flags = flagsOf(whole);
  if (flags !== "") return `(?${flags.slice(2, -1)}:${whole.slice(flags.length)})`;
  return /\(\?[A-Za-z-]+\)/.test(whole) ? `(?:${whole})` : whole;
}

function isQuotedToEnd(source: string): boolean {
  return /^(?:\\Q(?:(?!\\E)[\s\S])*\\E|\\(?!Q)[\s\S]|[^\\])*\\Q(?:(?!\\E)[\s\S])*$/.test(source);
}
