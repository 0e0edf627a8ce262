import { join } from "node:path";
import { TTL_MS } from "../deliver/backoff.ts";
import { enqueueMessage, placeOf } from "../files/outbox.ts";
import type { Place } from "../files/outbox-folder.ts";
import type { Channel } from "../model/channel.ts";
import type { Message } from "../model/message.ts";
import type { Redaction } from "../model/redaction.ts";
import type { Report } from "../model/report.ts";
import { hourAfter } from "../model/window.ts";
import { renderMail } from "../render/render.ts";
import { channelNamed } from "./channels.ts";
import { type Context, outboxOf } from "./deliver.ts";
import { editionOf, redactionOf } from "./editions.ts";
import { messageKey, threadOf } from "./message-key.ts";

/** What is sent, and what makes it the same as another one. */
export interface Dispatch {
  readonly report: Report;
  readonly kind: Message["kind"];
  /** `2026-W47`, or the episode of an alert. Sent once to a destination. */
  readonly period: string;
  /** What else tells two of a period apart: project, tool, zone. */
  readonly rest: readonly (string | null)[];
  /** Messages with the same subject matter thread together: `digest`, an alert's name. */
  readonly thread: string;
}

export interface Enqueued {
  readonly key: string;
  readonly channel: string;
  /** Where the very same message already was; `new` where it was not. */
  readonly place: Place | "new";
  /** ISO 8601 UTC: not sent sooner; null where it may go at once. */
  readonly notBefore: string | null;
}

/**
 * Puts the report in line for each channel, rendered in full: nothing is left to do at sending.
 * Throws UserError for a channel that config.toml does not have, before anything is queued.
 */
export async function enqueueDispatch(
  context: Context,
  dispatch: Dispatch,
  channelNames: readonly string[],
): Promise<Enqueued[]> {
  const channels = [...new Set(channelNames)].map((name) => channelNamed(context, name));
  const enqueued: Enqueued[] = [];
  for (const channel of channels) {
    const { message, notBefore } = await planned(context, dispatch, channel);
    const done = await enqueueMessage(outboxOf(context), message, notBefore ?? undefined);
    const place = done.kind === "queued" ? "new" : done.place;
    enqueued.push({ key: message.key, channel: channel.name, place, notBefore });
  }
  return enqueued;
}

/**
 * A report for each channel. A window that is not over yet is another one at another time: for
 * a job at another `due`, so that the same run twice is one message.
 */
export function enqueueReport(
  context: Context,
  given: GivenReport,
  channelNames: readonly string[],
): Promise<Enqueued[]> {
  return enqueueDispatch(context, reportDispatch(given), channelNames);
}

export interface GivenReport {
  readonly report: Report;
  readonly project: string | null;
  readonly tool: string | null;
  readonly due: string | null;
}

function reportDispatch({ report, project, tool, due }: GivenReport): Dispatch {
  const open = report.window.until > report.as_of ? (due ?? report.as_of) : null;
  const { since, until } = report.window;
  const period = [report.label, project, tool].filter((part) => part !== null).join("-");
  const rest = [report.id, since, until, project, tool, open];
  return { report, kind: "digest", period, rest, thread: report.name };
}

/** A message that would be queued, and where its key already is. */
export interface PlannedMessage {
  readonly channel: Channel;
  readonly message: Message;
  readonly place: Place | "new";
  readonly notBefore: string | null;
  readonly redaction: Redaction;
}

/** What `enqueueReport` would put in line. Throws UserError for a channel that is not there. */
export async function planReportMessages(
  context: Context,
  given: GivenReport,
  channelNames: readonly string[],
): Promise<PlannedMessage[]> {
  const channels = [...new Set(channelNames)].map((name) => channelNamed(context, name));
  const plans: PlannedMessage[] = [];
  for (const channel of channels) {
    const { message, notBefore } = await planned(context, reportDispatch(given), channel);
    const place = placeOf(context.home, message.key) ?? "new";
    const redaction = redactionOf(channel, context);
    plans.push({ channel, message, place, notBefore, redaction });
  }
  return plans;
}

async function planned(
  context: Context,
  dispatch: Dispatch,
  channel: Channel,
): Promise<{ message: Message; notBefore: string | null }> {
  const message = await messageFor(context, dispatch, channel);
  const { report, kind } = dispatch;
  // Of a window that goes on the figures are of now, and so is the message.
  const isOver = report.window.until <= report.as_of;
  const morning = kind === "digest" && isOver ? weeklyMorning(report) : undefined;
  if (morning === undefined || morning <= message.created_at) return { message, notBefore: null };
  const expires_at = new Date(Date.parse(morning) + TTL_MS[kind]).toISOString();
  return { message: { ...message, expires_at }, notBefore: morning };
}

/** In its reader's zone. By then what came late of the last day is loaded. */
const MORNING_HOUR = 6;

/** A report of a whole week is not sent before the morning after it. */
function weeklyMorning({ label, window }: Report): string | undefined {
  if (!/^\d{4}-W\d{2}$/.test(label)) return undefined;
  return hourAfter({ ...window, timeZone: window.time_zone }, MORNING_HOUR);
}

/** The outbox key of what would be sent. */
function dispatchKey(
  { thread, period, rest }: Omit<Dispatch, "report" | "kind">,
  channel: Channel,
): string {
  return messageKey({ kind: thread, period, channel, rest });
}

async function messageFor(
  { io, home }: Context,
  dispatch: Dispatch,
  channel: Channel,
): Promise<Message> {
  const { report, kind, thread } = dispatch;
  const options = {
    userTemplates: join(home, "templates"),
    redaction: redactionOf(channel, { io, home }),
    host: io.host,
  };
  const mail = await renderMail(report, options);
  const now = io.now();
  return {
    version: 1,
    key: dispatchKey(dispatch, channel),
    kind,
    channel: channel.name,
    host: io.host,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + TTL_MS[kind]).toISOString(),
    subject: mail.subject,
    severity: report.verdict?.level ?? "none",
    text: mail.text,
    html: null,
    files: [],
    payload: null,
    thread: threadOf(thread, channel),
    ...(await editionOf(channel, { ...dispatch, html: mail.html, options })),
  };
}
