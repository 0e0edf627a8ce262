import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/claude/line-diff.ts";
import { temporaryFolder } from "../support/io.ts";

describe("the diff of a dry run", () => {
  it("is empty where nothing changes", () => {
    expect(unifiedDiff("a", "x\n", "x\n")).toBe("");
  });

  it("shows a new file from /dev/null", () => {
    expect(unifiedDiff("a", undefined, "x\n")).toBe("--- /dev/null\n+++ a\n@@ -0,0 +1,1 @@\n+x\n");
  });

  it("is what git apply turns the one text into the other with", () => {
    const folder = temporaryFolder();
    const word = fc.constantFrom("a", "b", "c", "d");
    const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, fc.boolean(), (before, after, closed) => {
        fc.pre(before !== after);
        const from = closed ? `${before}\n` : before;
        writeFileSync(join(folder, "f"), from);
        const patch = unifiedDiff("f", from, `${after}\n`);
        execFileSync("git", ["apply", "-p0", "--whitespace=nowarn"], { cwd: folder, input: patch });
        expect(execFileSync("cat", ["f"], { cwd: folder, encoding: "utf8" })).toBe(`${after}\n`);
      }),
      { numRuns: 25 },
    );
  });
});
