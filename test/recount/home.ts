import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Report } from "../../src/model/report.ts";
import { Stats } from "../../src/model/stats.ts";
import { dayFrom, plusDays, startOfDate, weekName, weeksUpTo } from "./calendar.ts";
import { expectScorecard, expectStats, expectTrends } from "./compare.ts";
import { readLog } from "./log.ts";
import { recountNativeError } from "./native-error.ts";
import { recountScorecard, recountTrends } from "./series.ts";
import { counted, recountStats } from "./stats.ts";

/** What is asked of a home: about the week that begins on a Monday of that zone. */
interface Asked {
  readonly home: string;
  readonly monday: string;
  readonly zone: string;
  /** Runs a command line of ours; what it prints. */
  readonly run: (...words: string[]) => string | Promise<string>;
}

/**
 * Compares what `stats`, the digest and both trends of a home print with a recount of its logs,
 * which the commands have loaded whole: none may hold older lines.
 */
export async function checkHome({ home, monday, zone, run }: Asked): Promise<void> {
  const ask = async (span: readonly string[], ...words: string[]): Promise<unknown> =>
    JSON.parse(await run(...words, ...span, "--tz", zone, "--json"));
  const during = ["--during", weekName(monday)];
  const own = counted(readLog(logsOf(home)));
  const asOf = Date.now();
  const common = { asOf, project: null, tool: null, excludeTools: [] };
  const spans = weeksUpTo(monday, 9, zone);
  const week = spans.at(-1);
  if (week === undefined) throw new Error("no week");
  const question = { ...common, ...week };
  const error = recountNativeError(own, question);
  expectStats(
    Stats.parse(await ask(during, "stats")),
    recountStats(own, question, spans.slice(-5, -1)),
    error,
  );

  const digest = Report.parse(await ask(during, "report", "digest"));
  expectScorecard(digest, recountScorecard(own, { ...common, spans }));

  const weeks = { ...common, spans: spans.slice(1) };
  const mondays = weeks.spans.map((_, index) => plusDays(monday, -7 * (7 - index)));
  const byWeek = Report.parse(await ask(during, "report", "trends"));
  const fourWeeks = weeksUpTo(monday, 12, zone).slice(0, 4);
  expectTrends(byWeek, recountTrends(own, weeks, fourWeeks), mondays.map(weekName));

  const dates = Array.from({ length: 56 }, (_, index) => plusDays(monday, index - 49));
  const days = { ...common, spans: dates.map((date) => dayFrom(date, zone)) };
  const eightWeeks = ["--since", plusDays(monday, -49), "--until", plusDays(monday, 7)];
  const byDay = Report.parse(await ask(eightWeeks, "report", "trends", "--by", "day"));
  const fourDays = [-53, -52, -51, -50].map((day) => dayFrom(plusDays(monday, day), zone));
  expectTrends(byDay, recountTrends(own, days, fourDays), dates);
}

/** `stats` over months at once; `before` is where each of the four spans before it begins. */
export async function checkMonths(
  { home, zone, run }: Omit<Asked, "monday">,
  { first, last, before }: { first: string; last: string; before: readonly string[] },
): Promise<void> {
  const printed = await run("stats", "--since", first, "--until", last, "--tz", zone, "--json");
  const spanOf = (from: string, to: string) => ({
    since: startOfDate(from, zone),
    until: startOfDate(to, zone),
  });
  const span = spanOf(first, last);
  const earlier = before.map((from, at) => spanOf(from, before[at + 1] ?? first));
  const question = { ...span, asOf: Date.now(), project: null, tool: null, excludeTools: [] };
  const own = counted(readLog(logsOf(home)));
  const error = recountNativeError(own, question);
  expectStats(Stats.parse(JSON.parse(printed)), recountStats(own, question, earlier), error);
}

function logsOf(home: string): { file: string; text: string }[] {
  return readdirSync(home)
    .filter((file) => file.endsWith(".jsonl"))
    .map((file) => ({ file, text: readFileSync(join(home, file), "utf8") }));
}
