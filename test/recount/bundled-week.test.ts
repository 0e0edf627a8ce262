import { expect, it } from "vitest";
import { bundledHome } from "../support/bundled-week.ts";
import { runCommand } from "../support/io.ts";
import { checkHome } from "./home.ts";

it("the bundled week is told as it is recounted", { timeout: 240_000 }, async () => {
  const home = await bundledHome();
  const run = async (...words: string[]): Promise<string> => {
    const printed = await runCommand([...words, "--home", home], home, {
      now: () => new Date(),
      pid: process.pid,
    });
    expect({ code: printed.code, err: printed.err }).toEqual({ code: 0, err: "" });
    return printed.out;
  };
  await checkHome({ home, monday: "2026-11-16", zone: "Europe/Amsterdam", run });
});
