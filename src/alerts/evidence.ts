import { count, counted, duration, named, ratio, text } from "../findings/values.ts";
import type { AlertContributor, AlertEvidence } from "../model/history.ts";
import type { Value } from "../model/report.ts";

/** k of n with its interval, or the value, and the mark that it is held against. Maybe empty. */
export function evidenceLine(evidence: AlertEvidence, fireAbove: number | null): Value[] {
  if (evidence.ratio !== null) return shareLine(evidence, fireAbove);
  if (evidence.value === null) return [];
  const { value, mark, unit, sessions } = evidence;
  return [
    ...amount(value, unit),
    ...(sessions > 0 ? [text(" in "), ...counted(sessions, "session")] : []),
    ...(mark === null ? [] : [text("; the mark is "), ...amount(mark, unit)]),
  ];
}

function shareLine(evidence: AlertEvidence, fireAbove: number | null): Value[] {
  const { k, n, sessions, low, high, value, mark, unit } = evidence;
  return [
    ratio(evidence.ratio),
    text(" ("),
    count(k),
    text(" of "),
    ...counted(n, "call"),
    ...(sessions === 0 ? [] : [text(" in "), ...counted(sessions, "session")]),
    ...(low === null || high === null ? [] : [text("; "), ratio(low), text(" to "), ratio(high)]),
    text(")"),
    ...(unit === "ratio" && fireAbove !== null
      ? [text("; fires when its lower end is above "), ratio(fireAbove)]
      : []),
    ...(unit === "ms" && value !== null ? [text("; "), ...amount(value, unit)] : []),
    ...(unit === "ms" && mark !== null ? [text(" against "), ...amount(mark, unit)] : []),
  ];
}

/** A value in its unit: `35.0 %`, `12`, `4.2 s`, `512 MB`. */
export function amount(value: number | null, unit: AlertEvidence["unit"]): Value[] {
  switch (unit) {
    case "ratio":
      return [ratio(value)];
    case "ms":
      return [duration(value)];
    case "bytes":
      return value === null ? [count(null)] : [count(Math.round(value / 1e6)), text(" MB")];
    case "count":
      return [count(value)];
  }
}

/** What the weeks before had. */
export function baselineLine({ base }: AlertEvidence): Value[] {
  if (base === null) return [text("no baseline: too little data in the four weeks before")];
  return [
    text("the four weeks before: "),
    ratio(base.ratio),
    text(" ("),
    count(base.k),
    text(" of "),
    ...counted(base.n, "call"),
    text("; "),
    ratio(base.low),
    text(" to "),
    ratio(base.high),
    text(")"),
  ];
}

export function contributorLine({ label, count: calls, before }: AlertContributor): Value[] {
  const then = before === null ? [] : [text(", the window before "), count(before)];
  return [count(calls), text(" "), named(label), ...then];
}
