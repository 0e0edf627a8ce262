import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import "../../src/model/jitless.ts";
import { temporaryFolder } from "../support/io.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
/** Says at the end how often code was made of text. */
const COUNTER = `
let made = 0;
globalThis.Function = new Proxy(Function, {
  construct: (target, words) => { made += 1; return new target(...words); },
  apply: (target, self, words) => { made += 1; return target(...words); },
});
process.on("exit", () => process.stderr.write("made " + made));
`;

it("is a setting that zod takes up, whichever is loaded first", () => {
  expect(z.config().jitless).toBe(true);
});

it("lets commands read config and policy without making code", () => {
  const home = temporaryFolder();
  const counter = join(home, "counter.cjs");
  writeFileSync(counter, COUNTER);
  writeFileSync(join(home, "config.toml"), '[[allow]]\nname = "read"\ntool = "Read"\n', {
    mode: 0o600,
  });
  const made = (...words: string[]) =>
    spawnSync(process.execPath, ["-r", counter, ...words], { encoding: "utf8" }).stderr;
  expect(made("-e", 'new Function("return 1")')).toBe("made 1");
  expect(made(BIN, "config", "validate", "--home", home)).toBe("made 0");
});
