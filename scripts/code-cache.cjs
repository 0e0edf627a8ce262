// `node scripts/code-cache.cjs FOLDER HOME < payload`: runs FOLDER/hook.cjs as bin.cjs does and
// writes the code that V8 compiled on the way beside each bundle. To be run on a payload that
// reaches the parser and the expression engine. src/hook/start.ts reads what is written here.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const [, , folder, home] = process.argv;
process.argv.splice(2, 2, "hook", "--home", home);

const scripts = new Map();

function load(id) {
  if (!id.startsWith("./")) return require(id);
  const path = join(folder, id);
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, "latin1")}\n})`;
  const script = new Script(source, { filename: path });
  scripts.set(path, script);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, load, module, path, "");
  return module.exports;
}

process.on("exit", () => {
  for (const [path, script] of scripts) {
    writeFileSync(path.replace(/\.cjs$/, ".cache"), script.createCachedData());
  }
});

load("./hook.cjs");
