import { Entry } from "../model/entry.ts";
import { UserError } from "../model/errors.ts";
import { keyedLogs } from "../warehouse/keyed-logs.ts";
import { logLines } from "../warehouse/logs.ts";

/** An id or its end: Crockford's base 32, which has no I, L, O and U. */
const ENDING = /^[0-9A-HJKMNP-TV-Z]{4,26}$/;

/**
 * The one entry whose id ends in `word`, as the hook's messages print it; undefined where no id
 * ends so and the word may be a command line. Lines that are no entries of ours are passed over.
 * Throws UserError where several end so, or where a word that is written as ids are finds none.
 */
export async function entryNamed(home: string, word: string): Promise<Entry | undefined> {
  const wanted = word.trim().toUpperCase();
  if (!ENDING.test(wanted)) return undefined;
  const found = await entriesEndingIn(home, wanted);
  const [first, second] = [...found.values()];
  if (second !== undefined) {
    throw new UserError(
      `${found.size} entries end in ${wanted}. Give more of the id: ${[...found.keys()].slice(0, 5).join(", ")}.`,
    );
  }
  if (first === undefined && word.trim() === wanted) {
    throw new UserError(
      `No entry in ${home} has an id that ends in ${wanted}. For a program of that name: claude-permit explain --tool Bash ${wanted}`,
    );
  }
  return first;
}

async function entriesEndingIn(home: string, wanted: string): Promise<Map<string, Entry>> {
  // Searched as bytes first: most lines need no parsing.
  const mark = Buffer.from(`${wanted}"`);
  const found = new Map<string, Entry>();
  for (const { log } of await keyedLogs(home)) {
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
