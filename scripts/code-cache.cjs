// `node scripts/code-cache.cjs FOLDER ENTRY WORDS… < stdin`: runs FOLDER/ENTRY with these words as
// bin.cjs does and writes what V8 compiled on the way beside each bundle, along with what an earlier
// run left there. src/hook/start.ts says in what form, and reads it.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { transformSync } = require("esbuild");
const { join } = require("node:path");
const { Script } = require("node:vm");

const LENGTH_DIGITS = 16;
const [, , folder, entry] = process.argv;
const bin = join(folder, "bin.cjs");
process.argv.splice(1, 3, bin);

const modules = new Map();
const requireThere = createRequire(bin);

function load(id) {
  if (!id.startsWith("./")) return requireThere(id);
  const known = modules.get(id);
  if (known !== undefined) return known.module.exports;
  const path = join(folder, id);
  if (id.endsWith(".table")) return readTable(readFileSync(path));
  const text = readFileSync(path, "latin1");
  if (/[^\0-\x7f]/.test(text)) throw new Error(`${id} is not ASCII: it would be read as latin1`);
  const source = `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
  const script = new Script(source, { filename: path, cachedData: earlierCode(path) });
  const module = { exports: {} };
  modules.set(id, { path, source, script, module });
  script.runInThisContext()(module.exports, load, module, path, folder);
  return module.exports;
}

/** As src/hook/start.ts reads them. */
function readTable(bytes) {
  const source = readFileSync(join(__dirname, "../src/hook/table-file.ts"), "utf8");
  const module = { exports: {} };
  new Function("module", transformSync(source, { loader: "ts", format: "cjs" }).code)(module);
  return module.exports.readTable(bytes);
}

function cachePath(path) {
  return path.replace(/\.cjs$/, ".cache");
}

function earlierCode(path) {
  if (!existsSync(cachePath(path))) return undefined;
  const file = readFileSync(cachePath(path));
  const length = Number(file.toString("latin1", 0, LENGTH_DIGITS));
  // A copy, because V8 wants its code at a multiple of 8.
  return Buffer.from(new Uint8Array(file.subarray(LENGTH_DIGITS, LENGTH_DIGITS + length)));
}

process.on("exit", () => {
  for (const { path, source, script } of modules.values()) {
    const code = script.createCachedData();
    const length = String(code.length).padStart(LENGTH_DIGITS, "0");
    const parts = [Buffer.from(length), code, Buffer.from(source, "latin1")];
    writeFileSync(cachePath(path), Buffer.concat(parts));
  }
});

load(`./${entry}`);
