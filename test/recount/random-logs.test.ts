import { afterAll, beforeAll, describe, it } from "vitest";
import { CommandConfig } from "../../src/model/config.ts";
import { composeReport, planReport } from "../../src/pipeline/report.ts";
import { readStats } from "../../src/pipeline/stats.ts";
import { SCORECARD_NEEDS } from "../../src/report/scorecard.ts";
import type { Reader } from "../../src/warehouse/reader.ts";
import { fakeIo } from "../support/io.ts";
import { createLoader, type Loader } from "../support/loaded.ts";
import { olderFingerprint, type RandomLog, randomLog } from "../support/random-log.ts";
import { isSoak } from "../support/soak.ts";
import { dayFrom, plusDays, weekName, weeksUpTo } from "./calendar.ts";
import { expectScorecard, expectStats, expectTrends } from "./compare.ts";
import { readLog } from "./log.ts";
import { recountNativeError } from "./native-error.ts";
import { recountScorecard, recountTrends } from "./series.ts";
import { type Counted, counted, recountStats } from "./stats.ts";

/** Small logs with all that may stand in one, each asked about its own span in its own zone. */
const LOGS = isSoak ? 200 : 10;
const BATCH = 10;

let loader: Loader;

beforeAll(async () => {
  loader = await createLoader();
});

afterAll(() => loader.close());

describe("the figures of random logs", () => {
  it.each(batches())(
    "are those of the recount: logs %i to %i",
    { timeout: 120_000 },
    async (from, to) => {
      for (let seed = from; seed <= to; seed += 1) await checkLog(seed);
    },
  );
});

function batches(): [number, number][] {
  return Array.from({ length: LOGS / BATCH }, (_, index) => [
    index * BATCH + 1,
    (index + 1) * BATCH,
  ]);
}

async function checkLog(seed: number): Promise<void> {
  const log = randomLog(seed);
  const own = counted(readLog(log.files), (line) =>
    olderFingerprint(line.tool ?? "", line.raw["tool_input"]),
  );
  await loader.load(log.files, iso(loadedAt(log)), async (reader, home) => {
    await checkStats(reader, log, own);
    await checkScorecard(reader, { log, own, home });
    await checkTrends(reader, { log, own, home, by: seed % 3 === 0 ? "day" : "week" });
  });
}

async function checkStats(reader: Reader, log: RandomLog, own: Counted): Promise<void> {
  const window = { since: iso(log.since), until: iso(log.until), timeZone: log.zone };
  const { project, tool, excludeTools } = log;
  const scope = { window, asOf: iso(log.asOf), project, tool, excludeTools };
  const length = log.until - log.since;
  const before = [4, 3, 2, 1].map((back) => ({
    since: log.since - back * length,
    until: log.until - back * length,
  }));
  const told = recountStats(own, log, before);
  // What nobody had read by then was not known to be bad.
  const unread = log.asOf < loadedAt(log) ? { bad_lines: 0, anchor: null } : {};
  const coverage = { ...told.coverage, ...unread };
  expectStats(await readStats(reader, scope), { ...told, coverage }, recountNativeError(own, log));
}

interface Asked {
  readonly log: RandomLog;
  readonly own: Counted;
  readonly home: string;
}

async function checkScorecard(reader: Reader, { log, own, home }: Asked): Promise<void> {
  const { definition, plan } = planReport(contextOf(log, home), {
    name: "digest",
    words: wordsOf(log),
  });
  const only = { ...definition, verdict: false, sections: ["the-week"], quiet: null } as const;
  const report = await composeReport(reader, only, { ...plan, needs: SCORECARD_NEEDS });
  const spans = weeksUpTo(log.monday, 9, log.zone);
  expectScorecard(report, recountScorecard(own, { ...log, spans }));
}

async function checkTrends(
  reader: Reader,
  { log, own, home, by }: Asked & { by: "day" | "week" },
): Promise<void> {
  const first = plusDays(log.monday, -49);
  const { during, ...words } = wordsOf(log);
  const days = { ...words, since: first, until: plusDays(log.monday, 7) };
  const request = { name: "trends", words: by === "day" ? days : { ...words, during }, by };
  const { definition, plan } = planReport(contextOf(log, home), request);
  const sections = ["decisions", "prompts", "passthrough-ratio", "tiers"] as const;
  const needs = ["classes", "scorecard", "passthrough-ratio", "first-seen"] as const;
  const report = await composeReport(reader, { ...definition, sections }, { ...plan, needs });
  const dates = Array.from({ length: 56 }, (_, index) => plusDays(first, index));
  const mondays = dates.filter((_, index) => index % 7 === 0);
  const spans =
    by === "day"
      ? dates.map((date) => dayFrom(date, log.zone))
      : weeksUpTo(log.monday, 8, log.zone);
  const before =
    by === "day"
      ? [-4, -3, -2, -1].map((day) => dayFrom(plusDays(first, day), log.zone))
      : weeksUpTo(log.monday, 12, log.zone).slice(0, 4);
  const labels = by === "day" ? dates : mondays.map(weekName);
  expectTrends(report, recountTrends(own, { ...log, spans }, before), labels);
}

function contextOf(log: RandomLog, home: string) {
  const config = CommandConfig.parse({ ratio: { exclude_tools: log.excludeTools } });
  return { io: fakeIo(home, { now: () => new Date(log.asOf) }), home, config };
}

function wordsOf(log: RandomLog) {
  return {
    during: weekName(log.monday),
    tz: log.zone,
    ...(log.project === null ? {} : { project: log.project }),
    ...(log.tool === null ? {} : { tool: log.tool }),
  };
}

/** Some are asked as of a time before they were loaded. */
function loadedAt(log: RandomLog): number {
  return log.until;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
