import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Report } from "../../src/model/report.ts";
import { entry } from "../support/entry.ts";
import { blocksOf, said, sectionOf } from "../support/report.ts";
import { callLine, clock } from "../support/transcripts.ts";
import { type Account, account } from "./transcript-homes.ts";

const PLACE = "-home-ana-shop";

/** What the digest of the window says of its coverage. */
async function coverage(at: Account, ...words: string[]): Promise<string> {
  const { code, out, err } = await at.run(...reportWords(words), "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const notes = blocksOf(sectionOf(Report.parse(JSON.parse(out)), "coverage"), "note");
  return said(notes.find(({ term }) => term === "Coverage")?.text ?? []);
}

function reportWords(words: readonly string[]): string[] {
  return ["report", "--since", "2026-11-16", "--until", "2026-11-23", "--tz", "UTC", ...words];
}

/** Three sessions in transcripts, of which the hook recorded two. */
function threeSessions(): Account {
  const at = account();
  for (const session of ["session-1", "session-2"]) {
    at.log([entry({ session_id: session, tool_use_id: "toolu_1", at: clock(1) })]);
  }
  for (const session of ["session-1", "session-2", "session-3"]) {
    at.transcript(`${PLACE}/${session}.jsonl`, [callLine(60, {}, { sessionId: session })]);
  }
  return at;
}

describe("the sessions that transcripts tell of", () => {
  it("are told beside those of the log, once somebody has looked", async () => {
    const at = threeSessions();
    expect(await coverage(at)).not.toContain("in the transcripts");
    await at.json("data", "reconcile");
    expect(await coverage(at)).toContain("2 of 3 sessions in the transcripts are in the log.");
  });

  it("stay known when the transcripts are gone, and when they are read again", async () => {
    const at = threeSessions();
    await at.json("data", "reconcile");
    const before = await coverage(at);
    rmSync(join(at.home, "cache"), { recursive: true, force: true });
    await at.json("data", "reconcile");
    expect(await coverage(at)).toBe(before);
    rmSync(join(at.claude, "projects"), { recursive: true });
    await at.json("data", "reconcile");
    expect(await coverage(at)).toBe(before);
  });

  it("are not known before the moment at which somebody looked", async () => {
    const at = threeSessions();
    await at.json("data", "reconcile");
    // The account lives at noon of 22 November.
    expect(await coverage(at, "--as-of", "2026-11-22T11:59:00Z")).not.toContain("transcripts");
    expect(await coverage(at, "--as-of", "2026-11-22T12:00:00Z")).toContain("2 of 3 sessions");
  });

  it("are left out where they are older than the window or than the hook", async () => {
    const at = account();
    at.log([entry({ session_id: "session-2", tool_use_id: "toolu_1", at: clock(30) })]);
    for (const session of ["session-1", "session-2"]) {
      const after = session === "session-1" ? 1 : 60;
      at.transcript(`${PLACE}/${session}.jsonl`, [callLine(after, {}, { sessionId: session })]);
    }
    await at.json("data", "reconcile");
    expect(await coverage(at)).toContain("1 of 1 session in the transcripts is in the log.");
    const words = ["report", "--during", "2026-W46", "--tz", "UTC", "--json"];
    const { out } = await at.run(...words);
    expect(out).not.toContain("in the transcripts");
  });

  it("are missed where the hook fell silent for the whole window", async () => {
    const at = account();
    at.log([entry({ session_id: "before", at: "2026-11-10T10:00:00.000Z" })]);
    at.transcript(`${PLACE}/session-1.jsonl`, [callLine(1)]);
    await at.json("data", "reconcile");
    expect(await coverage(at)).toContain("0 of 1 session in the transcripts is in the log.");
  });

  it("are not told of one project, and are not written down in a dry run", async () => {
    const at = threeSessions();
    await at.json("data", "reconcile", "--dry-run");
    expect(at.text("history/transcripts.jsonl")).toBe("");
    await at.json("data", "reconcile");
    expect(at.text("history/transcripts.jsonl").trim().split("\n")).toHaveLength(3);
    expect(await coverage(at, "--project", "shop")).not.toContain("in the transcripts");
  });

  it("are traced to the metric that counts those of the log", async () => {
    const at = threeSessions();
    await at.json("data", "reconcile");
    const { out } = await at.run(...reportWords(["--explain"]));
    expect(out).toContain("src/metrics/recorded-sessions.sql");
    expect(out).toContain("session-1");
  });
});
