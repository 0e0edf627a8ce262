import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isLogName } from "../../src/files/log-names.ts";
import { appendLine } from "../../src/files/private.ts";
import { isAtRest, rotateLog } from "../../src/files/rotate.ts";
import { UnsafeFile } from "../../src/model/errors.ts";
import { entry } from "../support/entry.ts";
import { temporaryFolder } from "../support/io.ts";

const NOW = new Date("2026-12-01T08:00:00Z");

function homeWith(at: string, bytes: number): string {
  const home = temporaryFolder();
  const line = `${JSON.stringify(entry({ at }))}\n`;
  const lines = Math.max(1, Math.ceil(bytes / line.length));
  writeFileSync(join(home, "audit.jsonl"), line.repeat(lines), { mode: 0o600 });
  return home;
}

describe("names of logs", () => {
  it.each([
    "audit.jsonl",
    "audit-2026-11.jsonl",
    "audit-2026-11.2.jsonl.gz",
    "audit-laptop.jsonl",
    "audit.jsonl.1",
    "audit.jsonl-20261125.gz",
    "imported.jsonl",
  ])("%s is one", (name) => expect(isLogName(name)).toBe(true));

  it.each([
    "audit.jsonl.bak",
    "audit.jsonl~",
    ".audit.jsonl",
    "audits.jsonl",
    "audit-.jsonl",
    "pending-rules.jsonl",
    "audit.json",
  ])("%s is none", (name) => expect(isLogName(name)).toBe(false));
});

describe("the log", () => {
  it.each<[string, string, number, boolean, string | undefined]>([
    ["of a month that is over", "2026-11-30T23:59:00.000Z", 2 << 20, false, "audit-2026-11.jsonl"],
    ["of this month", "2026-12-01T00:00:00.000Z", 2 << 20, false, undefined],
    ["that is small", "2026-11-01T00:00:00.000Z", 1000, false, undefined],
    ["that is small, asked", "2026-12-01T00:00:00.000Z", 1000, true, "audit-2026-12.jsonl"],
    ["whose clock is ahead", "2027-05-01T00:00:00.000Z", 2 << 20, false, undefined],
  ])("%s is set aside or not", (_, at, bytes, asked, expected) => {
    const home = homeWith(at, bytes);
    const text = readFileSync(join(home, "audit.jsonl"), "utf8");
    expect(rotateLog(home, NOW, asked)?.file).toBe(expected);
    expect(existsSync(join(home, "audit.jsonl"))).toBe(expected === undefined);
    if (expected !== undefined) expect(readFileSync(join(home, expected), "utf8")).toBe(text);
  });

  it("that is large is set aside in its own month, under the month's next name", () => {
    const home = homeWith("2026-12-01T00:00:00.000Z", 257 << 20);
    writeFileSync(join(home, "audit-2026-12.jsonl.gz"), "");
    writeFileSync(join(home, "audit-2026-12.2.jsonl"), "");
    expect(rotateLog(home, NOW, false)).toEqual({ file: "audit-2026-12.3.jsonl", reason: "size" });
  });

  it("without a whole line, or without a file, is left alone", () => {
    const home = temporaryFolder();
    expect(rotateLog(home, NOW, true)).toBeUndefined();
    writeFileSync(join(home, "audit.jsonl"), "{", { mode: 0o600 });
    expect(rotateLog(home, NOW, true)).toBeUndefined();
    expect(readdirSync(home)).toEqual(["audit.jsonl"]);
  });

  it("that cannot be read goes by the time of its file", () => {
    const home = temporaryFolder();
    writeFileSync(join(home, "audit.jsonl"), "not json\n", { mode: 0o600 });
    const month = new Date().toISOString().slice(0, 7);
    expect(rotateLog(home, NOW, true)?.file).toBe(`audit-${month}.jsonl`);
  });

  it("that is a link is refused", () => {
    const home = homeWith("2026-11-01T00:00:00.000Z", 100);
    renameSync(join(home, "audit.jsonl"), join(home, "elsewhere"));
    symlinkSync(join(home, "elsewhere"), join(home, "audit.jsonl"));
    expect(() => rotateLog(home, NOW, true)).toThrow(UnsafeFile);
  });

  it("begins anew with the next line", () => {
    const home = homeWith("2026-11-01T00:00:00.000Z", 100);
    rotateLog(home, NOW, true);
    appendLine(join(home, "audit.jsonl"), "next");
    expect(readFileSync(join(home, "audit.jsonl"), "utf8")).toBe("next\n");
  });

  it("that was set aside rests when nobody wrote to it for a day", () => {
    const day = 86_400_000;
    expect(isAtRest(NOW.getTime() - day, NOW.getTime())).toBe(true);
    expect(isAtRest(NOW.getTime() - day + 1, NOW.getTime())).toBe(false);
  });
});
