/**
 * Names of logs under home: `audit.jsonl`, the months that were set aside (`audit-2026-11.jsonl`,
 * `audit-2026-11.2.jsonl` where a month has several), those of another machine
 * (`audit-laptop.jsonl`), what logrotate makes of them (`audit.jsonl.1`, `audit.jsonl-20261125`)
 * and `imported.jsonl`; each also compressed (`.gz`). Not `audit.jsonl.bak`.
 */
const LOG = /^(audit([.-][A-Za-z0-9][A-Za-z0-9._-]{0,80})?|imported)\.jsonl([.-]\d{1,14})?(\.gz)?$/;

export function isLogName(name: string): boolean {
  return LOG.test(name);
}

/** Whether hooks append to it by this name. */
export function isGrowing(name: string): boolean {
  return name === "audit.jsonl" || name === "imported.jsonl";
}

/** The name of a month's log, counted from 1: `audit-2026-11.jsonl`, `audit-2026-11.2.jsonl`. */
export function rotatedName(month: string, count: number): string {
  return count === 1 ? `audit-${month}.jsonl` : `audit-${month}.${count}.jsonl`;
}
