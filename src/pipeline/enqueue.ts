import { join } from "node:path";
import { TTL_MS } from "../deliver/backoff.ts";
import { isInGitWorkTree } from "../files/git-work-tree.ts";
import { homePaths } from "../files/home.ts";
import { enqueueMessage } from "../files/outbox.ts";
import type { Place } from "../files/outbox-folder.ts";
import { closest } from "../model/closest.ts";
import type { Channel } from "../model/config.ts";
import { UserError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { Redaction } from "../model/redaction.ts";
import type { Report } from "../model/report.ts";

import { FORMATS, renderMail, renderReport } from "../render/render.ts";
import { withoutPage } from "../report/page.ts";
import { type Context, outboxOf } from "./deliver.ts";
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
    const message = await messageFor(context, dispatch, channel);
    const done = await enqueueMessage(outboxOf(context), message);
    const place = done.kind === "queued" ? "new" : done.place;
    enqueued.push({ key: message.key, channel: channel.name, place });
  }
  return enqueued;
}

/**
 * A report for each channel. A window that is not over yet is another one at another time: for
 * a job at another `due`, so that the same run twice is one message.
 */
export function enqueueReport(
  context: Context,
  given: { report: Report; project: string | null; tool: string | null; due: string | null },
  channelNames: readonly string[],
): Promise<Enqueued[]> {
  const { report, project, tool, due } = given;
  const open = report.window.until > report.as_of ? (due ?? report.as_of) : null;
  const { since, until } = report.window;
  const period = [report.label, project, tool].filter((part) => part !== null).join("-");
  const rest = [report.id, since, until, project, tool, open];
  const dispatch: Dispatch = { report, kind: "digest", period, rest, thread: report.name };
  return enqueueDispatch(context, dispatch, channelNames);
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
    html: channel.type === "email" ? mail.html : null,
    files: channel.type === "file" ? await filesOf(dispatch, options) : [],
    thread: threadOf(thread, channel),
  };
}

/**
 * How much of the log's text a channel carries: what its table says; else all of it into a folder
 * of the user's own, and no paths and command lines to where others may read them.
 */
function redactionOf(channel: Channel, { io, home }: Pick<Context, "io" | "home">): Redaction {
  if (channel.redaction !== undefined) return channel.redaction;
  if (channel.type !== "file") return "masked";
  const folder = channel.folder ?? homePaths(home).out;
  const own = folder.startsWith("~/") ? join(io.accountHome, folder.slice(2)) : folder;
  return isInGitWorkTree(own) ? "masked" : "full";
}

/** `digest-2026-W47.html` and its like: every edition but that of a mail. */
async function filesOf(
  { report, thread, period }: Dispatch,
  own: { readonly userTemplates: string; readonly redaction: Redaction },
): Promise<Message["files"]> {
  const base = `${thread}-${period}`.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 120);
  const files: Message["files"] = [];
  for (const format of ["html", "markdown", "text", "json"] as const) {
    const options = { columns: 80, colour: false, ascii: false, ...own };
    const shown = format === "html" ? report : withoutPage(report);
    const content = await renderReport(shown, format, options);
    files.push({ name: `${base}.${FORMATS[format].extension}`, content });
  }
  return files;
}

export function channelNamed({ config }: Context, name: string): Channel {
  const found = config.channel.find((channel) => channel.name === name);
  if (found !== undefined) return found;
  const names = config.channel.map((channel) => channel.name);
  if (names.length === 0) {
    throw new UserError(`There is no channel "${name}": config.toml has no [[channel]].`);
  }
  const near = closest(name, names);
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  throw new UserError(`There is no channel "${name}".${hint} There are: ${names.join(", ")}.`);
}
