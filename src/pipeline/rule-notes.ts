import type { Neighbour } from "../policy/neighbours.ts";
import type { RuleInFile } from "./rule-files.ts";

/** What there is to say about a rule that has no mistake. */
export const LINTS = {
  example: "its own example is judged otherwise",
  escape: "another spelling of an example escapes it",
  shadowed: "an earlier rule does all that it does",
  unreachable: "all its examples are denied or asked about",
  duplicate: "another rule is the same, or has the same name",
  wide: "it allows what another rule stops",
  unanchored: "its expression is found anywhere in a command",
  expired: "its time is over",
  project: "it comes from a project's file",
} as const satisfies Record<string, string>;
export type Lint = keyof typeof LINTS;

export interface RuleNote {
  readonly lint: Lint;
  readonly file: string;
  readonly line: number | null;
  /** `deny[0]`; empty for a whole file. */
  readonly path: string;
  readonly rule: string | null;
  readonly message: string;
  /** Of an escape: the spellings. */
  readonly details: readonly Neighbour[];
}

export function noteOn(
  { file, line, place, table }: RuleInFile,
  lint: Lint,
  message: string,
  details: readonly Neighbour[] = [],
): RuleNote {
  const rule = table.name ?? null;
  return { lint, file, line: line ?? null, path: place, rule, message, details };
}

/** `deny no-rm-rf`, `deny[3]`: a rule in a sentence about another. */
export function ruleTitle({ rule, table, place }: RuleInFile): string {
  return table.name === undefined ? place : `${rule.kind} ${table.name}`;
}
