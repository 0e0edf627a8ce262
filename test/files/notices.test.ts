import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addNotice, isNoticed, takeNotices } from "../../src/files/notices.ts";
import { temporaryFolder } from "../support/io.ts";

const LATER_MS = 120_000;

function homeWithNotice(): string {
  const home = join(temporaryFolder(), "home");
  mkdirSync(home, { mode: 0o700 });
  addNotice(home, { id: "promotion-1", text: "learned a rule" });
  return home;
}

describe("a notice", () => {
  it("is taken once", () => {
    const home = homeWithNotice();
    const now = new Date().toISOString();
    expect(takeNotices(home, now)).toEqual(["learned a rule"]);
    expect(takeNotices(home, now)).toEqual([]);
    expect(readdirSync(home)).toEqual(["pending-rules.jsonl"]);
  });

  it("that a killed process had taken is taken again, a minute later", () => {
    const home = homeWithNotice();
    renameSync(join(home, "notices.jsonl"), join(home, "notices.jsonl.abc"));
    expect(takeNotices(home, new Date().toISOString())).toEqual([]);
    expect(isNoticed(home, "promotion-1")).toBe(true);
    const later = new Date(Date.now() + LATER_MS).toISOString();
    expect(takeNotices(home, later)).toEqual(["learned a rule"]);
    expect(takeNotices(home, later)).toEqual([]);
  });

  it("that was told before the process was killed is not told again", () => {
    const home = homeWithNotice();
    takeNotices(home, new Date().toISOString());
    addNotice(home, { id: "promotion-1", text: "learned a rule" });
    renameSync(join(home, "notices.jsonl"), join(home, "notices.jsonl.abc"));
    expect(takeNotices(home, new Date(Date.now() + LATER_MS).toISOString())).toEqual([]);
  });
});
