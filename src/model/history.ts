import * as z from "zod";
import { ArchivedPart } from "./archive.ts";
import { Message } from "./message.ts";
import { RULE_KINDS, SCORES, SEVERITIES } from "./words.ts";

/**
 * Lines of `history/*.jsonl`. Tolerant objects: a newer version may have written more. Times are
 * ISO 8601 UTC; `at` is when the line was written, which is never the time it speaks of.
 */
const line = { v: z.literal(1), at: z.string() };

/** Something that was sent. Written before the message moves to `sent/`. */
export const NoticeLine = z.object({
  ...line,
  key: z.string(),
  channel: z.string(),
  kind: Message.shape.kind,
  thread: z.string(),
  subject: z.string(),
  severity: Message.shape.severity,
  attempts: z.int(),
  detail: z.string().describe("what the channel had to say; may be empty"),
});
export type NoticeLine = z.infer<typeof NoticeLine>;

/**
 * What happened to a job. `seen`: run-due met this schedule for the first time, so nothing before
 * it is due. `started` without `ended`: the process was killed. `due` is null for a run by hand.
 */
export const RunLine = z.discriminatedUnion("kind", [
  z.object({ ...line, kind: z.literal("seen"), job: z.string(), schedule: z.string() }),
  z.object({
    ...line,
    kind: z.literal("started"),
    job: z.string(),
    due: z.string().nullable(),
    pid: z.int(),
  }),
  z.object({
    ...line,
    kind: z.literal("ended"),
    job: z.string(),
    due: z.string().nullable(),
    started_at: z.string(),
    exit_code: z.int(),
    unprepared: z
      .array(z.string())
      .optional()
      .describe("what failed before it: data reconcile, ingest; absent: nothing"),
  }),
]);
export type RunLine = z.infer<typeof RunLine>;

/**
 * What happened to a channel. `began`: from here on new destinations wait for approval.
 * `approved`: a destination, by hashes of it. `gave_up`: a message will not be sent, and why.
 */
export const ChannelLine = z.discriminatedUnion("kind", [
  z.object({ ...line, kind: z.literal("began") }),
  z.object({
    ...line,
    kind: z.literal("approved"),
    channel: z.string(),
    settings: z.string().describe("hash of what config.toml says of the destination"),
    address: z.string().nullable().describe("keyed hash of its secret address; null: it has none"),
    by: z.string().describe("account, or what stands for it: it was sent to before"),
  }),
  z.object({
    ...line,
    kind: z.literal("gave_up"),
    channel: z.string(),
    key: z.string(),
    message_kind: Message.shape.kind,
    subject: z.string(),
    reason: z.string(),
  }),
]);
export type ChannelLine = z.infer<typeof ChannelLine>;

const ALERT_STATES = ["inactive", "pending", "firing", "recovering"] as const;

/**
 * Why an alert holds: above its mark, above what the weeks before it had, above its mark in a
 * short window; `holds` for an alert with one condition.
 */
export const AlertCondition = z.enum(["absolute", "relative", "fast", "holds"]);
export type AlertCondition = z.infer<typeof AlertCondition>;

/** One of what an alert is made of: a kind of call, a rule, a session. Hostile text. */
export const AlertContributor = z.object({
  label: z.string(),
  count: z.int(),
  before: z.int().nullable().describe("in the window before; null where none is compared"),
});
export type AlertContributor = z.infer<typeof AlertContributor>;

/**
 * What an alert rests on: k of n with its interval and the baseline beside it, or one value and
 * the mark that it is held against. Null where there is too little data, or no such thing.
 */
export const AlertEvidence = z.object({
  k: z.int(),
  n: z.int(),
  sessions: z.int(),
  active_days: z.int(),
  ratio: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  base: z
    .object({ k: z.int(), n: z.int(), ratio: z.number(), low: z.number(), high: z.number() })
    .nullable(),
  unit: z.enum(["ratio", "count", "ms", "bytes"]).default("ratio").describe("of value and mark"),
  value: z.number().nullable().default(null),
  mark: z.number().nullable().default(null).describe("what the value is held against"),
  detail: z.string().default("").describe("what else there is to say; hostile text"),
  top: z.array(AlertContributor).default([]).describe("the three that make most of it"),
});
export type AlertEvidence = z.infer<typeof AlertEvidence>;

/**
 * An alert's whole state after one evaluation: the last line of an alert, project and label is its
 * state. A `slot` line ends each evaluation; a slot that has one is not evaluated again.
 */
export const AlertStateLine = z.object({
  ...line,
  kind: z.literal("state"),
  slot: z.string(),
  alert: z.string(),
  project: z.string().nullable().describe("null: all projects together"),
  label: z.string().default("").describe("a session, a rule, a channel; empty: none"),
  from: z.enum(ALERT_STATES),
  to: z.enum(ALERT_STATES),
  reason: z.enum(["breach", "clear", "unclear", "insufficient", "stale"]),
  conditions: z.array(AlertCondition).describe("that held in this episode"),
  severity: z.enum(SEVERITIES),
  pending_since: z.string().nullable().describe("slot that opened the episode: its name"),
  firing_since: z.string().nullable(),
  held_since: z.string().nullable().describe("first slot of the current lack of data"),
  clear_since: z.string().nullable().default(null).describe("first slot of the current recovery"),
  breaches: z.int().describe("evaluations in a row with the condition true"),
  clears: z.int().describe("evaluations in a row with the clear mark met"),
  peak: z.number().nullable().describe("highest value of the episode, in the evidence's unit"),
  evidence: AlertEvidence,
  causes: z.array(z.string()).default([]).describe("what it is about; more of them are news"),
  speech: z.string().default("").describe("what was said, or why nothing was: a named reason"),
  spoke: z.boolean().default(false),
  told: z.int().default(0).describe("how often this episode was told of"),
  told_slot: z.string().nullable().default(null).describe("when last; of any episode"),
  told_severity: z.enum(SEVERITIES).nullable().default(null),
  told_causes: z.array(z.string()).default([]),
  repeats: z.int().default(0).describe("how far the time between repeats has grown"),
  flapping: z.boolean().default(false).describe("that it flaps was said"),
});
export type AlertStateLine = z.infer<typeof AlertStateLine>;

/** Two grids: one of six hours, and one of a quarter of an hour for events and probes. */
export const AlertGrid = z.enum(["slow", "quick"]);
export type AlertGrid = z.infer<typeof AlertGrid>;

export const AlertLine = z.discriminatedUnion("kind", [
  AlertStateLine,
  z.object({
    ...line,
    kind: z.literal("slot"),
    slot: z.string(),
    grid: AlertGrid.default("slow"),
  }),
]);
export type AlertLine = z.infer<typeof AlertLine>;

/** Somebody told an alert to be quiet for a time, or took that back. */
export const SilenceLine = z.discriminatedUnion("kind", [
  z.object({
    ...line,
    kind: z.literal("silenced"),
    id: z.string(),
    alert: z.string(),
    project: z.string().nullable().describe("null: every project"),
    until: z.string(),
    reason: z.string(),
    by: z.string(),
  }),
  z.object({ ...line, kind: z.literal("lifted"), id: z.string(), by: z.string() }),
]);
export type SilenceLine = z.infer<typeof SilenceLine>;

/** What `data verify` found, and how far the log went then: older faults are looked at. */
const VerificationLine = z.object({
  ...line,
  ok: z.boolean(),
  lines: z.int().describe("loaded by then"),
  bad_lines: z.int().describe("among them; 0 where it was not well"),
  log_key: z.string().nullable().describe("hash of the first line of audit.jsonl; null: none"),
  log_bytes: z.int().describe("its size"),
});

/** A rule in full, as it was judged: its keys as config.toml has them, and its kind and id. */
export const RuleRecord = z.looseObject({
  kind: z.enum(RULE_KINDS),
  id: z.string(),
  name: z.string().optional().describe("absent where it has none"),
});
export type RuleRecord = z.infer<typeof RuleRecord>;

const CHANGES = [
  "promoted",
  "approved",
  "suggested",
  "renewed",
  "revoked",
  "expired",
  "demoted",
  "refuted",
] as const;

/** Why a learned rule came or went: the whole of what it rests on. Null where it has none. */
export const ChangeCause = z.object({
  why: z.enum(CHANGES),
  by: z.string().describe("hook, or who ran the command"),
  entry: z.string().nullable().describe("the entry that caused it"),
  session: z.string().nullable(),
  tier: z.string().nullable().describe("who decided on that call"),
  score: z.enum(SCORES).nullable(),
  reasoning: z.string().nullable(),
  confirmations: z.int().nullable().describe("calls that were approved before"),
  detail: z.string().nullable().describe("in words: what else there is to say"),
});
export type ChangeCause = z.infer<typeof ChangeCause>;

/**
 * A rule that came, went or changed, as it came into force. `renamed`: the same id under another
 * name. `edited`: the same name with another id, or the same id with other words.
 */
export const RuleChangeLine = z.object({
  ...line,
  kind: z.enum(["added", "removed", "edited", "renamed"]),
  file: z.string().describe("config.toml, auto-rules.toml, or the path of a project's file"),
  rule_kind: z.enum(RULE_KINDS),
  rule_id: z.string().describe("after the change; of a removed one before it"),
  name: z.string().nullable(),
  before: RuleRecord.nullable(),
  after: RuleRecord.nullable(),
  policy_sha256_before: z.string().nullable().describe("null: the first that is on record"),
  policy_sha256_after: z.string(),
  found_by: z.string().describe("hook, or the command that looked"),
  cause: ChangeCause.optional().describe("of a learned rule, where we changed it ourselves"),
  text_sha256: z
    .string()
    .optional()
    .describe("of the file after the change; its text is kept as policies/SHA.toml"),
});
export type RuleChangeLine = z.infer<typeof RuleChangeLine>;

/**
 * What a line of rules.jsonl says of a file's text. `text`: no rule changed, but the text did (a
 * comment, or a mistake that keeps the last good rules in force); other kinds are changes.
 */
export const RuleTextLine = z.object({
  ...line,
  kind: z.string(),
  file: z.string(),
  text_sha256: z.string().optional(),
  found_by: z.string(),
});
export type RuleTextLine = z.infer<typeof RuleTextLine>;

/**
 * A session that Claude Code's transcripts told of, when they were read: the first and the last of
 * its calls on one day (UTC) in what was read then.
 */
export const TranscriptSessionLine = z.object({
  ...line,
  session_id: z.string(),
  first: z.string(),
  last: z.string(),
});
export type TranscriptSessionLine = z.infer<typeof TranscriptSessionLine>;

/** Each file with the schema of its lines. */
export const HISTORY = {
  transcripts: { file: "transcripts.jsonl", line: TranscriptSessionLine },
  notices: { file: "notices.jsonl", line: NoticeLine },
  runs: { file: "runs.jsonl", line: RunLine },
  channels: { file: "channels.jsonl", line: ChannelLine },
  alerts: { file: "alerts.jsonl", line: AlertLine },
  silences: { file: "silences.jsonl", line: SilenceLine },
  verifications: { file: "verifications.jsonl", line: VerificationLine },
  rules: { file: "rules.jsonl", line: RuleChangeLine },
  ruleTexts: { file: "rules.jsonl", line: RuleTextLine },
  archives: { file: "archives.jsonl", line: ArchivedPart },
} as const;
