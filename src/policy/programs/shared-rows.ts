import { type Row, row } from "./row.ts";

const OWN_H = /(?:^|\s)-h(?:\s|[[=!]|$)/;

/** A row of a program that answers `--help` in every place, and `-h` where it means nothing else. */
export function withHelp(options: string, operands: string, more?: Partial<Row>): Row {
  const help = OWN_H.test(options) ? "--help" : "-h --help";
  return row(`${help} ${options}`, operands, more);
}

/** Known, and never granted: it runs what is configured, changes a guard or prints a secret. */
export const NEVER: Row = row("", "!");

/** The same row under several names. */
export function named(names: readonly string[], same: Row): Record<string, Row> {
  return Object.fromEntries(names.map((name) => [name, same]));
}
