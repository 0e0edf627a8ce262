// The table of programs is data that functions write down in fewer words. A start of the hook has no
// time to run them: what they make is kept as JSON instead.
import { deepStrictEqual } from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Whether a source file is one of the table. */
export function isTable(path) {
  return /[\\/]src[\\/]policy[\\/]programs[\\/][^\\/]+\.ts$/.test(path);
}

/** Puts what a bundle exports in its place, in ASCII. Throws where that is more than JSON can say. */
export function asData(bundle, data) {
  const exported = { ...require(bundle) };
  const json = JSON.stringify(exported);
  deepStrictEqual(JSON.parse(json), exported, `${bundle} is not plain data`);
  rmSync(bundle);
  writeFileSync(data, json.replace(/[^\x20-\x7e]/g, escaped));
}

function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
