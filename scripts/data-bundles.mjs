// The table of programs is data that functions write down in fewer words. A start of the hook has no
// time to run them: what they make is kept as JSON instead, as src/hook/table-file.ts reads it.
import { deepStrictEqual } from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Whether a source file is one of the table. */
export function isTable(path) {
  return /[\\/]src[\\/]policy[\\/]programs[\\/][^\\/]+\.ts$/.test(path);
}

const LENGTH_DIGITS = 8;

/** Puts what a bundle exports in its place, in ASCII. Throws where that is more than JSON can say. */
export function asData(bundle, data) {
  const starts = new Map();
  let rows = "";
  const placeOf = (row) => {
    const json = JSON.stringify(row).replace(/[^\x20-\x7e]/g, escaped);
    deepStrictEqual(JSON.parse(json), row, `${bundle} is not plain data`);
    // Rows that stand under several names are kept once.
    if (!starts.has(json)) {
      starts.set(json, rows.length);
      rows += json;
    }
    return [starts.get(json), json.length];
  };
  const places = (table) =>
    Object.fromEntries(Object.entries(table).map(([name, row]) => [name, placeOf(row)]));
  const index = JSON.stringify(
    Object.fromEntries(
      Object.entries(require(bundle)).map(([name, table]) => [name, places(table)]),
    ),
  );
  rmSync(bundle);
  writeFileSync(data, `${String(index.length).padStart(LENGTH_DIGITS, "0")}${index}${rows}`);
}

function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
