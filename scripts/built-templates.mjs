// An esbuild plugin that compiles our templates when we are built: in place of
// src/render/built-templates.ts, which has none, stands a table of them, a chunk for each format.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";

const TEMPLATES = join(dirname(dirname(fileURLToPath(import.meta.url))), "templates");

/** As src/render/compile-templates.ts compiles ours: a name that the view has not is an error. */
const OPTIONS = { strict: true, noEscape: true, knownHelpersOnly: true, data: false };

/** Where a name stands, made anew at each look at it: half the text, and told by compiling ours. */
const PLACES = /\{"start":\{"line":\d+,"column":\d+\},"end":\{"line":\d+,"column":\d+\}\}/g;

export const builtTemplates = {
  name: "built-templates",
  setup(setup) {
    setup.onLoad({ filter: /[\\/]src[\\/]render[\\/]built-templates\.ts$/ }, () => ({
      contents: table(),
    }));
    // What only fills in compiled templates is a fifth of the package.
    setup.onResolve({ filter: /^handlebars$/ }, ({ importer, kind, resolveDir }) =>
      /[\\/]own-template\.ts$/.test(importer)
        ? setup.resolve("handlebars/runtime.js", { kind, resolveDir })
        : undefined,
    );
    setup.onResolve({ filter: /-templates$/ }, ({ path }) => ({ path, namespace: "templates" }));
    setup.onLoad({ filter: /.*/, namespace: "templates" }, ({ path }) => ({
      contents: compiled(path.slice(0, -"-templates".length)),
    }));
  },
};

function table() {
  const rows = readdirSync(TEMPLATES).map((format) => {
    return `${JSON.stringify(format)}: () => import("${format}-templates")`;
  });
  return `
    const formats = { ${rows.join(", ")} };
    export async function builtTemplates(format) {
      return (await formats[format]?.())?.templates;
    }`;
}

function compiled(format) {
  const files = readdirSync(join(TEMPLATES, format)).filter((name) => name.endsWith(".hbs"));
  const templates = files.map((file) => {
    const source = readFileSync(join(TEMPLATES, format, file), "utf8");
    const specification = Handlebars.precompile(source, OPTIONS).replace(PLACES, "null");
    return `${JSON.stringify(file.slice(0, -".hbs".length))}: ${specification}`;
  });
  return `export const templates = { ${templates.join(",\n")} };`;
}
