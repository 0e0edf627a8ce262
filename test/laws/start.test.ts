import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readmeExcerpt } from "../support/readme.ts";

const ROOT = join(import.meta.dirname, "../..");
const OUT = join(ROOT, "reports/out");
const FILES = [
  "digest.txt",
  "digest.md",
  "digest.html",
  "digest.json",
  "digest.slack.txt",
  "digest.slack.json",
  "digest.eml",
];
const temporary = mkdtempSync(join(tmpdir(), "start-test-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** `npm start` without a terminal and from another folder. */
function start() {
  const { TZ, ...env } = process.env;
  return spawnSync(process.execPath, [join(ROOT, "scripts/start.mjs")], {
    cwd: tmpdir(),
    encoding: "utf8",
    env: { ...env, TMPDIR: temporary },
    input: "",
    timeout: 240_000,
  });
}

describe("npm start", () => {
  it("prints the digest of the bundled week and writes every format, twice in a row", () => {
    rmSync(OUT, { recursive: true, force: true });
    const first = start();
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: "" });
    expect(first.stdout).toContain("weekly security digest");
    expect(first.stdout).toContain("2026-W47");
    expect(first.stdout).toContain("Next:");
    for (const file of FILES) {
      expect(first.stdout).toContain(file);
      expect(readFileSync(join(OUT, file), "utf8")).toContain("2026-W47");
    }

    expect(first.stdout).toContain("digest.csv/");
    expect(readFileSync(join(OUT, "digest.csv/the-week.csv"), "utf8")).toContain("Calls,count,");

    const printed = first.stdout.split("\n");
    expect(readmeExcerpt().filter((line) => !printed.includes(line))).toEqual([]);

    const second = start();
    expect({ status: second.status, stderr: second.stderr }).toEqual({ status: 0, stderr: "" });
    expect(second.stdout).not.toContain("set-up:");
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(join(ROOT, "audit.jsonl"))).toBe(false);
  }, 300_000);
});
