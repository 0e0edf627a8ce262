import { createHash } from "node:crypto";
import type { MetricName } from "../metrics/index.ts";
import type { Finding } from "../model/finding.ts";
import type { Value } from "../model/report.ts";
import { SEVERITIES } from "../model/words.ts";
import type { Facts } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import { FINDINGS } from "./index.ts";

/** What stands now, most pressing first, and the titles of what no longer does. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly resolved: readonly (readonly Value[])[];
}

/** Metrics that tell whether the findings of a window stand. */
export const STANDING_NEEDS: readonly MetricName[] = needed((kind) => kind.needs);

/** Metrics of what the findings show beside that, and nothing rests on. */
export const SHOWN_NEEDS: readonly MetricName[] = needed((kind) => kind.shows ?? []).filter(
  (name) => !STANDING_NEEDS.includes(name),
);

/** Metrics that the findings of a window are made from. */
export const FINDING_NEEDS: readonly MetricName[] = [...STANDING_NEEDS, ...SHOWN_NEEDS];

/**
 * The findings of a window, each with its state against the window before: the same code over
 * that window's facts, nothing from what was ever sent. Without a window before all are `new`.
 */
export function judge(facts: Facts, before: Facts | null): Judgement {
  const now = findAll(facts);
  const then = before === null ? new Map<string, Found>() : findAll(before);
  const findings = [...now]
    .sort(([, a], [, b]) => rank(a) - rank(b) || b.weight - a.weight)
    .map(([id, found]) => finding(id, found, then.get(id)));
  // What only waited, and does so no more, is no news.
  const resolved = [...then]
    .filter(([id, found]) => !now.has(id) && found.severity !== "info")
    .map(([, found]) => found.title);
  return { findings, resolved };
}

/** Four letters and digits of a hash over kind and cause: the same next week. */
export function findingId(kind: string, cause: string): string {
  // Without letters that are read as digits: the id is typed by hand.
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const bytes = createHash("sha256").update(`${kind}\0${cause}`).digest().subarray(0, 4);
  return [...bytes].map((byte) => letters[byte % letters.length]).join("");
}

function findAll(facts: Facts): Map<string, Found> {
  return new Map(
    kinds().flatMap(([name, kind]) =>
      kind.find(facts).map((found): [string, Found] => [findingId(name, found.cause), found]),
    ),
  );
}

function needed(of: (kind: FindingKind) => readonly MetricName[]): MetricName[] {
  return [...new Set(kinds().flatMap(([, kind]) => of(kind)))];
}

function kinds(): [string, FindingKind][] {
  return Object.entries<FindingKind>(FINDINGS);
}

function rank(found: Found): number {
  return SEVERITIES.indexOf(found.severity);
}

function finding(id: string, now: Found, then: Found | undefined): Finding {
  return {
    id,
    severity: now.severity,
    state: stateOf(now.measure ?? now.weight, then?.measure ?? then?.weight),
    title: [...now.title],
    evidence: now.evidence.map((line) => [...line]),
    command: now.command,
    effect: now.effect,
  };
}

function stateOf(now: number, then: number | undefined): Finding["state"] {
  if (then === undefined) return "new";
  if (now > then * 1.1) return "worse";
  return now < then * 0.9 ? "improving" : "same";
}
