import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { JOB_LINES } from "../../src/commands/job-lines.ts";
import { readHistory } from "../../src/files/history.ts";
import { enqueueMessage } from "../../src/files/outbox.ts";
import { parseCommandConfig } from "../../src/files/read-config.ts";
import { HISTORY } from "../../src/model/history.ts";
import { deliverQueued, outboxOf } from "../../src/pipeline/deliver.ts";
import { runJobs } from "../../src/pipeline/schedule.ts";
import { approveAll } from "./approve.ts";
import { callsByDay } from "./calls.ts";
import { logText } from "./entry.ts";
import { fakeIo, temporaryFolder } from "./io.ts";
import { message } from "./message.ts";
import { seeded } from "./seeded.ts";
import { mailServer } from "./smtp.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Life {
  /** Weeks whose digest was due while it lived, oldest first: `2026-W40`. */
  readonly due: readonly string[];
  /** Subjects of the mails that arrived, with when, in the order of their coming. */
  readonly mails: readonly { readonly subject: string; readonly at: number; readonly id: string }[];
  readonly alerts: readonly { readonly key: string; readonly made: number }[];
  /** Keys of messages that were given up, with the reason. */
  readonly givenUp: ReadonlyMap<string, string>;
  /** Whether for so long, within these 24 hours, it was awake and the mail server up. */
  couldSend(from: number, ms: number): boolean;
}

export interface LifeSpan {
  readonly first: string;
  readonly days: number;
  readonly zone: string;
  readonly seed: number;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/**
 * Days of a machine that sleeps for hours and days, whose clock is sometimes set back, where two
 * processes run what is due, and whose mail server is down a third of the time.
 */
export async function live(given: LifeSpan): Promise<Life> {
  const random = seeded(given.seed);
  const start = Temporal.PlainDate.from(given.first).toZonedDateTime(given.zone).epochMilliseconds;
  const end = start + given.days * DAY;
  const down = outages(random, start, end);
  const clock = { now: start };
  const mails: { subject: string; at: number; id: string }[] = [];
  const isDown = (at: number): boolean => down.some((span) => at >= span.from && at < span.until);
  const server = await mailServer(() =>
    isDown(clock.now) ? (random() < 0.5 ? "cut" : { at: "data", code: 451 }) : "take",
  );
  const home = homeWith(server.port, given);
  const config = parseCommandConfig(configText(server.port, given.zone), "config.toml");
  approveAll(home, config);
  const io = (pid: number) =>
    fakeIo(home, { now: () => new Date(clock.now), pid, host: "desk.example" });
  const processes = [process.pid, process.ppid].map((pid) => ({ io: io(pid), home, config }));
  const alerts: { key: string; made: number }[] = [];
  const awake: Span[] = [];
  let from = clock.now;
  let seen = 0;
  while (clock.now < end) {
    if (random() < 1 / 45) {
      const key = `alert-x.${alerts.length}.mail.0a1b2c3d`;
      alerts.push({ key, made: clock.now });
      await enqueueAlert(processes[0], key, clock.now);
    }
    // Now one, now the other, now both at the same time.
    const chosen = random();
    const [one, other] = processes;
    const at = chosen < 0.5 ? [one] : chosen < 0.97 ? [other] : [one, other];
    await Promise.all(at.map((each) => each && pass(each)));
    for (const mail of server.mails.slice(seen)) mails.push({ ...headersOf(mail), at: clock.now });
    seen = server.mails.length;
    const sleeps = random() < 1 / 40;
    if (sleeps) {
      awake.push({ from, until: clock.now });
      clock.now += random() < 0.3 ? DAY + random() * 2 * DAY : random() * 14 * HOUR;
      from = clock.now;
    } else if (random() < 1 / 200) {
      clock.now -= random() * 3 * HOUR;
    } else {
      clock.now += (15 + random() * 60) * MINUTE;
    }
  }
  awake.push({ from, until: clock.now });
  const lines = readHistory(home, HISTORY.channels).lines;
  return {
    due: weeksDue(zonedIn(start, given.zone), clock.now),
    mails,
    alerts,
    givenUp: new Map(
      lines.flatMap((line) => (line.kind === "gave_up" ? [[line.key, line.reason] as const] : [])),
    ),
    couldSend: (at, ms) => {
      const until = at + DAY;
      const step = 5 * MINUTE;
      let good = 0;
      for (let now = at; now < until; now += step) {
        const isAwake = awake.some((span) => now >= span.from && now < span.until);
        good = isAwake && !isDown(now) ? good + step : 0;
        if (good >= ms) return true;
      }
      return false;
    },
  };
}

type Process = Parameters<typeof runJobs>[0];

async function pass(context: Process): Promise<void> {
  await runJobs(context, JOB_LINES);
  await deliverQueued(context);
}

async function enqueueAlert(context: Process | undefined, key: string, now: number) {
  if (context === undefined) return;
  const created_at = new Date(now).toISOString();
  const expires_at = new Date(now + DAY).toISOString();
  const given = { kind: "alert", subject: `alert ${key}`, created_at, expires_at } as const;
  await enqueueMessage(outboxOf(context), message({ key, html: null, ...given }));
}

/** A third of the time, never longer than two days. */
function outages(random: () => number, start: number, end: number): Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end; ) {
    const ms = HOUR + random() * 46 * HOUR;
    const up = ms * 2 * (0.5 + random());
    spans.push({ from: at + up, until: at + up + ms });
    at += up + ms;
  }
  return spans;
}

/** The week before each Monday 07:00 of the span, jitter included. */
function weeksDue(first: Temporal.ZonedDateTime, end: number): string[] {
  const weeks: string[] = [];
  for (let at = first.startOfDay(); at.epochMilliseconds < end; at = at.add({ days: 1 })) {
    const due = at.withPlainTime({ hour: 7, minute: 6 }).epochMilliseconds;
    if (at.dayOfWeek !== 1 || due <= first.epochMilliseconds || due > end) continue;
    weeks.push(`W${String(at.subtract({ days: 1 }).weekOfYear).padStart(2, "0")}`);
  }
  return weeks;
}

/** The local time of an instant. */
export function zonedIn(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toZonedDateTimeISO(zone);
}

function headersOf(mail: string): { subject: string; id: string } {
  return {
    subject: /^subject: (.*)$/im.exec(mail)?.[1]?.trim() ?? "",
    id: /^message-id: (.*)$/im.exec(mail)?.[1]?.trim() ?? "",
  };
}

function homeWith(port: number, { first, days, zone }: LifeSpan): string {
  const home = temporaryFolder();
  const log = logText(callsByDay({ first, days, ratio: 0.1 }));
  writeFileSync(join(home, "audit.jsonl"), log, { mode: 0o600 });
  writeFileSync(join(home, "config.toml"), configText(port, zone), { mode: 0o600 });
  return home;
}

function configText(port: number, zone: string): string {
  return `
[report]
time_zone = "${zone}"

[[job]]
name = "weekly"
cron = "0 7 * * MON"
run = "report digest --during last-week --to mail"

[[channel]]
name = "mail"
type = "email"
host = "127.0.0.1"
port = ${port}
security = "none"
from = "guard@desk.example"
to = ["owner@example.org"]
`;
}
