import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
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

const SCRIPT = join(ROOT, "scripts/start.mjs");

/** Of `npm start` without a terminal and from another folder. */
function place() {
  const { TZ, ...env } = process.env;
  return { cwd: tmpdir(), env: { ...env, TMPDIR: temporary } };
}

describe("npm start", () => {
  it("prints the digest of the bundled week and writes every format", () => {
    rmSync(OUT, { recursive: true, force: true });
    const options = { ...place(), encoding: "utf8", input: "", timeout: 240_000 } as const;
    const first = spawnSync(process.execPath, [SCRIPT], options);
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

    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(join(ROOT, "audit.jsonl"))).toBe(false);
  }, 300_000);

  it("needs its set-up once, and leaves nothing behind where it is ended early", async () => {
    const child = spawn(process.execPath, [SCRIPT], {
      ...place(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (out.includes("replay:")) child.kill("SIGTERM");
    });
    const [code, signal] = await once(child, "close");
    expect({ code, signal }).toEqual({ code: 143, signal: null });
    expect(out).not.toContain("set-up:");
    expect(readdirSync(temporary)).toEqual([]);
  }, 60_000);
});
