import { pick, seeded } from "./seeded.ts";

/** A log that nobody would write by hand, and what is asked about it. */
export interface RandomLog {
  readonly files: readonly { readonly file: string; readonly text: string }[];
  readonly zone: string;
  /** The Monday of the week that the log is mostly about. */
  readonly monday: string;
  /** A window inside its two months, epoch milliseconds. */
  readonly since: number;
  readonly until: number;
  readonly asOf: number;
  readonly project: string | null;
  readonly tool: string | null;
  readonly excludeTools: readonly string[];
}

type Line = Readonly<Record<string, unknown>>;
type Random = () => number;

const ZONES = [
  "UTC",
  "Europe/Amsterdam",
  "America/New_York",
  "America/St_Johns",
  "America/Santiago",
  "Asia/Kolkata",
  "Asia/Beirut",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
];
/** Most of them are weeks in which clocks change in one of the zones. */
const MONDAYS = [
  "2025-12-29",
  "2026-03-02",
  "2026-03-23",
  "2026-03-30",
  "2026-04-20",
  "2026-08-31",
  "2026-09-21",
  "2026-09-28",
  "2026-10-19",
  "2026-10-26",
  "2026-11-16",
];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const TOOLS = [
  { tool_name: "Bash", fingerprint: "Bash: git push" },
  { tool_name: "Bash", fingerprint: "Bash: npm test ~" },
  { tool_name: "Edit", fingerprint: "Edit: src/*.ts" },
  { tool_name: "Read" },
  { tool_name: "mcp__playwright__click", mcp_server: "playwright", fingerprint: "MCP: playwright" },
  { tool_name: "AskUserQuestion", fingerprint: "AskUserQuestion" },
  { tool_name: "ExitPlanMode", fingerprint: "ExitPlanMode" },
];

const DECIDED = [
  { tier: "allow", decision: "allow", rule: "git", rule_id: "aaaaaaaaaaaa", rule_kind: "allow" },
  // The same rule after it was renamed.
  { tier: "allow", decision: "allow", rule: "git-2", rule_id: "aaaaaaaaaaaa", rule_kind: "allow" },
  { tier: "auto", decision: "allow", rule_id: "bbbbbbbbbbbb", rule_kind: "allow" },
  { tier: "deny", decision: "deny", rule: "no-rm", rule_id: "cccccccccccc", rule_kind: "deny" },
  { tier: "ask", decision: "ask", rule: "push", rule_id: "dddddddddddd", rule_kind: "ask" },
  { tier: "floor", decision: "deny", rule: "own", rule_id: "eeeeeeeeeeee", rule_kind: "floor" },
  { tier: "llm", decision: "allow", llm_score: "GREEN", llm_latency_ms: 812.5 },
  { tier: "llm", decision: "ask", llm_score: "YELLOW", llm_latency_ms: 1430 },
  { tier: "llm", decision: "deny", llm_score: "RED", llm_latency_ms: 2210 },
  { tier: "llm", decision: "error_passthrough", llm_error: "timeout", llm_latency_ms: 8000 },
  { tier: "llm", decision: "error_passthrough", llm_error: "refused" },
  { tier: "passthrough", decision: "passthrough", passthrough_reason: "no_rule" },
  { tier: "passthrough", decision: "passthrough", passthrough_reason: "not_understood" },
  { tier: "passthrough", decision: "passthrough", passthrough_reason: "unattended" },
  { tier: "passthrough", decision: "passthrough" },
];
/** Words of lines that others wrote, and words that contradict each other. */
const ODD = [
  { tier: "manual", decision: "approve" },
  { tier: "none", decision: "passthrough" },
  { tier: "allow", decision: "error_passthrough" },
  { tier: "deny", decision: "passthrough" },
  {},
];
/** Older lines carry no fingerprint; these are what their inputs must be known as. */
const OLDER = [
  { tool_name: "Bash", tool_input: { command: "git push origin main" }, known: "Bash: git push" },
  { tool_name: "Bash", tool_input: '{"command":"npm test"}', known: "Bash: npm test" },
  {
    tool_name: "WebFetch",
    tool_input: { url: "https://a.b.example.com/x" },
    known: "WebFetch: example.com",
  },
];
const BAD = [
  "not json",
  "[1,2]",
  "null",
  '{"event":"Stop"}',
  '{"timestamp":"soon","event":"Stop"}',
  '{"timestamp":"2026-03-24T10:00:00.000Z"}',
];

/** What an older line's call is known as, told by its tool and input. */
export function olderFingerprint(tool: string, input: unknown): string {
  const found = OLDER.find(
    (one) => one.tool_name === tool && JSON.stringify(one.tool_input) === JSON.stringify(input),
  );
  if (found !== undefined) return found.known;
  // A call of ours without a fingerprint, which only `Read` is.
  return "Read: *.md";
}

/** Twenty to a hundred and fifty calls of a few sessions in two months, the same for each seed. */
export function randomLog(seed: number): RandomLog {
  const random = seeded(seed);
  const monday = pick(random, MONDAYS);
  const start = Date.parse(`${monday}T00:00:00Z`);
  const pen = newPen(random, start);
  const calls = 40 + Math.floor(random() ** 2 * 200);
  const sessions = 2 + Math.floor(random() * 12);
  for (let at = 0; at < calls; at += 1) writeCall(pen, Math.floor(random() * sessions));
  for (let at = 0; at < calls / 4; at += 1) writeEnding(pen, Math.floor(random() * sessions));
  writeAside(pen);
  const since = start - Math.floor(random() * 2 * DAY);
  // Also in the middle of things, when much is still open.
  const soon = start + Math.floor(random() * 7 * DAY);
  const asOf = pick(random, [start + 7 * DAY, start + 8 * DAY, start + 20 * DAY, soon, soon]);
  return {
    files: filesOf(pen),
    zone: pick(random, ZONES),
    monday,
    since,
    until: since + DAY + Math.ceil(random() * 10 * DAY),
    asOf,
    project: pick(random, [null, null, null, "shop"]),
    tool: pick(random, [null, null, null, null, "Bash"]),
    excludeTools: pick(random, [[], ["Edit"], ["Read", "Edit"]]),
  };
}

/** What a log is written with, and what stands in it already. */
interface Pen {
  readonly random: Random;
  readonly start: number;
  readonly live: Line[];
  readonly imported: Line[];
  /** Each costs a load of its own, so that not every log has them. */
  readonly hasOlder: boolean;
  readonly hasImported: boolean;
  serial: number;
}

function newPen(random: Random, start: number): Pen {
  const [hasOlder, hasImported] = [random() < 0.35, random() < 0.35];
  return { random, start, live: [], imported: [], hasOlder, hasImported, serial: 0 };
}

/** A call of a session, and what followed it. */
function writeCall(pen: Pen, session: number): void {
  const random = pen.random;
  const at = momentOf(pen, session);
  if (pen.hasOlder && random() < 0.3) {
    writeOlder(pen, session, at);
    return;
  }
  const agent = random() < 0.15 ? { agent_id: `a${Math.floor(random() * 2)}` } : {};
  const serial = pen.serial;
  const common = {
    ...placeOf(pen, session),
    ...agent,
    ...pick(random, TOOLS),
    tool_input: '{"file_path":"NOTES.md"}',
    input_mac: `m${random() < 0.1 ? 0 : serial}`,
    ...pick(random, [{}, {}, { source: "live" }, { source: "replay" }]),
  };
  const id = { tool_use_id: `toolu_${serial}` };
  const decided = random() < 0.9 ? pick(random, DECIDED) : pick(random, ODD);
  const call = {
    ...common,
    ...id,
    ...decided,
    event: "PreToolUse",
    native: pick(random, ["prompt", "no_prompt", "classifier", "unknown"]),
    permission_mode: pick(random, ["default", "default", "acceptEdits", "plan", "auto", "", "new"]),
    ...pick(random, [
      { attended: true },
      { attended: false },
      { entrypoint: "sdk-py" },
      { entrypoint: "cli" },
    ]),
    hook_ms: 20,
  };
  write(pen, call, at);
  if (random() < 0.25) write(pen, { ...common, event: "PermissionRequest" }, at + upTo(pen, 60));
  writeAfter(pen, common, id.tool_use_id, at);
  if (pen.hasImported && random() < 0.2) writeImported(pen, { ...common, ...id }, at);
}

/** The session goes on or ends. */
function writeEnding(pen: Pen, session: number): void {
  const random = pen.random;
  const event = pick(random, ["UserPromptSubmit", "Stop", "Stop", "SessionEnd", "SubagentStop"]);
  const agent =
    event === "SubagentStop" && random() < 0.9 ? { agent_id: pick(random, ["a0", "a1"]) } : {};
  write(
    pen,
    { ...placeOf(pen, session), ...agent, event },
    momentOf(pen, session) + upTo(pen, HOUR),
  );
}

/** What is no call: canaries, promotions, events without a session. */
function writeAside(pen: Pen): void {
  const random = pen.random;
  const tool = {
    tool_name: "Bash",
    tool_use_id: "toolu_0",
    tool_input: "{}",
    fingerprint: "Bash: x",
  };
  const canary = {
    ...tool,
    event: "PreToolUse",
    session_id: "claude-permit-canary-1",
    source: "canary",
  };
  write(pen, { ...canary, tier: "allow", decision: "allow", native: "prompt" }, momentOf(pen, 0));
  write(
    pen,
    {
      ...placeOf(pen, 1),
      event: "Promotion",
      tier: "deny_promote",
      decision: "promotion_blocked",
    },
    momentOf(pen, 1),
  );
  write(pen, { event: "Unreadable", session_id: "", cwd: "" }, momentOf(pen, 0));
  if (random() < 0.5) write(pen, { event: "SessionEnd", cwd: "/home/ana/shop" }, momentOf(pen, 0));
}

function filesOf(pen: Pen): { file: string; text: string }[] {
  const live = textOf(pen, pen.live);
  const torn = pen.random() < 0.3 ? '{"timestamp":"2026-' : "";
  const imported = textOf(pen, pen.imported);
  return [
    { file: "audit.jsonl", text: live + torn },
    ...(imported === "" ? [] : [{ file: "imported.jsonl", text: imported }]),
  ];
}

function writeOlder(pen: Pen, session: number, at: number): void {
  const { known: _, ...tool } = pick(pen.random, OLDER);
  const { project: __, ...place } = placeOf(pen, session);
  const decided = pick(pen.random, [
    { tier: "deny", decision: "deny", rule_matched: "deny[0]" },
    { tier: "passthrough", decision: "passthrough" },
    { tier: "manual", decision: "approve" },
  ]);
  const line = { ...place, ...tool, ...decided, event: "PreToolUse", timestamp: iso(at) };
  pen.live.push(line);
  // Alike to the letter, they are two calls.
  if (pen.random() < 0.2) pen.live.push(line);
  pen.live.push({
    ...line,
    event: "PostToolUse",
    tool_success: true,
    timestamp: iso(at + 500),
  });
}

function writeAfter(pen: Pen, common: Line, id: string, at: number): void {
  const random = pen.random;
  const late = pick(random, [5000, 5000, 5000, HOUR, 30 * HOUR, 9 * DAY]);
  const end = { ...common, tool_use_id: id, tier: "none", decision: "none" };
  const ends: readonly Line[] = pick(random, [
    [{ ...end, event: "PostToolUse", outcome: "ok" }],
    [{ ...end, event: "PostToolUse", outcome: "ok" }],
    [{ ...end, event: "PostToolUse" }],
    [{ ...end, event: "PostToolUse", tool_success: false }],
    [{ ...end, event: "PostToolUse", outcome: "success" }],
    [{ ...end, event: "PostToolUseFailure", outcome: "failed" }],
    [{ ...end, event: "PostToolUseFailure", outcome: "interrupted" }],
    [{ ...end, event: "PermissionDenied" }],
    [{ ...end, event: "Reconciled", outcome: "refused" }],
    [
      { ...end, event: "Reconciled", outcome: "interrupted" },
      { ...end, event: "PostToolUse" },
    ],
    [batchLine(common, id, true)],
    [batchLine(common, id, false)],
    [batchLine(common, id, true), { ...end, event: "Reconciled", outcome: "denied" }],
    [{ ...end, event: "PostToolUse", outcome: "ok" }, batchLine(common, id, false)],
    [],
    [],
  ]);
  for (const one of ends) write(pen, one, at + 100 + upTo(pen, late));
}

function batchLine(common: Line, id: string, refused: boolean): Line {
  const { tool_name: _, tool_input: __, input_mac: ___, fingerprint: ____, ...place } = common;
  const others = [{ tool_use_id: "toolu_elsewhere", refused: true }];
  const own = { tool_use_id: id, refused };
  return { ...place, event: "PostToolBatch", batch: [own, ...(refused ? others : [])] };
}

/** A call that was read from a transcript as well: no decision, and what came of it. */
function writeImported(pen: Pen, call: Line, at: number): void {
  const source = pen.random() < 0.5 ? { source: "import" } : { source: undefined };
  const line = { ...call, ...source, tier: "none", decision: "none" };
  pen.imported.push({ ...line, id: newId(pen), event: "PreToolUse", timestamp: iso(at) });
  if (pen.random() < 0.5) return;
  const end = { ...line, id: newId(pen), event: "PostToolUse", outcome: "ok" };
  pen.imported.push({ ...end, timestamp: iso(at + 100 + upTo(pen, 5000)) });
}

/** One line, twice where two registered hooks wrote it or a copy was appended. */
function write(pen: Pen, line: Line, at: number): void {
  const random = pen.random;
  const written = { ...line, id: newId(pen), timestamp: iso(at) };
  pen.live.push(written);
  if (random() < 0.07) {
    const again = { ...written, id: newId(pen), timestamp: iso(at + Math.floor(random() * 3)) };
    pen.live.push(again);
  }
  if (random() < 0.02) pen.live.push(written);
}

/** In order of time but for neighbours, with lines in between that nobody can read. */
function textOf(pen: Pen, lines: readonly Line[]): string {
  const timeOf = (line: Line): number => Date.parse(String(line["timestamp"]));
  const jitter = new Map(lines.map((line) => [line, timeOf(line) + upTo(pen, 30)]));
  return [...lines]
    .sort((a, b) => (jitter.get(a) ?? 0) - (jitter.get(b) ?? 0))
    .flatMap((line) => [
      ...(pen.random() < 0.02 ? [pick(pen.random, BAD)] : []),
      ...(pen.random() < 0.01 ? [""] : []),
      JSON.stringify(line),
    ])
    .map((line) => `${line}\n`)
    .join("");
}

/** Ids that sort otherwise than they were written. */
function newId(pen: Pen): string {
  pen.serial += 1;
  return `${Math.floor(pen.random() * 36 ** 4).toString(36)}-${pen.serial}`;
}

function placeOf(pen: Pen, session: number): Line {
  pen.serial += 1;
  const project = session % 3 === 0 ? "infra" : "shop";
  return { session_id: `s${session}`, cwd: `/home/ana/${project}`, project };
}

/** Sessions have their hours, and some are resumed: days, weeks or two months later. */
function momentOf(pen: Pen, session: number): number {
  const random = pen.random;
  const days = pick(random, [
    session % 2,
    session % 3,
    session % 5,
    session % 7,
    -1 - (session % 6),
    -7 - session,
    -session * 4,
  ]);
  const begins = pen.start + days * DAY + ((session * 7) % 24) * HOUR;
  return begins + Math.floor(random() * 4 * HOUR);
}

function upTo(pen: Pen, ms: number): number {
  return Math.floor(pen.random() * ms);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
