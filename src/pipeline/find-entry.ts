import { Entry } from "../model/entry.ts";
import { UserError } from "../model/errors.ts";
import { listLogs, logLines } from "../warehouse/logs.ts";

/** Fewer characters would find anything. */
const MIN_CHARS = 4;

/**
 * The one entry whose id ends in `ending`, as the hook's messages print it. Lines that are no
 * entries of ours are passed over. Throws UserError where there is none, or more than one.
 */
export async function findEntry(home: string, ending: string): Promise<Entry> {
  const wanted = ending.toUpperCase();
  if (!/^[0-9A-Z]{4,26}$/.test(wanted)) {
    throw new UserError(
      `explain takes the end of an entry's id, at least ${MIN_CHARS} characters of it, as claude-permit printed it.`,
    );
  }
  const found = await entriesEndingIn(home, wanted);
  const [first, second] = [...found.values()];
  if (first === undefined)
    throw new UserError(`No entry in ${home} has an id that ends in ${wanted}.`);
  if (second !== undefined) {
    throw new UserError(
      `${found.size} entries end in ${wanted}. Give more of the id: ${[...found.keys()].slice(0, 5).join(", ")}.`,
    );
  }
  return first;
}

async function entriesEndingIn(home: string, wanted: string): Promise<Map<string, Entry>> {
  // Searched as bytes first: most lines need no parsing.
  const mark = Buffer.from(`${wanted}"`);
  const found = new Map<string, Entry>();
  for (const log of listLogs(home)) {
    for await (const line of logLines(log, { offset: 0, lines: 0 }, Number.POSITIVE_INFINITY)) {
      if (!line.bytes.includes(mark)) continue;
      const entry = readEntry(line.bytes.toString("utf8"));
      if (entry?.id.endsWith(wanted) === true) found.set(entry.id, entry);
    }
  }
  return found;
}

function readEntry(line: string): Entry | undefined {
  try {
    const read = Entry.safeParse(JSON.parse(line));
    return read.success ? read.data : undefined;
  } catch {
    // A torn line, or not one of ours.
    return undefined;
  }
}
