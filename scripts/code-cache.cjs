// `node scripts/code-cache.cjs FOLDER HOME < payload`: runs FOLDER/hook.cjs as bin.cjs does and
// writes what V8 compiled on the way beside each bundle. src/hook/start.ts says in what form, and
// reads it.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const LENGTH_DIGITS = 16;
const [, , folder, home] = process.argv;
process.argv.splice(2, 2, "hook", "--home", home);

const compiled = new Map();

function load(id) {
  if (!id.startsWith("./")) return require(id);
  const path = join(folder, id);
  // The bundles are ASCII: read as such they need no decoding.
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, "latin1")}\n})`;
  const script = new Script(source, { filename: path });
  compiled.set(path, { script, source });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, load, module, path, "");
  return module.exports;
}

process.on("exit", () => {
  for (const [path, { script, source }] of compiled) {
    const code = script.createCachedData();
    const length = String(code.length).padStart(LENGTH_DIGITS, "0");
    const parts = [Buffer.from(length), code, Buffer.from(source, "latin1")];
    writeFileSync(path.replace(/\.cjs$/, ".cache"), Buffer.concat(parts));
  }
});

load("./hook.cjs");
