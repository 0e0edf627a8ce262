import { readdirSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "./home.ts";
import { byAge, isSetAside } from "./log-names.ts";
import { readPrivateTail } from "./private.ts";

const TAIL_BYTES = 1 << 20;

/** Whether an entry of this id stands near the end of the log, or of the one set aside last. */
export function isInTail(home: string, id: string): boolean {
  return isSaid(home, `"id":${JSON.stringify(id)}`);
}

/** The same for an entry of a session. */
export function hasEntryOf(home: string, sessionId: string): boolean {
  return isSaid(home, `"session_id":${JSON.stringify(sessionId)}`);
}

function isSaid(home: string, words: string): boolean {
  const last = readdirSync(home).filter(isSetAside).sort(byAge).at(-1);
  const paths = [homePaths(home).log, ...(last === undefined ? [] : [join(home, last)])];
  return paths.some((path) => tailOf(path).includes(words));
}

/** The end of the log as text, each character a byte. */
export function logTail(home: string): string {
  return tailOf(homePaths(home).log);
}

function tailOf(path: string): string {
  return readPrivateTail(path, TAIL_BYTES)?.bytes.toString("latin1") ?? "";
}
