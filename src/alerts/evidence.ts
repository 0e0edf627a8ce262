import { count, counted, named, ratio, text } from "../findings/values.ts";
import type { PassthroughAlert } from "../model/config.ts";
import type { AlertStateLine } from "../model/history.ts";
import type { Value } from "../model/report.ts";

/** One kind of call that no rule covered: in the week that is judged, and in the one before. */
export interface Contributor {
  readonly fingerprint: string;
  readonly calls: number;
  readonly before: number;
}

/** k of n with its interval, and the mark that it is held against. */
export function evidenceLine({ evidence }: AlertStateLine, settings: PassthroughAlert): Value[] {
  const { k, n, sessions, low, high } = evidence;
  return [
    ratio(evidence.ratio),
    text(" ("),
    count(k),
    text(" of "),
    ...counted(n, "call"),
    text(" in "),
    ...counted(sessions, "session"),
    ...(low === null || high === null ? [] : [text("; "), ratio(low), text(" to "), ratio(high)]),
    text("); fires when its lower end is above "),
    ratio(settings.fire_above),
  ];
}

/** What the weeks before had. */
export function baselineLine({ evidence: { base } }: AlertStateLine): Value[] {
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

export function contributorLine({ fingerprint, calls, before }: Contributor): Value[] {
  return [count(calls), text(" "), named(fingerprint), text(", the week before "), count(before)];
}
