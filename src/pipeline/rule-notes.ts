import type { Neighbour } from "../policy/rules/neighbours.ts";
import type { RuleInFile } from "./rule-files.ts";

/**
 * What there is to say about a rule without a mistake. `example`: its own example is judged
 * otherwise. `escape`: another spelling of an example gets by. `shadowed`: an earlier rule does
 * all that it does. `unreachable`: all its examples are denied or asked about. `duplicate`: the
 * same rule, or the same name, again. `wide`: it allows what another rule stops. `unanchored`:
 * its expression is found anywhere in a command. `expired`: its time is over. `project`: rules of
 * a project's file hold.
 */
export type Lint =
  | "example"
  | "escape"
  | "shadowed"
  | "unreachable"
  | "duplicate"
  | "wide"
  | "unanchored"
  | "expired"
  | "project";

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
