import { createHash } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Segment } from "../../src/model/segment.ts";
import { entry, logText } from "../support/entry.ts";
import { ingestHome, type LogHome } from "../support/log-home.ts";

function segments(at: LogHome): Segment[] {
  const text = readFileSync(join(at.home, "history/segments.jsonl"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => Segment.parse(JSON.parse(line)));
}

/** Whether a log holds what a segment says of it. */
function holds(at: LogHome, { file, from, to, lines, sha256 }: Segment): boolean {
  const bytes = readFileSync(join(at.home, file)).subarray(from, to);
  const count = bytes.toString("latin1").split("\n").length - 1;
  return count === lines && createHash("sha256").update(bytes).digest("hex") === sha256;
}

describe("a segment", () => {
  it("follows the one before, also where the log goes on under another name", async () => {
    const at = ingestHome();
    at.append(logText([entry(), entry()]));
    await at.ingest();
    renameSync(at.log, join(at.home, "audit-2026-11.jsonl"));
    at.write("audit-2026-11.jsonl", readFileSync(join(at.home, "audit-2026-11.jsonl"), "utf8"));
    at.append(logText([entry()]));
    await at.ingest();
    expect(segments(at).map(({ from, lines, total_lines }) => [from, lines, total_lines])).toEqual([
      [0, 2, 2],
      [0, 1, 3],
    ]);
  });

  it.each([
    ["shorter", 0],
    ["longer than what was witnessed", 9],
  ])("begins at the start again where the log was replaced by one that is %s", async (_, more) => {
    const at = ingestHome();
    const backup = logText([entry(), entry()]);
    at.append(backup);
    await at.ingest();
    at.append(logText([entry(), entry()]));
    await at.ingest();
    at.write("audit.jsonl", backup + logText(Array.from({ length: more }, () => entry())));
    await at.ingest();
    at.append(logText([entry()]));
    await at.ingest();
    const all = segments(at);
    expect(all.map(({ lines }) => lines)).toEqual([2, 2, 2 + more, 1]);
    expect(all.map(({ total_lines }) => total_lines)).toEqual([2, 4, 6 + more, 7 + more]);
    expect(all[2]?.from).toBe(0);
    // What was said of the lines that are lost stays said.
    expect(all.map((one) => holds(at, one))).toEqual([true, false, true, true]);
    await at.ingest();
    expect(segments(at)).toEqual(all);
  });
});
