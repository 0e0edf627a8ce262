import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { byAge } from "../../src/files/log-names.ts";
import { logFiles } from "../../src/files/log-pieces.ts";
import { hasEntryOf, isInTail } from "../../src/files/log-tail.ts";
import { rotateLog } from "../../src/files/rotate.ts";
import { entry, logText } from "../support/entry.ts";
import { temporaryFolder } from "../support/io.ts";

const NOW = new Date("2026-11-22T12:00:00Z");

/** A home whose log was set aside `times` times in one month, each with one session's entry. */
function rotated(times: number): string {
  const home = temporaryFolder();
  for (let count = 1; count <= times; count += 1) {
    const line = entry({ id: `id-${count}`, session_id: `s${count}`, at: NOW.toISOString() });
    writeFileSync(join(home, "audit.jsonl"), logText([line]), { mode: 0o600 });
    expect(rotateLog(home, NOW, true)).toBeDefined();
  }
  return home;
}

describe("the end of the log", () => {
  it.each([1, 2, 3, 10, 11])("goes on in the log that was set aside last, of %i", (times) => {
    const home = rotated(times);
    expect(hasEntryOf(home, `s${times}`)).toBe(true);
    expect(isInTail(home, `id-${times}`)).toBe(true);
    expect(hasEntryOf(home, `s${times - 1}`)).toBe(false);
  });

  it("is that of audit.jsonl, too, and of no compressed log or copy", () => {
    const home = rotated(1);
    writeFileSync(join(home, "audit.jsonl"), logText([entry({ session_id: "now" })]), {
      mode: 0o600,
    });
    for (const name of [
      "audit-2026-12.jsonl.gz",
      "audit-laptop.jsonl",
      "audit-2026-12.jsonl.bak",
    ]) {
      writeFileSync(join(home, name), logText([entry({ session_id: name })]), { mode: 0o600 });
      expect(hasEntryOf(home, name)).toBe(false);
    }
    expect([hasEntryOf(home, "now"), hasEntryOf(home, "s1")]).toEqual([true, true]);
  });
});

describe("logs by age", () => {
  it("are as the rotation made them, audit.jsonl last", () => {
    const names = logFiles(rotated(11)).map(({ path }) => basename(path));
    const more = Array.from({ length: 10 }, (_, index) => `audit-2026-11.${index + 2}.jsonl`);
    expect(names).toEqual(["audit-2026-11.jsonl", ...more]);
    const mixed = ["audit.jsonl", "audit-2026-12.jsonl", "audit-2026-11.12.jsonl.gz", ...names];
    expect(mixed.sort(byAge)).toEqual([
      ...names,
      "audit-2026-11.12.jsonl.gz",
      "audit-2026-12.jsonl",
      "audit.jsonl",
    ]);
  });
});
