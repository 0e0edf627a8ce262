import { isAbsolute, join } from "node:path";
import { homePaths, keepsNoFiles } from "../files/home.ts";
import { addNotice, MESSAGE_NOTICE } from "../files/notices.ts";
import { replacePrivate } from "../files/private.ts";
import type { ChannelOf } from "../model/channel.ts";
import { DeliveryError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import { shortPaths } from "../model/short-path.ts";
import type { Outside } from "./index.ts";

/** System errors that no later attempt cures: something else stands where the folder should be. */
const LASTING = ["ENOENT", "ENOTDIR", "EEXIST", "EISDIR", "ELOOP", "ENAMETOOLONG"];

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "disk_full",
  EDQUOT: "disk_full",
  EACCES: "no_access",
  EPERM: "no_access",
  EROFS: "read_only",
};

/**
 * Writes the message's files into the channel's folder, each replaced in one step, mode 0600.
 * A message without files is written as its text. Where the channel is to `tell`, the next session
 * says in one line that there is something to read.
 */
export async function carryToFile(
  channel: ChannelOf<"file">,
  message: Message,
  outside: Outside,
): Promise<string> {
  const folder = folderOf(channel, outside);
  const files =
    message.files.length > 0
      ? message.files
      : [{ name: `${message.key}.txt`, content: `${message.subject}\n\n${message.text}` }];
  for (const { name, content } of files) {
    const path = join(folder, plainName(channel, name));
    try {
      replacePrivate(path, content);
    } catch (error) {
      throw failure(channel, path, error);
    }
  }
  const paths = files.map(({ name }) => join(folder, name));
  if (channel.tell) tell(message, paths, outside);
  return paths.join(", ");
}

function tell(message: Message, [path = ""]: readonly string[], outside: Outside): void {
  const short = shortPaths(path, outside.accountHome);
  const subject = message.subject.replace(/\p{C}+/gu, " ");
  const text = `${subject}: ${short}`;
  addNotice(outside.home, { id: `${MESSAGE_NOTICE}${message.key}`, text });
}

function folderOf(channel: ChannelOf<"file">, outside: Outside): string {
  const written = channel.folder;
  if (written === undefined) return homePaths(outside.home).out;
  const problem = folderProblem(written);
  if (problem !== undefined) {
    const text = `${channel.name}: folder ${problem} It stands in config.toml.`;
    throw new DeliveryError("configuration", text, false);
  }
  return isOfAccount(written) ? join(outside.accountHome, written.slice(1)) : written;
}

/** Why a folder may not be written to, as the rest of a sentence; undefined where it may. */
export function folderProblem(written: string): string | undefined {
  if (isOfAccount(written)) return undefined;
  if (!isAbsolute(written)) return `"${written}" is not absolute. Start it with "/" or "~/".`;
  if (!keepsNoFiles(written)) return undefined;
  return `"${written}" lies where no files are kept. Name a folder on a disk.`;
}

function isOfAccount(written: string): boolean {
  return written === "~" || written.startsWith("~/");
}

function plainName(channel: ChannelOf<"file">, name: string): string {
  // `a.md`, `2026/a.md`; not `../a.md`, `.a`, `/a`.
  if (/^(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}\/)*[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/.test(name)) {
    return name;
  }
  throw new DeliveryError(
    "bad_message",
    `${channel.name}: "${name}" is not the plain name of a file; nothing was written.`,
    false,
  );
}

function failure(channel: ChannelOf<"file">, path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") {
    return error;
  }
  const lasting = LASTING.includes(error.code);
  const next = lasting
    ? "No folder can be made there: move what is in its place, or name another in config.toml."
    : "Free space or open the folder; it is tried again.";
  const reason = REASONS[error.code] ?? (lasting ? "refused" : "disk");
  const text = `${channel.name}: ${path} could not be written (${error.code}). ${next}`;
  return new DeliveryError(reason, text, !lasting, { cause: error });
}
