/** Digits of the length of the index in bytes. */
const LENGTH_DIGITS = 8;

/** Where a row stands among the rows: its first byte, and its length. */
type Place = readonly [start: number, length: number];
type Index = Readonly<Record<string, Readonly<Record<string, Place>>>>;

/**
 * What a file of the table of programs exports, kept as data by `scripts/data-bundles.mjs`: the
 * length of the index in bytes as so many digits, the index in JSON (by export and program), the
 * rows in JSON. A row is read when it is asked for: a line names few of the programs of a file.
 * All is ASCII. Throws SyntaxError for a file that breaks off.
 */
export function readTable(bytes: Buffer): unknown {
  const rows = LENGTH_DIGITS + Number(bytes.toString("latin1", 0, LENGTH_DIGITS));
  const index: Index = JSON.parse(bytes.toString("latin1", LENGTH_DIGITS, rows));
  return Object.fromEntries(
    Object.entries(index).map(([name, places]) => [name, lazyRows(places, bytes.subarray(rows))]),
  );
}

function lazyRows(places: Readonly<Record<string, Place>>, rows: Buffer): object {
  const read = new Map<string, unknown>();
  return new Proxy(places, {
    get: (_, program) => {
      if (typeof program !== "string" || !Object.hasOwn(places, program)) return undefined;
      const [start, length] = places[program] ?? [0, 0];
      if (!read.has(program)) {
        read.set(program, JSON.parse(rows.toString("latin1", start, start + length)));
      }
      return read.get(program);
    },
  });
}
