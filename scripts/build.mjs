// Bundles src/ to dist/: bin.cjs, hook.cjs and what it loads lazily, cli.cjs with its chunks, the
// script of the HTML page, the .sql files and the starter policy. `--watch` rebuilds on change.
// Writes dist/meta.json for the bundle law.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { builtTemplates } from "./built-templates.mjs";
import { compileBundles } from "./compile-bundles.mjs";
import { asData, isTable } from "./data-bundles.mjs";
import { lighterRe2 } from "./lighter-re2.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const finished = join(root, "dist");
/** Built here, then moved: a hook that is registered from `dist/` must not miss its files. */
const dist = join(root, ".dist-new");

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
  minifySyntax: true,
};

export async function buildAll() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const hook = await buildHook();
  const cli = await buildCommandLine();
  await build({
    ...shared,
    entryPoints: [join(root, "src/bin.ts")],
    outfile: join(dist, "bin.cjs"),
    format: "cjs",
    banner: { js: "#!/usr/bin/env node" },
    external: ["./hook.cjs", "./cli.cjs"],
  });
  await buildPage();
  cpSync(join(root, "src/metrics"), join(dist, "metrics"), {
    recursive: true,
    filter: (from) => !from.endsWith(".ts"),
  });
  cpSync(join(root, "src/warehouse/sql"), join(dist, "warehouse/sql"), { recursive: true });
  cpSync(join(root, "src/policy/starter.toml"), join(dist, "policy/starter.toml"));
  writeFileSync(join(dist, "meta.json"), JSON.stringify({ hook, cli }));
  compileBundles(dist);
  rmSync(`${dist}-old`, { recursive: true, force: true });
  if (existsSync(finished)) renameSync(finished, `${dist}-old`);
  renameSync(dist, finished);
  rmSync(`${dist}-old`, { recursive: true, force: true });
}

/** What runs in the HTML page, inlined by the renderer: readable for whoever opens its source. */
async function buildPage() {
  await build({
    ...shared,
    entryPoints: [join(root, "src/render/html/page/main.ts")],
    outfile: join(dist, "page.js"),
    platform: "browser",
    target: "es2022",
    format: "iife",
    charset: "ascii",
  });
}

/**
 * The command line in chunks, each loaded when a command needs it. esbuild splits ES modules only,
 * and Node needs a quarter of its own start to load those: so they are split as such and then
 * written as CommonJS, one by one.
 */
async function buildCommandLine() {
  const result = await build({
    ...shared,
    entryPoints: [join(root, "src/cli.ts")],
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    format: "esm",
    splitting: true,
    // What is native stays in its package.
    external: ["@duckdb/node-bindings"],
    define: { "import.meta.url": "__importMetaUrl" },
    plugins: [withoutChildProcess, lighterRe2, nativeEngine, builtTemplates],
    write: false,
  });
  for (const { path, text } of result.outputFiles) {
    const { code } = await transform(text, {
      format: "cjs",
      platform: "node",
      target: "node20",
      supported: { "dynamic-import": false },
      // Drops comments: what is left is ASCII, which needs no decoding. Names stay for stack traces.
      minifyWhitespace: true,
      banner: text.includes("__importMetaUrl")
        ? 'const __importMetaUrl = require("node:url").pathToFileURL(__filename).href;'
        : "",
    });
    writeFileSync(path, code);
  }
  return result.metafile;
}

/**
 * commander loads node:child_process, and with it the network, for commands that are programs of
 * their own. We have none.
 */
const withoutChildProcess = {
  name: "without-child-process",
  setup(setup) {
    setup.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("/node_modules/commander/")
        ? { path: "child_process", namespace: "absent" }
        : undefined,
    );
    setup.onLoad({ filter: /.*/, namespace: "absent" }, () => ({
      contents: "module.exports = {};",
    }));
  },
};

/**
 * The engine's allocator, where it has its own (Linux), is to give pieces from 3 MiB back at once: of
 * what a report needs for a moment it would keep 40 MB. `ingest` needs such pieces all the time, and
 * keeps them. It reads this when it is loaded.
 */
const ALLOCATOR = {
  variable: "DUCKDB_JE_MALLOC_CONF",
  options: "narenas:1,oversize_threshold:3145728",
};

/**
 * The engine's native part, found by its platform: the package that names it first loads
 * node:child_process, to ask which C library Linux has. Of the two builds for Linux npm installs the
 * one that loads; that package is asked where neither this nor any other is there.
 */
const nativeEngine = {
  name: "native-engine",
  setup(setup) {
    setup.onResolve({ filter: /^@duckdb\/node-bindings$/ }, ({ namespace }) =>
      namespace === "native-engine" ? undefined : { path: "engine", namespace: "native-engine" },
    );
    setup.onLoad({ filter: /.*/, namespace: "native-engine" }, () => ({
      contents: `
        const { argv, env } = process;
        const known = env.${ALLOCATOR.variable};
        if (known === undefined && argv[2] !== "ingest") {
          env.${ALLOCATOR.variable} = "${ALLOCATOR.options}";
        }
        let engine;
        try {
          engine = require(\`@duckdb/node-bindings-\${process.platform}-\${process.arch}/duckdb.node\`);
        } catch {
          engine = require("@duckdb/node-bindings");
        }
        if (known === undefined) delete env.${ALLOCATOR.variable};
        module.exports = engine;`,
    }));
  },
};

/**
 * The hook, and one bundle beside it for each file that it imports lazily: `import("./re2.ts")`
 * becomes `require("./re2.cjs")`, read from disk only when the call is reached.
 */
async function buildHook() {
  const metafiles = {};
  const waiting = [join(root, "src/hook/main.ts")];
  const names = new Map([[waiting[0], "hook.cjs"]]);
  for (const entry of waiting) {
    const lazy = {
      name: "lazy-bundles",
      setup(setup) {
        setup.onResolve({ filter: /^\.{1,2}\// }, (found) => {
          // A package that loads a part of itself lazily is one bundle all the same.
          const isOurs = found.importer.startsWith(join(root, "src") + sep);
          if (found.kind !== "dynamic-import" || !isOurs) return undefined;
          const path = resolve(found.resolveDir, found.path);
          if (!names.has(path)) {
            names.set(path, freeName(path, names));
            waiting.push(path);
          }
          return { path: `./${names.get(path)}`, external: true };
        });
      },
    };
    const name = names.get(entry);
    const result = await build({
      ...shared,
      entryPoints: [entry],
      outfile: join(dist, name.replace(/table$/, "cjs")),
      format: "cjs",
      plugins: [lazy, lighterRe2],
      supported: { "dynamic-import": false },
      // Half the text to read at every start; bugs name functions by their place in the bundle.
      minify: true,
    });
    metafiles[name] = result.metafile;
    if (isTable(entry)) asData(join(dist, name.replace(/table$/, "cjs")), join(dist, name));
  }
  return metafiles;
}

/** `re2.cjs` of `policy/patterns/re2.ts`; `policy-check.cjs` where `check.cjs` is taken. Tables are data. */
function freeName(path, names) {
  const taken = new Set([...names.values(), "bin.cjs", "cli.cjs"]);
  const parts = relative(join(root, "src"), path).replace(/\.ts$/, "").split(/[\\/]/);
  const end = isTable(path) ? "table" : "cjs";
  const name = [1, 2, 3].map((count) => `${parts.slice(-count).join("-")}.${end}`);
  const free = name.find((each) => !taken.has(each));
  if (free === undefined) throw new Error(`no name is free for the bundle of ${path}`);
  return free;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll();
  if (process.argv.includes("--watch")) watchSources();
}

function watchSources() {
  let timer;
  const rebuild = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      buildAll().then(
        () => console.log("built"),
        (error) => console.error(error.message),
      );
    }, 100);
  };
  for (const folder of ["src", "templates"]) {
    watch(join(root, folder), { recursive: true }, rebuild);
  }
  console.log("watching src/ and templates/ (Ctrl-C ends)");
}
