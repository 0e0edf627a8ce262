import { join } from "node:path";
import { readHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import type { ArchivedPart } from "../model/archive.ts";
import { HISTORY } from "../model/history.ts";
import { type LogFile, logBytes } from "./logs.ts";

/** A log and what it is known by. */
interface Keyed {
  readonly log: LogFile;
  readonly key: string;
}

/** Every part that was archived, oldest first. */
export function archivedParts(home: string): ArchivedPart[] {
  return [...readHistory(home, HISTORY.archives).lines];
}

/**
 * The logs of `keyed`, and those whose beginning or whole stands in archives: with their archived
 * lines before what is left of them, so that nobody who reads a log by its key sees a difference.
 * A log that still lies there from its start needs no archive.
 */
export function withArchives<T extends Keyed>(home: string, keyed: readonly T[]): (T | Keyed)[] {
  const parts = archivedParts(home);
  const rests = new Set<string>();
  const joined: Keyed[] = [];
  for (const key of new Set(parts.map((part) => part.log_key))) {
    if (keyed.some((one) => one.key === key)) continue;
    const chain = chainOf(parts, key);
    const cut = chain.find((part) => keyed.some((one) => one.key === part.rest_key));
    const rest = keyed.find((one) => one.key === cut?.rest_key);
    if (rest !== undefined) rests.add(rest.key);
    const first = chain[0];
    if (first === undefined) continue;
    const until = cut === undefined ? chain : chain.slice(0, chain.indexOf(cut) + 1);
    joined.push({ key, log: joinedLog(home, until, rest?.log) });
  }
  return [...keyed.filter((one) => !rests.has(one.key)), ...joined].sort((a, b) =>
    a.log.file < b.log.file ? -1 : 1,
  );
}

/** A log's parts without a gap, from its start. */
export function chainOf(parts: readonly ArchivedPart[], key: string): ArchivedPart[] {
  const chain: ArchivedPart[] = [];
  for (;;) {
    const from = chain.at(-1)?.to ?? 0;
    const next = parts.findLast((part) => part.log_key === key && part.from === from);
    if (next === undefined || next.to <= from) return chain;
    chain.push(next);
  }
}

function joinedLog(
  home: string,
  parts: readonly ArchivedPart[],
  rest: LogFile | undefined,
): LogFile {
  const end = parts.at(-1)?.to ?? 0;
  const month = parts.at(-1)?.month ?? "";
  return {
    file: rest?.file ?? parts.at(-1)?.file ?? "",
    path: rest?.path ?? join(home, "archive", `${month}.parquet`),
    // Not a file whose size is its length: it is read through `read` alone.
    compressed: true,
    size: end + (rest?.size ?? 0),
    mtimeMs: rest?.mtimeMs ?? 0,
    inode: rest?.inode ?? 0,
    archived: { to: end, rest },
    read: (from) => joinedBytes(home, { parts, rest, end }, from),
  };
}

async function* joinedBytes(
  home: string,
  { parts, rest, end }: { parts: readonly ArchivedPart[]; rest: LogFile | undefined; end: number },
  from: number,
): AsyncGenerator<Buffer> {
  // Most that list logs never read an archive, and should not wait for the database to load.
  const { archivePath, partBytes } = await import("./archive.ts");
  const { cache } = homePaths(home);
  for (const part of parts.filter(({ to }) => to > from)) {
    let skip = Math.max(0, from - part.from);
    for await (const chunk of partBytes(archivePath(home, part.month), part, cache)) {
      if (chunk.length > skip) yield chunk.subarray(skip);
      skip = Math.max(0, skip - chunk.length);
    }
  }
  if (rest !== undefined) yield* logBytes(rest, Math.max(0, from - end));
}
