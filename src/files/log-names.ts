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

const SET_ASIDE = /^audit-(\d{4}-\d{2})(?:\.(\d+))?\.jsonl(\.gz)?$/; // audit-2026-11.2.jsonl.gz

/** Whether a log that was set aside under its month's name still lies there as text. */
export function isSetAside(name: string): boolean {
  return SET_ASIDE.test(name) && !name.endsWith(".gz");
}

/**
 * Sorts names of logs as they were written: those of a month in the order in which they were set
 * aside (`.10` after `.2`, both after the one without a number), audit.jsonl last.
 */
export function byAge(a: string, b: string): number {
  const [left, right] = [ageWord(a), ageWord(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function ageWord(name: string): string {
  if (name === "audit.jsonl") return "~";
  const [, month, count = "1"] = SET_ASIDE.exec(name) ?? [];
  return month === undefined ? name : `audit-${month}.${count.padStart(16, "0")}`;
}
