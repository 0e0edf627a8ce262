import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { VERSION } from "../../src/version.ts";

const ROOT = join(import.meta.dirname, "../..");

const Meta = z.object({
  hook: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.unknown()) })),
});

/** What the hook must not pay for at every start. */
const KEPT_OUT = [
  "zod",
  "smol-toml",
  "commander",
  "@secretlint",
  "re2js",
  "unbash",
  "temporal-polyfill",
  "ai",
  "@ai-sdk",
];

function bundles(): string[] {
  const meta = Meta.parse(JSON.parse(readFileSync(join(ROOT, "dist/meta.json"), "utf8")));
  return Object.keys(meta.hook);
}

function inputsOf(bundle: string): string[] {
  const meta = Meta.parse(JSON.parse(readFileSync(join(ROOT, "dist/meta.json"), "utf8")));
  return Object.keys(meta.hook[bundle]?.inputs ?? {});
}

describe("the hook's bundle", () => {
  it("is built", () => {
    expect(existsSync(join(ROOT, "dist/hook.cjs"))).toBe(true);
    expect(inputsOf("hook.cjs")).toContain("src/hook/main.ts");
  });

  it.each(KEPT_OUT)("holds no %s", (name) => {
    expect(inputsOf("hook.cjs").filter((path) => path.includes(`node_modules/${name}/`))).toEqual(
      [],
    );
  });

  it("stays small", () => {
    expect(readFileSync(join(ROOT, "dist/hook.cjs")).length).toBeLessThan(120_000);
  });
});

describe("each of the hook's bundles", () => {
  it.each(bundles())("%s is ASCII, as it is read", (name) => {
    expect(readFileSync(join(ROOT, "dist", name), "latin1")).toMatch(/^[\0-\x7f]*$/);
  });

  it.each(bundles().filter((name) => !name.endsWith(".table")))(
    "%s was compiled when it was built",
    (name) => {
      // A bundle that the calls of scripts/compile-bundles.mjs do not reach is compiled at each start.
      expect(existsSync(join(ROOT, "dist", name.replace(".cjs", ".cache")))).toBe(true);
    },
  );
});

describe("the version", () => {
  it("is the same in the code and in package.json", () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
    expect(VERSION).toBe(version);
  });
});
