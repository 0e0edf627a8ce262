import { join } from "node:path";
import { isInGitWorkTree } from "../files/git-work-tree.ts";
import { homePaths } from "../files/home.ts";
import type { Channel, ChannelOf } from "../model/channel.ts";
import type { Message } from "../model/message.ts";
import type { Redaction } from "../model/redaction.ts";
import type { Report } from "../model/report.ts";
import { lastDay } from "../model/window.ts";
import { FORMATS, type Format, type RenderOptions, renderReport } from "../render/render.ts";
import { withoutPage } from "../report/page.ts";
import type { Context } from "./deliver.ts";

export interface Edited {
  readonly report: Report;
  /** `digest`, or the name of an alert. */
  readonly thread: string;
  readonly period: string;
  /** The markup of the mail that it would be. */
  readonly html: string;
  readonly options: EditionOptions;
}

type EditionOptions = Pick<RenderOptions, "userTemplates" | "host"> & {
  readonly redaction: Redaction;
};

type Edition = Partial<Pick<Message, "text" | "html" | "files" | "payload">>;

/** What a channel's message holds beside what every message does: the report as it takes it. */
export async function editionOf(channel: Channel, edited: Edited): Promise<Edition> {
  switch (channel.type) {
    case "email":
      return { html: edited.html };
    case "file":
      return { files: await filesOf(channel, edited) };
    case "stdout":
    case "command":
      return { text: await rendered(edited, channel.format) };
    case "slack":
      return { payload: await rendered(edited, "slack-blocks") };
    case "webhook":
      return { payload: await rendered(edited, "json") };
  }
}

/**
 * How much of the log's text a channel carries: what its table says; else all of it where it stays
 * with the user, and no paths and command lines to where others may read them.
 */
export function redactionOf(
  channel: Channel,
  { io, home }: Pick<Context, "io" | "home">,
): Redaction {
  if (channel.redaction !== undefined) return channel.redaction;
  if (channel.type === "stdout") return "full";
  if (channel.type !== "file") return "masked";
  const folder = channel.folder ?? homePaths(home).out;
  const own = folder.startsWith("~/") ? join(io.accountHome, folder.slice(2)) : folder;
  return isInGitWorkTree(own) ? "masked" : "full";
}

/** The file that `path` names; without one `digest-2026-W47.html` and its like in four formats. */
async function filesOf({ path }: ChannelOf<"file">, edited: Edited): Promise<Message["files"]> {
  if (path !== undefined) {
    const name = pathOf(path, edited);
    return [{ name, content: await rendered(edited, formatOf(name)) }];
  }
  const base = plain(`${edited.thread}-${edited.period}`).slice(0, 120);
  const files: Message["files"] = [];
  for (const format of ["html", "markdown", "text", "json"] as const) {
    const name = `${base}.${FORMATS[format].extension}`;
    files.push({ name, content: await rendered(edited, format) });
  }
  return files;
}

/** `{date}` is the last day of the window, so that what is caught up late keeps its own name. */
function pathOf(path: string, { report, thread, period }: Edited): string {
  const words: Readonly<Record<string, string>> = {
    name: plain(thread).slice(0, 60),
    period: plain(period).slice(0, 60),
    date: lastDay({ ...report.window, timeZone: report.window.time_zone }),
  };
  return path.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? "");
}

/** By the ending; the schema lets no other through. */
function formatOf(name: string): Format {
  const formats = ["markdown", "text", "html", "json", "email"] as const;
  return formats.find((format) => name.endsWith(`.${FORMATS[format].extension}`)) ?? "text";
}

function rendered({ report, options }: Edited, format: Format): Promise<string> {
  const shown = format === "html" ? report : withoutPage(report);
  return renderReport(shown, format, { columns: 80, colour: false, ascii: false, ...options });
}

/** As part of a file's name. */
function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.]+/, "") || "x";
}
