import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { runCommand, temporaryFolder } from "./io.ts";

const FOLDER = join(import.meta.dirname, "../../scripts/bundled-week");

/** A home with the log of the bundled week under its own configuration. */
export async function bundledHome(): Promise<string> {
  const home = join(temporaryFolder(), "home");
  mkdirSync(home, { mode: 0o700 });
  copyFileSync(join(FOLDER, "config.toml"), join(home, "config.toml"));
  const rows = execFileSync(process.execPath, [join(FOLDER, "generate.mjs")], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  const { code, err } = await runCommand(["replay", "-", "--home", home], home, {
    stdinIsTerminal: false,
    stdin: async function* () {
      yield rows;
    },
  });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return home;
}
