// The table of programs is data that functions write down in fewer words. A start of the hook has no
// time to run them: what they make is put into the bundle instead.
import { deepStrictEqual } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Whether a source file is one of the table. */
export function isTable(path) {
  return /[\\/]src[\\/]policy[\\/]programs[\\/][^\\/]+\.ts$/.test(path);
}

/** Replaces a bundle by what it exports. Throws where that is more than JSON can say. */
export function asData(bundle) {
  const exported = { ...require(bundle) };
  const json = JSON.stringify(exported);
  deepStrictEqual(JSON.parse(json), exported, `${bundle} is not plain data`);
  // V8 reads JSON sooner than it makes objects of code.
  const text = json
    .replace(/[\\']/g, "\\$&")
    .replace(/[^\x20-\x7e]/g, (other) => `\\u${other.charCodeAt(0).toString(16).padStart(4, "0")}`);
  writeFileSync(bundle, `"use strict";module.exports=JSON.parse('${text}');`);
}
