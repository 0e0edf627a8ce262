import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { QueuedMessage } from "../model/message.ts";
import { homePaths } from "./home.ts";
import { hasCode, readPrivate, replacePrivate } from "./private.ts";

/** The folders of the outbox, in the order in which a message moves; `dropped` by hand. */
export const PLACES = ["queued", "sending", "sent", "dead", "dropped"] as const;
export type Place = (typeof PLACES)[number];

/** `unreadable`: not a message of ours; `gone`: another process moved it meanwhile. */
export function readMessage(path: string): QueuedMessage | "gone" | "unreadable" {
  const text = readPrivate(path);
  if (text === undefined) return "gone";
  try {
    const read = QueuedMessage.safeParse(JSON.parse(text));
    return read.success ? read.data : "unreadable";
  } catch (error) {
    if (error instanceof SyntaxError) return "unreadable";
    throw error;
  }
}

export function writeMessage(path: string, queued: QueuedMessage): void {
  replacePrivate(path, `${JSON.stringify(queued)}\n`);
}

/** False where the file was no longer there: another process moved it. */
export function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

/** Names of the files in a place; none where the folder is not there yet. */
export function namesIn(home: string, place: Place): string[] {
  try {
    const names = readdirSync(placeFolder(home, place));
    // A dot: a file that is still being written.
    return names.filter((name) => !name.startsWith(".")).sort();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

/** `KEY` of `KEY.json`, and of `KEY.PID.START` in `sending`. */
export function keyOf(place: Place, name: string): string {
  return place === "sending" ? name.split(".").slice(0, -2).join(".") : name.replace(/\.json$/, "");
}

/** The process that is sending: its id and its start. */
export function claimantOf(name: string): [pid: number, start: string] {
  const [pid = "", start = "x"] = name.split(".").slice(-2);
  return [Number(pid), start];
}

export function queuedPath(home: string, key: string): string {
  return join(placeFolder(home, "queued"), `${key}.json`);
}

export function placeFolder(home: string, place: Place): string {
  return join(homePaths(home).outbox, place);
}
