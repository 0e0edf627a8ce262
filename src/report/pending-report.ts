import { count, counted, plural, quote, text, time } from "../findings/values.ts";
import { localMinute } from "../model/local-time.ts";
import type { Block, Report, Section, Value } from "../model/report.ts";
import { notes, section } from "./blocks.ts";
import { explainCommand, SHORT_ID_CHARS } from "./explain-command.ts";
import type {
  PendingCall,
  PendingListing,
  PendingStanding,
  PendingView,
} from "./pending-listing.ts";
import { columns } from "./table.ts";

/** Of a session's id. */
const SHORT_SESSION_CHARS = 8;

/** How a page is written for whoever reads it. */
export interface PendingFrame {
  /** What a printed command needs to mean the same home: ` --home /x`; often empty. */
  readonly flags: string;
}

/** What may be learned: of each rule the calls that it comes from, and what it waits for. */
export function pendingReport(listing: PendingListing, frame: PendingFrame): Report {
  const { as_of: at, time_zone } = listing;
  const aside = listing.rules.filter(({ state }) => state === "set_aside" || state === "over");
  const pending = listing.rules.filter((rule) => !aside.includes(rule));
  return {
    version: 1,
    id: `pending:${at}`,
    name: "pending",
    title: "pending rules",
    label: `as of ${localMinute(at, time_zone).slice(0, 10)}`,
    window: {
      since: at,
      until: new Date(Date.parse(at) + 1).toISOString(),
      time_zone,
    },
    as_of: at,
    verdict: { level: "none", sentence: inShort(pending, listing), counts: "" },
    sections: [...pending.map((rule) => ruleSection(rule, listing, frame)), ...asideSection(aside)],
  };
}

/** `2 rules are pending (1 blocked). …` */
function inShort(pending: readonly PendingView[], listing: PendingListing): Value[] {
  const { promotion, suspended, bad_lines } = listing;
  const blocked = pending.filter(({ state }) => state === "blocked").length;
  return [
    ...(pending.length === 0
      ? [text("No rule is pending.")]
      : [
          ...counted(pending.length, "rule"),
          text(pending.length === 1 ? " is pending" : " are pending"),
          ...(blocked === 0 ? [] : [text(" ("), count(blocked), text(" blocked)")]),
          text("."),
        ]),
    ...needs(promotion),
    ...(suspended
      ? [text(" The files hold mistakes, and nothing is learned until they are mended.")]
      : []),
    ...(bad_lines === 0
      ? []
      : [
          text(" "),
          ...counted(bad_lines, "line"),
          text(" of pending-rules.jsonl cannot be read."),
        ]),
  ];
}

const OFF = ' Learning is off ([promotion] mode = "off"): only rules approve learns one.';

/** `A rule is learned after 2 approved calls in 2 sessions.` */
function needs({ mode, min_confirmations, min_sessions }: PendingListing["promotion"]): Value[] {
  if (mode === "off") return [text(OFF)];
  const green = mode === "green" ? [text(", or as many that the model calls GREEN")] : [];
  return [
    text(" A rule is learned after "),
    ...counted(min_confirmations, "approved call"),
    ...green,
    ...(min_sessions === 1 ? [] : [text(", in "), ...counted(min_sessions, "session")]),
    text("."),
  ];
}

function ruleSection(rule: PendingView, listing: PendingListing, frame: PendingFrame): Section {
  const { calls } = rule;
  const rows: [string, Value[]][] = [
    ["id", [quote(rule.rule_id)]],
    ["name", rule.name === null ? [] : [quote(rule.name)]],
    ["approved", approvedWords(rule, listing)],
    ["age", rule.first_at === null ? [] : ageWords(rule.first_at, listing.as_of)],
    ...standingRows(rule, listing, frame),
    ["expires", expiryWords(rule)],
    ["the model", modelWords(rule)],
    [
      "approve",
      [{ kind: "command", text: `claude-permit rules approve ${rule.rule_id}${frame.flags}` }],
    ],
  ];
  return {
    ...section(`rule-${rule.rule_id}`, TITLES[rule.state], [
      ...notes(rows),
      { kind: "code", text: rule.toml.trimEnd(), copied: true },
      callTable(calls),
    ]),
    summary: [quote(rule.fingerprint)],
  };
}

const TITLES = {
  waiting: "Waiting",
  ready: "Ready",
  blocked: "Blocked",
  set_aside: "Set aside",
  over: "Over",
} as const satisfies Record<PendingStanding, string>;

/** `1 of 2 calls, in 1 session`, `1 of 3 calls, in 1 of 2 sessions` */
function approvedWords({ confirmations, sessions }: PendingView, listing: PendingListing): Value[] {
  const { min_confirmations, min_sessions } = listing.promotion;
  const inOne = min_sessions === 1;
  return [
    count(confirmations),
    text(" of "),
    ...counted(min_confirmations, "call"),
    text(", in "),
    ...(inOne ? [] : [count(sessions), text(" of ")]),
    ...counted(inOne ? sessions : min_sessions, "session"),
  ];
}

const AGES = [
  { ms: 86_400_000, word: "day" },
  { ms: 3_600_000, word: "hour" },
  { ms: 60_000, word: "minute" },
] as const;

function ageWords(firstAt: string, asOf: string): Value[] {
  const ms = Date.parse(asOf) - Date.parse(firstAt);
  const unit = AGES.find((one) => ms >= one.ms);
  const age = unit === undefined ? [text("new")] : counted(Math.floor(ms / unit.ms), unit.word);
  return [...age, text(", since "), time(Date.parse(firstAt), "day_clock")];
}

/** What holds it back. */
function standingRows(
  rule: PendingView,
  { promotion, suspended }: PendingListing,
  { flags }: PendingFrame,
): [string, Value[]][] {
  if (rule.blocked !== null) {
    const { detail, rule: inTheWay, entry } = rule.blocked;
    return [
      ["blocked", [quote(detail)]],
      ["by rule", inTheWay === null ? [] : [quote(inTheWay)]],
      ["by call", entry === null ? [] : [explainCommand(entry, flags)]],
    ];
  }
  if (promotion.mode === "off") return [["waits for", [text("you: learning is off")]]];
  if (suspended) return [["waits for", [text("the mistakes in the files to be mended")]]];
  if (rule.state === "ready")
    return [["waits for", [text("the next event of a session, and the log to be looked through")]]];
  return [["waits for", missing(rule, promotion)]];
}

function missing(rule: PendingView, promotion: PendingListing["promotion"]): Value[] {
  const calls = Math.max(0, promotion.min_confirmations - rule.confirmations);
  // The first one comes with the first call.
  const sessions = Math.max(0, promotion.min_sessions - Math.max(1, rule.sessions));
  const open = rule.calls.filter(({ state }) => state === "open" || state === "prompted").length;
  return [
    ...(calls === 0 ? [] : [count(calls), text(` more approved ${plural(calls, "call")}`)]),
    ...(calls === 0 || sessions === 0 ? [] : [text(", ")]),
    ...(sessions === 0 ? [] : [count(sessions), text(` more ${plural(sessions, "session")}`)]),
    ...(open === 0 ? [] : [text("; "), count(open), text(" not answered yet")]),
  ];
}

function expiryWords({ expires_at, confirmations }: PendingView): Value[] {
  if (expires_at === null) return confirmations === 0 ? [] : [text("never: approved calls stay")];
  return [text("unanswered calls on "), time(Date.parse(expires_at), "day")];
}

function modelWords({ calls, proposal_used }: PendingView): Value[] {
  const last = calls.at(-1);
  if (last === undefined) return [];
  return [
    text(`${last.score}: `),
    quote(last.reasoning),
    ...(proposal_used ? [text(" The rule is its own proposal.")] : []),
  ];
}

function callTable(calls: readonly PendingCall[]): Block {
  return {
    kind: "table",
    columns: columns("call", "when", "session", "answer", "what"),
    rows: calls.map((call) => [
      quote(call.entry.slice(-SHORT_ID_CHARS)),
      time(Date.parse(call.at), "day_clock"),
      quote(call.session.slice(0, SHORT_SESSION_CHARS)),
      text(call.confirmed_by === "model" ? "model" : ANSWERS[call.state]),
      quote(call.subject),
    ]),
    total: null,
    more: null,
    empty: "No call is left that counts.",
  };
}

const ANSWERS = {
  open: "none yet",
  prompted: "prompted",
  confirmed: "approved",
  refused: "refused",
  refuted: "not yours",
  expired: "expired",
} as const satisfies Record<PendingCall["state"], string>;

function asideSection(rules: readonly PendingView[]): Section[] {
  if (rules.length === 0) return [];
  const table: Block = {
    kind: "table",
    columns: columns("id", "why", "when", "what"),
    rows: rules.map((rule) => [quote(rule.rule_id), ...asideWhy(rule), quote(rule.fingerprint)]),
    total: null,
    more: null,
    empty: "",
  };
  const note: Block = {
    kind: "note",
    term: "",
    text: [text("What you dropped or revoked is learned again only by rules approve.")],
  };
  const isYours = rules.some(({ set_aside }) => set_aside !== null);
  return [section("aside", "Not pending", [table, ...(isYours ? [note] : [])])];
}

function asideWhy({ set_aside, calls }: PendingView): Value[] {
  if (set_aside !== null) {
    const { how, by, at } = set_aside;
    return [quote(by === "" ? how : `${how} by ${by}`), time(Date.parse(at), "day_clock")];
  }
  const isRefused = calls.some(({ state }) => state === "refused");
  const last: Value = { kind: "time", at: calls.at(-1)?.at ?? null, style: "day_clock" };
  return [text(isRefused ? "refused" : "never answered"), last];
}
