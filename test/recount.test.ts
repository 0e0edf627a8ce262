import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { checkHome, checkMonths } from "./recount/home.ts";
import { isSoak } from "./support/soak.ts";

/*
 * Counts recorded tool calls straight from their files, in code that shares nothing with src, and
 * compares the product's own figures with it. The recorded data does not come with a clone. For
 * every commit it is one session in six.
 */
const DATA = join(import.meta.dirname, "../../shared/data/replay");
const BIN = join(import.meta.dirname, "../dist/bin.cjs");
const missing = existsSync(DATA) ? false : `no recorded data in ${DATA}`;

const Row = z.object({
  session_id: z.string().optional(),
  hook_event_name: z.string().optional(),
  tool_name: z.string().optional(),
  tool_use_id: z.string().optional(),
  outcome: z.string().optional(),
  timestamp: z.string().optional(),
  outcome_at: z.string().optional(),
});
type Row = z.infer<typeof Row>;

const Shown = z.object({
  calls: z.number(),
  sessions: z.number(),
  subagent_calls: z.number(),
  decisions: z.record(z.string(), z.number()),
  tiers: z.record(z.string(), z.number()),
  outcomes: z.record(z.string(), z.number()),
  tools: z.array(
    z.object({ tool_name: z.string(), calls: z.number(), failed: z.number(), refused: z.number() }),
  ),
  fingerprints: z.array(z.object({ fingerprint: z.string(), calls: z.number() })),
  coverage: z.object({ entries: z.number(), bad_lines: z.number(), files: z.number() }),
});

const Line = z.object({
  event: z.string(),
  tool_use_id: z.string().optional(),
  tier: z.string(),
  decision: z.string(),
  native: z.string().optional(),
});

const ONE_SESSION_IN = 6;
/** What is recorded in all, beside the hook payloads. */
const CALLS = 29_228;
const SESSIONS = 332;

let folder: string;
let home: string;
let recordings: string[];
let replayed: string;
let rows: Row[];
let floor: Set<string>;
/** What we say Claude Code would have done, by the call's id. */
let natives: Map<string, string>;
let stats: z.infer<typeof Shown>;

function ours(...words: string[]): string {
  return execFileSync(process.execPath, [BIN, ...words, "--home", home], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
}

function readStats(): z.infer<typeof Shown> {
  return Shown.parse(JSON.parse(ours("stats", "--since", "2026-01-01", "--tz", "UTC", "--json")));
}

/** The recordings, smallest first: as they are, or some sessions of each. */
function chosenRecordings(): string[] {
  const files = readdirSync(DATA)
    .filter((file) => /\.jsonl(\.gz)?$/.test(file))
    .map((file) => join(DATA, file))
    .sort((a, b) => statSync(a).size - statSync(b).size);
  return isSoak ? files : files.map(someSessionsOf);
}

function someSessionsOf(path: string): string {
  const ids = new Map<string, number>();
  const lines = linesIn(path).filter((line) => {
    const { session_id = "" } = Row.parse(JSON.parse(line));
    const place = ids.get(session_id) ?? ids.size;
    ids.set(session_id, place);
    return place % ONE_SESSION_IN === 0;
  });
  const some = join(folder, basename(path, ".gz"));
  writeFileSync(some, `${lines.join("\n")}\n`);
  return some;
}

function linesIn(path: string): string[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text.split("\n").filter((line) => line !== "");
}

function recordedRows(): Row[] {
  return recordings
    .filter((path) => !path.includes("hook-payloads--"))
    .flatMap((path) => linesIn(path).map((line) => Row.parse(JSON.parse(line))));
}

function called(): Row[] {
  return rows.filter((row) => row.hook_event_name === "PreToolUse");
}

/** The calls that our floor did not deny: only those ran, failed or were refused. */
function ran(): Row[] {
  return called().filter((row) => !floor.has(row.tool_use_id ?? ""));
}

function countBy(counted: readonly Row[], outcome?: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of counted) {
    const key = row.tool_name ?? "";
    if (outcome === undefined || row.outcome === outcome) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const README = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const TALKING = new Set(["AskUserQuestion", "ExitPlanMode"]);
const FILES = new Set(["Read", "Edit", "MultiEdit", "Write", "NotebookEdit"]);

/**
 * Whether a person was asked about a call, as far as its record tells. Nobody answers within a
 * second. A file is read or written in milliseconds where nobody is asked, so that more than two
 * seconds are a person's; a command may take that long by itself.
 */
function asked(row: Row): boolean | null {
  if (row.outcome === "rejected") return true;
  if (row.outcome !== "ok" && row.outcome !== "error") return null;
  const tookMs = Date.parse(row.outcome_at ?? "") - Date.parse(row.timestamp ?? "");
  if (tookMs < 1000) return false;
  return FILES.has(row.tool_name ?? "") && tookMs > 2000 ? true : null;
}

function share(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

describe.skipIf(missing)(
  `the recorded calls${missing === false ? "" : ` (skipped: ${missing})`}`,
  () => {
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "claude-permit-recount-"));
      home = join(folder, "home");
      mkdirSync(home, { mode: 0o700 });
      recordings = chosenRecordings();
      rows = recordedRows();
      replayed = ours("replay", ...recordings);
      const log = readFileSync(join(home, "audit.jsonl"), "utf8").trimEnd().split("\n");
      const lines = log.map((line) => Line.parse(JSON.parse(line)));
      floor = new Set(
        lines.flatMap((line) => (line.tier === "floor" ? [line.tool_use_id ?? ""] : [])),
      );
      natives = new Map(
        lines
          .filter((line) => line.event === "PreToolUse")
          .map((line) => [line.tool_use_id ?? "", line.native ?? ""]),
      );
      stats = readStats();
    }, 240_000);

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it("are all there: calls and sessions", () => {
      const sessions = new Set(rows.map((row) => row.session_id)).size;
      expect({ calls: stats.calls, sessions: stats.sessions }).toEqual({
        calls: called().length,
        sessions,
      });
      if (isSoak) expect([stats.calls, sessions]).toEqual([CALLS, SESSIONS]);
      else expect(stats.calls).toBeGreaterThan(CALLS / 8);
      expect(stats.coverage.bad_lines).toBe(0);
      expect(replayed).toContain(`${stats.calls.toLocaleString("en")} calls, ${sessions} sessions`);
      expect(replayed).toContain("64 payloads without a time skipped (use --at TIME)");
    });

    it("are denied by the floor alone, and each such call is known by its id", () => {
      // An empty home has no rules of its own.
      expect(stats.tiers["floor"]).toBe(floor.size);
      expect(stats.decisions["deny"]).toBe(floor.size);
      expect(floor.has("")).toBe(false);
      expect(ran().length + floor.size).toBe(called().length);
    });

    it("count by tool as in the files: calls, failures, refusals", () => {
      const calls = countBy(called());
      expect(Object.fromEntries(stats.tools.map((tool) => [tool.tool_name, tool.calls]))).toEqual(
        calls,
      );
      const failed = stats.tools.filter((tool) => tool.failed > 0);
      expect(Object.fromEntries(failed.map((tool) => [tool.tool_name, tool.failed]))).toEqual(
        countBy(ran(), "error"),
      );
      const refused = stats.tools.filter((tool) => tool.refused > 0);
      expect(Object.fromEntries(refused.map((tool) => [tool.tool_name, tool.refused]))).toEqual(
        countBy(ran(), "rejected"),
      );
    });

    it("end as in the files", () => {
      const ended = (outcome: string): number =>
        ran().filter((row) => row.outcome === outcome).length;
      expect(stats.outcomes).toMatchObject({
        ok: ended("ok"),
        failed: ended("error"),
        refused: ended("rejected"),
        denied: ended("denied") + floor.size,
        open: 0,
      });
      // Of which no result was recorded: their session ended, or a day passed.
      expect((stats.outcomes["interrupted"] ?? 0) + (stats.outcomes["unknown"] ?? 0)).toBe(
        ended("interrupted") + ended("cancelled") + ended("unknown"),
      );
    });

    it("add up, whichever way they are told apart", () => {
      const sum = (counts: Record<string, number>): number =>
        Object.values(counts).reduce((total, count) => total + count, 0);
      expect(sum(stats.decisions)).toBe(stats.calls);
      expect(sum(stats.tiers)).toBe(stats.calls);
      expect(sum(stats.outcomes)).toBe(stats.calls);
      expect(stats.fingerprints.reduce((total, row) => total + row.calls, 0)).toBe(stats.calls);
    });

    it.runIf(isSoak)("tell how far the estimate of prompts saved is off, as README says", () => {
      const judged = called().filter((row) => !TALKING.has(row.tool_name ?? ""));
      const prompt = judged.filter((row) => natives.get(row.tool_use_id ?? "") === "prompt");
      const files = prompt.filter((row) => FILES.has(row.tool_name ?? "")).map(asked);
      const told = files.filter((one) => one !== null);
      const shell = prompt.filter((row) => row.tool_name === "Bash");
      const refused = judged.filter((row) => row.outcome === "rejected");
      const foreseen = refused.filter((row) => prompt.includes(row));
      expect(README.replaceAll("\n", " ")).toContain(
        `of ${told.length.toLocaleString("en")} reads and edits of files called so, ` +
          `${share(told.filter((one) => !one).length, told.length)} did not ask; ` +
          `of ${shell.length.toLocaleString("en")} shell commands, at least ` +
          `${share(shell.filter((row) => asked(row) === false).length, shell.length)} did not; ` +
          `and of the refusals that people typed, ${share(foreseen.length, refused.length)} ` +
          "were at calls called so",
      );
    });

    it("are told as a recount of their log tells them", { timeout: 240_000 }, async () => {
      const run = (...words: string[]): string => ours(...words);
      await checkMonths(
        { home, zone: "UTC", run },
        {
          first: "2026-01-01",
          last: "2026-07-01",
          before: ["2024-01-01", "2024-07-01", "2025-01-01", "2025-07-01"],
        },
      );
      await checkHome({ home, monday: "2026-02-09", zone: "America/New_York", run });
    });

    it("stay as they are after a second replay and a second ingest", { timeout: 240_000 }, () => {
      const size = readFileSync(join(home, "audit.jsonl")).length;
      ours("replay", ...(isSoak ? recordings : recordings.slice(0, 3)));
      ours("ingest");
      expect(readFileSync(join(home, "audit.jsonl")).length).toBe(size);
      expect(readStats()).toEqual(stats);
    });
  },
);
