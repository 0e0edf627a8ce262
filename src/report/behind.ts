import { ours } from "../findings/command-line.ts";
import { type Facts, rowsOf } from "../findings/facts.ts";
import { named, quote, text, time } from "../findings/values.ts";
import type { MetricRow } from "../metrics/index.ts";
import type { Behind, Block, Value } from "../model/report.ts";
import { shellWord } from "../model/shell-word.ts";
import { TIERS } from "../model/words.ts";
import { type Places, placeOf } from "./cube.ts";
import { columns } from "./table.ts";

type Table = Extract<Block, { kind: "table" }>;
type Call = MetricRow<"calls-behind">;

/** Entries that are listed behind a count. */
const MOST = 50;

/** Enough of an id's end to be told apart; `explain` takes it. */
const SHORT_ID = 6;

interface Drill {
  /** The column of the counts. */
  readonly column: string;
  /** A call's place among the newest of its row; null where it does not count. */
  readonly place: (call: Call) => number | null;
  /** What the first cell of its row says. */
  readonly label: (call: Call) => string;
  /** The calls of its row, in SQL: of two calls the same, where they stand in one row. */
  readonly where: (call: Call) => string;
}

const LINES: Readonly<Record<string, string>> = {
  allow_rule: "allowed by your rules",
  allow_auto: "allowed by learned rules",
  llm_green: "allowed by the model",
  ask_rule: "asked, by rule",
  llm_yellow: "asked, by the model",
  floor: "denied by rule or built-in",
  deny_rule: "denied by rule or built-in",
  llm_red: "denied by the model",
  passthrough: "no opinion",
  error_passthrough: "error, no opinion",
};

/** What counts in the passthrough ratio; tools that config.toml leaves out are not in the table. */
const UNCOVERED = [
  "class = 'passthrough'",
  "coalesce(passthrough_reason, 'no_rule') in ('no_rule', 'llm_off', 'not_understood')",
  "permission_mode in ('default', 'acceptEdits', 'plan', 'unknown')",
  "not interactive",
].join(" and ");

/** The tables whose counts open, by the section that they stand in. */
const DRILLS: Readonly<Record<string, Drill>> = {
  denied: {
    column: "count",
    place: (call) => (isDenied(call) ? call.rule_place : null),
    label: (call) => {
      if (call.rule_kind === "llm") return "the model, RED";
      return call.rule_kind === "floor" ? `built-in: ${call.rule}` : call.rule;
    },
    where: (call) => `decision = 'deny' and ${ruleIs(call)}`,
  },
  "rule-hits": {
    column: "hits",
    place: (call) => (call.rule_id === "" ? null : call.rule_place),
    label: (call) => call.rule,
    where: ruleIs,
  },
  "what-was-decided": {
    column: "calls",
    place: (call) => call.class_place,
    label: (call) => LINES[call.class] ?? "",
    where: (call) =>
      isByRule(call) ? "class in ('floor', 'deny_rule')" : `class = ${literal(call.class)}`,
  },
  "no-rule-covered": {
    column: "calls",
    place: (call) => call.uncovered_place,
    label: (call) => call.fingerprint,
    where: (call) => `${UNCOVERED} and ${fingerprintIs(call)}`,
  },
  "most-frequent": {
    column: "calls",
    place: (call) => call.fingerprint_place,
    label: (call) => call.fingerprint,
    where: fingerprintIs,
  },
  sessions: {
    column: "calls",
    place: (call) => call.session_place,
    // The row has the beginning of the id, as short as it can be told.
    label: (call) => call.session_id,
    where: (call) => `session_id = ${literal(call.session_id)}`,
  },
};

/**
 * The table with the entries behind its counts. A row gets them only where they are as many as it
 * says: a list that does not add up is worse than none.
 */
export function withBehind(
  table: Table,
  sectionId: string,
  facts: Facts,
  places: Places | null,
): Table {
  const drill = DRILLS[sectionId];
  const column = table.columns.findIndex(({ title }) => title === drill?.column);
  if (drill === undefined || column === -1) return table;
  const groups = groupsOf(rowsOf(facts, "calls-behind"), drill);
  const rows = table.rows.map((row): Behind["rows"][number] => {
    const value = row[column];
    const count = value?.kind === "count" ? value.value : null;
    if (count === null) return null;
    const at = groups.findIndex(
      (group) => isLabelled(row[0], drill, group) && group.length === Math.min(count, MOST),
    );
    const [group] = at === -1 ? [] : groups.splice(at, 1);
    return group === undefined ? null : listOf(group, { count, drill, facts, places });
  });
  if (rows.every((row) => row === null)) return table;
  const titles = columns("id", "time", "project", "subject", "rule");
  return { ...table, behind: { version: 1, column, columns: titles, rows } };
}

/** Calls of a row together, the newest first. */
function groupsOf(calls: readonly Call[], drill: Drill): Call[][] {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const place = drill.place(call);
    if (place === null || place > MOST) continue;
    const where = drill.where(call);
    const group = groups.get(where);
    if (group === undefined) groups.set(where, [call]);
    else if (group.length < MOST) group.push(call);
  }
  return [...groups.values()];
}

function isLabelled(cell: Value | undefined, drill: Drill, [newest]: readonly Call[]): boolean {
  if (newest === undefined || (cell?.kind !== "quote" && cell?.kind !== "text")) return false;
  const label = drill.label(newest);
  if (drill !== DRILLS["sessions"]) return cell.text === label;
  const [start = ""] = cell.text.split(" ");
  return start !== "" && label.startsWith(start);
}

function listOf(
  group: readonly Call[],
  given: { count: number; drill: Drill; facts: Facts; places: Places | null },
): NonNullable<Behind["rows"][number]> {
  const { count, drill, facts, places } = given;
  const [newest] = group;
  const left = count - group.length;
  const isMore = left > 0 && newest !== undefined;
  return {
    entries: group.map((call) => ({
      cells: [
        text(call.id.slice(-SHORT_ID)),
        time(call.at_ms, "day_clock"),
        named(call.project),
        quote(call.subject === "" ? call.tool_name : call.subject),
        call.rule === "" ? text("") : named(call.rule),
      ],
      at: places === null ? null : placeIn(call, places),
    })),
    more: isMore ? { count: left, command: questionOf(drill.where(newest), facts) } : null,
  };
}

function placeIn(call: Call, { days, projects, tools }: Places): number[] {
  return [
    days.get(call.day) ?? -1,
    placeOf(projects, call.project),
    placeOf(tools, call.tool_name),
    TIERS.indexOf(call.tier),
  ];
}

/** The command that lists all of them. */
function questionOf(where: string, facts: Facts): string {
  const { since, until, timeZone } = facts.window;
  const parts = [
    `select id, ts, project, subject, rule from calls where ${where}`,
    `ts >= ${literal(since)} and ts < ${literal(until)}`,
    ...(facts.project === null ? [] : [`project = ${literal(facts.project)}`]),
    ...(facts.tool === null ? [] : [`tool_name = ${literal(facts.tool)}`]),
  ];
  const sql = `${parts.join(" and ")} order by ts desc`;
  return ours(`query --tz ${timeZone} ${shellWord(sql)}`, facts);
}

function isDenied(call: Call): boolean {
  return isByRule(call) || call.class === "llm_red";
}

function isByRule(call: Call): boolean {
  return call.class === "floor" || call.class === "deny_rule";
}

function ruleIs(call: Call): string {
  if (call.rule_id !== "") return `rule_id = ${literal(call.rule_id)}`;
  return call.rule === "" ? `tier = ${literal(call.tier)}` : `rule = ${literal(call.rule)}`;
}

function fingerprintIs(call: Call): string {
  return `coalesce(fingerprint, tool_name) = ${literal(call.fingerprint)}`;
}

function literal(words: string): string {
  return `'${words.replaceAll("'", "''")}'`;
}
