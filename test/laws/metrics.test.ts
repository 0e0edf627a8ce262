import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { METRICS, type MetricName } from "../../src/metrics/index.ts";
import { parseRows } from "../../src/metrics/rows.ts";
import { Entry } from "../../src/model/entry.ts";
import { windowSeries } from "../../src/model/window.ts";
import { ingestLogs } from "../../src/pipeline/ingest.ts";
import { ENTRY_FIELDS } from "../../src/warehouse/columns.ts";
import { openForReading, type Warehouse } from "../../src/warehouse/open.ts";
import {
  createReader,
  type MeasureScope,
  metricSql,
  scopeParameters,
} from "../../src/warehouse/reader.ts";
import { copyRows, createPostgres, onPostgres, rounded } from "../support/both-engines.ts";
import { busyLog } from "../support/busy-log.ts";
import { entry, logText } from "../support/entry.ts";
import { fakeIo, folderUntilEnd } from "../support/io.ts";

const NAMES = Object.keys(METRICS).filter((name): name is MetricName => name in METRICS);
const SQL_FOLDER = join(import.meta.dirname, "../../src/metrics");

const week = {
  since: "2026-11-15T23:00:00.000Z",
  until: "2026-11-22T23:00:00.000Z",
  timeZone: "Europe/Amsterdam",
};

function scopeOf(name: MetricName, parts: Partial<MeasureScope> = {}): MeasureScope {
  return {
    windows: METRICS[name].series ? windowSeries(week, 9) : [week],
    asOf: "2026-11-23T06:00:00.000Z",
    project: null,
    tool: null,
    excludeTools: [],
    ...parts,
  };
}

const SCOPES: [string, Partial<MeasureScope>][] = [
  ["everything", {}],
  ["one project and one tool", { project: "shop", tool: "Bash" }],
  ["without a tool in the ratios", { excludeTools: ["Edit", "Read"] }],
  ["as of the middle of the week", { asOf: "2026-11-18T12:00:00.000Z" }],
  [
    "an empty window",
    {
      windows: [{ ...week, since: "2020-01-01T00:00:00.000Z", until: "2020-01-02T00:00:00.000Z" }],
    },
  ],
];

/**
 * What no random call does: one that was denied is made again and allowed, also another way, a rule
 * is learned, a script is written and run, what was allowed is asked about
 * again, and something is new.
 */
const RARE = [
  entry({ tier: "llm", decision: "deny", llm_score: "RED", input_mac: "again" }),
  entry({ tier: "allow", decision: "allow", input_mac: "again", at: "2026-11-18T11:00:00.000Z" }),
  entry({ event: "Promotion", decision: "promoted", promoted_rule: "learned-ls", tool: "Bash" }),
  entry({ tier: "deny", decision: "deny", subject: "cat .env", fingerprint: "Bash: cat" }),
  entry({
    ...{ tier: "allow", decision: "allow", subject: "tac .env", fingerprint: "Bash: tac" },
    ...{ at: "2026-11-18T10:02:00.000Z", risks: ["secret_read"], programs: ["tac"] },
  }),
  entry({ tool: "Write", subject: "/tmp/a.sh" }),
  entry({
    ...{ tier: "allow", decision: "allow", subject: "sh /tmp/a.sh", risks: ["unread_code"] },
    at: "2026-11-18T10:02:00.000Z",
  }),
  entry({ tier: "allow", decision: "allow", rule: "ls", rule_id: "aa", input_mac: "asked" }),
  entry({ input_mac: "asked", at: "2026-11-19T10:00:00.000Z" }),
  entry({ event: "PermissionRequest", input_mac: "asked", at: "2026-11-19T10:00:01.000Z" }),
  entry({ permission_mode: "bypassPermissions" }),
];

let duck: Warehouse;
let home: string;
let postgres: PGlite;

beforeAll(async () => {
  home = folderUntilEnd();
  writeFileSync(join(home, "audit.jsonl"), logText([...busyLog(1500), ...RARE]), {
    mode: 0o600,
  });
  await ingestLogs({ io: fakeIo(home, { pid: process.pid }), home });
  const opened = await openForReading(join(home, "warehouse.duckdb"));
  if (opened === undefined) throw new Error("no warehouse");
  duck = opened;
  postgres = await createPostgres();
  await copyRows(duck, postgres);
  // Without it the engine takes every table for a small one, and joins row by row.
  await postgres.exec("analyze");
}, 60_000);

afterAll(async () => {
  duck.close();
  await postgres.close();
});

describe.each(NAMES)("the metric %s", (name) => {
  it.each(SCOPES)("answers alike on both engines: %s", async (_, parts) => {
    const scope = scopeOf(name, parts);
    const reader = createReader(duck, { home, fallback: false });
    const here = await reader.measure(name, scope);
    const there = parseRows(name, await onPostgres(postgres, name, scope));
    expect(rounded(there)).toEqual(rounded(here));
  });

  it("has rows for a busy log, in a stated order", async () => {
    const reader = createReader(duck, { home, fallback: false });
    expect((await reader.measure(name, scopeOf(name))).length).toBeGreaterThan(0);
    expect(metricSql(name)).toMatch(/\norder by /);
  });

  it("opens with its question and takes parameters only", () => {
    const sql = metricSql(name);
    expect(sql.startsWith(`-- ${METRICS[name].question}`.slice(0, 60))).toBe(true);
    const known = Object.keys(scopeParameters(scopeOf(name)));
    const used = [...sql.matchAll(/\$([a-z_]+)/g)].map((match) => match[1]);
    expect(used.filter((key) => key === undefined || !known.includes(key))).toEqual([]);
  });
});

describe("the table of metrics", () => {
  it("lists every file, and no other", () => {
    const files = readdirSync(SQL_FOLDER).filter((file) => file.endsWith(".sql"));
    expect(files.map((file) => file.slice(0, -4)).sort()).toEqual([...NAMES].sort());
  });

  it("asks only in the part of SQL that both engines share", () => {
    for (const name of NAMES) {
      const sql = readFileSync(join(SQL_FOLDER, `${name}.sql`), "utf8").replace(/--.*$/gm, "");
      expect(sql, name).not.toMatch(
        /\bqualify\b|\bstrftime\b|\bto_char\b|\bround\(|[^%]~|json|::|\blist_/,
      );
    }
  });
});

describe("the columns of an entry", () => {
  it("are those of the schema", () => {
    expect(new Set(Object.keys(ENTRY_FIELDS))).toEqual(new Set(Object.keys(Entry.shape)));
  });
});
