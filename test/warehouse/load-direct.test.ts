import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ingestLogs } from "../../src/pipeline/ingest.ts";
import { openForReading } from "../../src/warehouse/open.ts";
import { busyLog } from "../support/busy-log.ts";
import { entry, logText } from "../support/entry.ts";
import { fakeIo, temporaryFolder } from "../support/io.ts";

/** What stands in each table after the lines are loaded into a home of their own. */
async function loaded(home: string, lines: readonly unknown[]): Promise<Record<string, unknown>> {
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(join(home, "audit.jsonl"), logText(lines), { mode: 0o600 });
  await ingestLogs({ io: fakeIo(home, { pid: process.pid }), home });
  const warehouse = await openForReading(join(home, "warehouse.duckdb"));
  if (warehouse === undefined) throw new Error("no warehouse");
  const found: Record<string, unknown> = {};
  for (const table of TABLES) {
    const rows = await warehouse.connection.runAndReadAll(`from ${table} order by all`);
    found[table] = rows.getRowObjectsJson();
  }
  warehouse.close();
  return found;
}

const TABLES = [
  "entries",
  "entry_near_misses",
  "entry_programs",
  "entry_hosts",
  "entry_risks",
  "entry_rules_used",
  "entry_batch",
];

/** Begins and ends like an entry, so only the load finds it: then the slice is read by a stage. */
const GLUED = '{"v":1,"id":"torn by a cra{"v":1}';

describe("a slice that is loaded directly", () => {
  const log = [
    ...busyLog(800),
    entry({
      at: "2026-11-22T10:00:00Z",
      programs: ["git", "ls"],
      hosts: ["example.com"],
      risks: ["network"],
      rules_used: ["aaaaaaaaaaaa"],
      near_misses: [{ rule: "a", rule_id: "b", clause: "program", found: "ls" }],
    }),
    entry({ at: "2026-11-22T11:00:00Z", tool_use_id: "asked", session_id: "s" }),
    entry({ at: "2026-11-22T11:00:01Z", event: "PermissionRequest", session_id: "s" }),
  ];

  it("gives the rows that its way by a stage gives", async () => {
    const folder = temporaryFolder();
    const directly = await loaded(join(folder, "directly"), log);
    const byStage = await loaded(join(folder, "by-stage"), [...log, GLUED]);
    expect(directly).toEqual(byStage);
    for (const table of TABLES) expect(directly[table], table).not.toEqual([]);
  });

  it("is not, where a call is logged twice in it: one of both is first", async () => {
    const twice = { tool_use_id: "twice", session_id: "s" };
    const { entries } = await loaded(join(temporaryFolder(), "home"), [
      ...log,
      entry({ at: "2026-11-22T12:00:00Z", ...twice }),
      entry({ at: "2026-11-22T12:00:00Z", ...twice }),
    ]);
    expect(entries).toHaveLength(log.length + 2);
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ tool_use_id: "twice", is_first: true }),
        expect.objectContaining({ tool_use_id: "twice", is_first: false }),
      ]),
    );
  });
});
