// What every script needs first, done only where it is not current: the packages of
// package-lock.json, and dist/ built from the sources as they are.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const buildStamp = join(root, "dist/.sources");

export async function setUp() {
  requireNode();
  installPackages();
  await buildIfStale();
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`claude-permit needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(3);
}

function installPackages() {
  if (packagesAreCurrent()) return;
  console.log("set-up: installing packages (npm ci), once");
  const run = spawnSync("npm", ["ci", "--no-fund", "--no-audit"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (run.status !== 0) {
    console.error("set-up: npm ci failed; its message stands above.");
    process.exit(run.status ?? 1);
  }
}

/** Whether npm's own record of what it installed says the same as package-lock.json. */
function packagesAreCurrent() {
  const installed = readText(join(root, "node_modules/.package-lock.json"));
  if (installed === undefined) return false;
  const have = JSON.parse(installed).packages;
  const want = JSON.parse(readText(join(root, "package-lock.json"))).packages;
  return Object.entries(want).every(([path, { version, optional }]) => {
    // Packages of other platforms are optional, and absent here.
    if (path === "" || (optional === true && have[path] === undefined)) return true;
    return have[path]?.version === version;
  });
}

async function buildIfStale() {
  const sources = [
    join(root, "package.json"),
    join(root, "scripts/build.mjs"),
    join(root, "scripts/built-templates.mjs"),
    join(root, "scripts/code-cache.cjs"),
    join(root, "scripts/compile-bundles.mjs"),
    join(root, "scripts/data-bundles.mjs"),
    join(root, "scripts/lighter-re2.mjs"),
    ...filesBelow(join(root, "src")),
    ...filesBelow(join(root, "templates")),
  ];
  const want = hash(sources);
  if (readText(buildStamp) === want) return;
  console.log("set-up: building dist/");
  const { buildAll } = await import("./build.mjs");
  await buildAll();
  writeFileSync(buildStamp, want);
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      const path = join(folder, item.name);
      return item.isDirectory() ? filesBelow(path) : [path];
    });
}

function hash(paths) {
  const sum = createHash("sha256");
  for (const path of paths)
    sum.update(path.slice(root.length)).update("\0").update(readFileSync(path));
  return sum.digest("hex");
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
