import type { Facts } from "../findings/facts.ts";
import { rowsOf } from "../findings/facts.ts";
import type { LearnedChange, LearnedShape } from "../findings/learning-facts.ts";
import { count, counted, named, plural, quote, text, time } from "../findings/values.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { ChangeCause } from "../model/history.ts";
import type { Step, Value } from "../model/report.ts";

type Uses = MetricRow<"learned-rules">;
type Promotion = MetricRow<"promotions">;

/** Something that happened to a learned rule, or that kept one from being learned. */
export type Episode =
  | { readonly kind: "change"; readonly at: number; readonly change: LearnedChange }
  | { readonly kind: "blocked"; readonly at: number; readonly row: Promotion };

/** What happened in the window, oldest first. */
export function episodesOf(facts: Facts): Episode[] {
  const changes = changesIn(facts).map((change): Episode => {
    return { kind: "change", at: Date.parse(change.at), change };
  });
  const blocked = rowsOf(facts, "promotions")
    .filter((row) => row.decision === "promotion_blocked")
    .map((row): Episode => ({ kind: "blocked", at: row.at_ms, row }));
  return [...changes, ...blocked].sort((a, b) => a.at - b.at);
}

export function changesIn({ learning, window }: Facts): LearnedChange[] {
  return learning.changes.filter(({ at }) => window.since <= at && at < window.until);
}

const WHY = {
  promoted: "learned",
  approved: "approved",
  suggested: "suggested",
  renewed: "renewed",
  revoked: "revoked",
  expired: "expired",
  demoted: "demoted",
  refuted: "refuted",
} as const satisfies Record<ChangeCause["why"], string>;

const SIGNS = { added: "+", removed: "-", edited: "~", renamed: "~" } as const;

/** `+ learned`, `~ edited`, `- expired`, `x not learned`. */
export function termOf(episode: Episode): string {
  if (episode.kind === "blocked") return "x blocked";
  const { kind, cause } = episode.change;
  return `${SIGNS[kind]} ${cause === null ? kind : WHY[cause.why]}`;
}

/** The same as a step of a timeline. */
export function stepOf(episode: Episode, facts: Facts): Step {
  const at = time(episode.at, "day_clock");
  if (episode.kind === "blocked") {
    const { row } = episode;
    const words = blockedWords(row, facts);
    return { version: 1, at, sign: "x", word: "blocked", name: blockedName(row), words };
  }
  const { change } = episode;
  const { kind, cause } = change;
  return {
    version: 1,
    at,
    sign: SIGNS[kind],
    word: cause === null ? kind : WHY[cause.why],
    name: nameOf(shapeOf(change)),
    words: [...howWords(change), ...sinceWords(change, facts)],
  };
}

/** The rule that an episode is about, as it became or, where it went, as it was. */
export function shapeOf({ before, after }: LearnedChange): LearnedShape | null {
  return after ?? before;
}

export function nameOf(shape: LearnedShape | null): Value {
  return named(shape === null || shape.name === "" ? (shape?.id ?? "") : shape.name);
}

/** `npm-run-lint  Tue 11:20  YELLOW, 3 yes; 24 uses since, 2 kinds of call`. */
export function headline(episode: Episode, facts: Facts): Value[] {
  const when = [text("  "), time(episode.at, "day_clock"), text("  ")];
  if (episode.kind === "blocked") {
    const { row } = episode;
    return [blockedName(row), ...when, ...blockedWords(row, facts)];
  }
  const { change } = episode;
  return [nameOf(shapeOf(change)), ...when, ...howWords(change), ...sinceWords(change, facts)];
}

/** It never got a name: what it was about. */
function blockedName({ fingerprint, promoted_rule }: Promotion): Value {
  return named(fingerprint === "" ? promoted_rule : fingerprint);
}

/** What stood in the way: a rule, or what the pending rule says of it while it waits. */
function blockedWords({ rule, promoted_rule }: Promotion, { learning }: Facts): Value[] {
  const waiting = learning.waiting.find(({ id }) => id === promoted_rule);
  const inTheWay = rule === "" ? (waiting?.inTheWay ?? "") : rule;
  if (inTheWay === "") return [text("not learned")];
  return [text("not learned: "), named(inTheWay), text(" is in the way")];
}

function howWords({ kind, cause, before, after }: LearnedChange): Value[] {
  if (kind === "renamed") return [text("it was called "), nameOf(before)];
  if (cause === null) return kind === "edited" ? editWords(before, after) : [text("by hand")];
  const judged = cause.score === null ? [] : [named(cause.score)];
  const yes =
    cause.confirmations === null || cause.confirmations === 0
      ? []
      : [count(cause.confirmations), text(" yes")];
  const said = cause.detail === null || cause.detail === "" ? [] : [quote(cause.detail)];
  const who = WHO[cause.why] === "" ? [] : [text(WHO[cause.why])];
  const parts = [judged, yes, who, said].filter((part) => part.length > 0);
  return parts.length === 0 ? [text("by "), named(cause.by)] : joined(parts);
}

/** Who said so, where the word before does not tell. */
const WHO = {
  promoted: "",
  approved: "by you",
  suggested: "accepted by you",
  renewed: "",
  revoked: "by you",
  expired: "",
  demoted: "",
  refuted: "",
} as const satisfies Record<ChangeCause["why"], string>;

/** What came and what went of what it asks for. */
function editWords(before: LearnedShape | null, after: LearnedShape | null): Value[] {
  const [was, is] = [before?.words ?? [], after?.words ?? []];
  const gone = was.filter((word) => !is.includes(word));
  const fresh = is.filter((word) => !was.includes(word));
  const parts = [
    ...(gone.length === 0 ? [] : [[text("without "), quote(gone.join(", "))]]),
    ...(fresh.length === 0 ? [] : [[text("with "), quote(fresh.join(", "))]]),
  ];
  return parts.length === 0 ? [text("by hand")] : [text("by hand: "), ...joined(parts)];
}

/** Nothing of a rule that is gone: what it did before is told where it was in force. */
function sinceWords({ kind, after }: LearnedChange, facts: Facts): Value[] {
  if (kind === "renamed" || after === null) return [];
  const uses = usesOf(facts).get(after.id);
  if (uses === undefined) return [text("; not used since")];
  return [
    text("; "),
    ...counted(uses.uses, "use"),
    text(" since, "),
    ...counted(uses.fingerprints, "kind"),
    text(" of call"),
    ...troubleWords(uses),
  ];
}

/** `, 2 failed, 1 refused`; empty where all went well. */
function troubleWords({ failed, refused }: Uses): Value[] {
  return [
    ...(failed === 0 ? [] : [text(", "), count(failed), text(" failed")]),
    ...(refused === 0 ? [] : [text(", "), count(refused), text(" refused")]),
  ];
}

/** Uses by rule_id; a rule that no call used has none. */
export function usesOf(facts: Facts): Map<string, Uses> {
  return new Map(rowsOf(facts, "learned-rules").map((row) => [row.rule_id, row]));
}

/** Why the model thought so, in its words; empty where it was not asked. */
export function reasoningOf(episode: Episode): string {
  return episode.kind === "blocked"
    ? episode.row.reasoning
    : (episode.change.cause?.reasoning ?? "");
}

/** The session that it comes from; empty where none. */
export function sessionOf(episode: Episode): string {
  return episode.kind === "blocked"
    ? episode.row.session_id
    : (episode.change.cause?.session ?? "");
}

/** `8 days`, `3 hours`: how long before `asOf` something was. */
export function ageWords(since: string, asOf: string): string {
  const hours = Math.max(0, Math.floor((Date.parse(asOf) - Date.parse(since)) / 3_600_000));
  if (hours < 48) return `${hours} ${plural(hours, "hour")}`;
  return `${Math.floor(hours / 24)} days`;
}

function joined(parts: readonly (readonly Value[])[]): Value[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [text(", "), ...part]));
}
