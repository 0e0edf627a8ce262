import { callText } from "../findings/evasions.ts";
import type { Facts } from "../findings/facts.ts";
import { rowsOf } from "../findings/facts.ts";
import { sessionNames } from "../findings/session-names.ts";
import { count, counted, named, quote, text, time } from "../findings/values.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { Evasion } from "../model/evasion.ts";
import type { Block, Value } from "../model/report.ts";
import { columns, cut } from "./table.ts";

/** What a session is called in a report: its shortest beginning among those of the window. */
export function namesOf(facts: Facts): (id: string) => string {
  return sessionNames(rowsOf(facts, "sessions").map((row) => row.session_id));
}

/** Evasions as a table, most recent last: the denied call, and the one that reached the same. */
export function evasionTable(facts: Facts, empty: string): Block {
  const names = namesOf(facts);
  return {
    kind: "table",
    columns: columns("target", "when", "denied", "then", "session"),
    rows: facts.evasions.map((evasion) => [
      quote(evasion.target.name),
      time(evasion.reached.atMs, "day_clock"),
      quote(callText(evasion.denied)),
      quote(callText(evasion.reached)),
      named(`${names(evasion.sessionId)} ${evasion.project}`),
    ]),
    total: null,
    more: null,
    empty,
  };
}

/** One evasion in a sentence. */
export function evasionSentence(evasion: Evasion, names: (id: string) => string): Value[] {
  return [
    time(evasion.reached.atMs, "day_clock"),
    text("  "),
    quote(callText(evasion.denied)),
    text(", then "),
    quote(callText(evasion.reached)),
    text("  session "),
    quote(names(evasion.sessionId)),
  ];
}

/** The names of risks as a person would say them. */
const RISK_WORDS = {
  secret_read: "reads a secret",
  pipe_to_shell: "pipes into a shell",
  whole_disk: "touches a whole disk",
  production: "acts on production",
  publish: "publishes",
  force_push: "pushes by force",
  privilege: "takes more rights",
  recursive_delete: "deletes folders",
  startup_write: "writes what runs later",
  open_permissions: "opens file rights",
  discards_work: "discards work",
  upload: "sends files out",
  network_listener: "listens on the network",
  unread_code: "runs unread code",
} as const satisfies Record<MetricRow<"risky-allows">["risk"], string>;

/** What was allowed and may do harm, by what it may do and the kind of call. */
export function riskTable(facts: Facts, top: number, command: string | null): Block {
  const rows = rowsOf(facts, "risky-allows");
  const { shown, more } = cut(rows, top, command);
  return {
    kind: "table",
    columns: columns("risk", "kind of call", ">calls", ">sessions", "last", "example"),
    rows: shown.map((row) => [
      text(RISK_WORDS[row.risk]),
      named(row.fingerprint),
      count(row.calls),
      count(row.sessions),
      time(row.last_ms, "day_clock"),
      quote(row.example),
    ]),
    total: null,
    more,
    empty: "Nothing that may do harm was allowed.",
  };
}

const CHAIN_WORDS = {
  write_then_run: "written, then run",
  fetch_then_run: "fetched, then run",
} as const satisfies Record<MetricRow<"chains">["chain"], string>;

/** Chains that no single call shows. */
export function chainTable(facts: Facts, top: number, command: string | null): Block {
  const names = namesOf(facts);
  // What came from elsewhere first.
  const rows = [...rowsOf(facts, "chains")].sort(
    (a, b) => a.chain.localeCompare(b.chain) || b.run_ms - a.run_ms,
  );
  const { shown, more } = cut(rows, top, command);
  return {
    kind: "table",
    columns: columns("chain", ">runs", "first run", "session", "file"),
    rows: shown.map((row) => [
      text(CHAIN_WORDS[row.chain]),
      count(row.runs),
      time(row.run_ms, "day_clock"),
      named(`${names(row.session_id)} ${row.project}`),
      quote(row.run_subject),
    ]),
    total: null,
    more,
    empty: "Nothing was written or fetched and then run without anybody being asked.",
  };
}

/** `3 calls in 2 sessions`; nothing where there is none. */
export function riskSummary(facts: Facts): Value[] {
  const rows = rowsOf(facts, "risky-allows");
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  return calls === 0 ? [] : counted(calls, "call");
}
