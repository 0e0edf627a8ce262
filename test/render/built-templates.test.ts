import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { builtTemplates } from "../../src/render/built-templates.ts";
import { FORMATS, type Format, renderReport } from "../../src/render/render.ts";
import { SAMPLE_PAGE } from "../support/sample-page.ts";

const ROOT = join(import.meta.dirname, "../..");
const OPTIONS = { columns: 80, colour: false, ascii: false };
const TEMPLATED = ["text", "markdown", "html", "email", "slack"] as const satisfies Format[];

/** What a bundle of the renderer, with the templates compiled as the build does, is asked. */
const Built = z.object({
  renderReport: z.custom<typeof renderReport>((one) => typeof one === "function"),
  builtTemplates: z.custom<typeof builtTemplates>((one) => typeof one === "function"),
  ownTemplate: z.custom<(format: string) => Promise<(view: object) => string>>(
    (one) => typeof one === "function",
  ),
});

let folder = "";
let built: z.infer<typeof Built>;
let inputs: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "claude-permit-built-templates-"));
  const { builtTemplates: plugin } = z
    .object({ builtTemplates: z.custom<Plugin>((one) => typeof one === "object") })
    .parse(await import(pathToFileURL(join(ROOT, "scripts/built-templates.mjs")).href));
  const entry = ["render", "built-templates", "own-template"];
  const outfile = join(folder, "render.cjs");
  const made = await build({
    stdin: {
      contents: entry.map((name) => `export * from "./src/render/${name}.ts";`).join("\n"),
      resolveDir: ROOT,
    },
    absWorkingDir: ROOT,
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    metafile: true,
    define: {
      "import.meta.url": JSON.stringify(pathToFileURL(join(ROOT, "src/assets.ts")).href),
    },
    plugins: [plugin],
    logLevel: "error",
  });
  inputs = Object.keys(made.metafile.inputs);
  built = Built.parse(createRequire(import.meta.url)(outfile));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("all formats with templates are tried", () => {
  const rows = Object.entries(FORMATS).filter(([, row]) => row.templates);
  expect(rows.map(([name]) => name).sort()).toEqual([...TEMPLATED].sort());
});

describe.each(TEMPLATED)("the templates of %s that the build compiled", (format) => {
  it("write what those in templates/ write", async () => {
    const shown = await built.renderReport(SAMPLE_PAGE, format, OPTIONS);
    expect(shown).toBe(await renderReport(SAMPLE_PAGE, format, OPTIONS));
  });

  it("are those of the build alone", async () => {
    expect((await built.builtTemplates(format))?.report).toBeDefined();
    expect(await builtTemplates(format)).toBeUndefined();
  });
});

it("a name that the view has not is an error in a built template, too", async () => {
  const fill = await built.ownTemplate("html");
  expect(() => fill({ script: {} })).toThrow('"source" not defined in [object Object]');
});

it("no format but ours is built", async () => {
  expect(await built.builtTemplates("nowhere")).toBeUndefined();
  expect(await built.builtTemplates("constructor")).toBeUndefined();
  expect(inputs).toContain("templates:html-templates");
});
