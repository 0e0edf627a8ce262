import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkTranscripts, type TranscriptCheck } from "../../src/pipeline/transcript-check.ts";
import { entry } from "../support/entry.ts";
import { fakeIo } from "../support/io.ts";
import { madeTranscripts } from "../support/random-transcripts.ts";
import { callLine, clock, resultLine } from "../support/transcripts.ts";
import { type Account, account } from "./transcript-homes.ts";

const OK = { line: {}, content: "done" };

function check(at: Account, limit = 10): Promise<TranscriptCheck> {
  return checkTranscripts({
    io: fakeIo(at.folder, { pid: process.pid }),
    home: at.home,
    projects: join(at.claude, "projects"),
    limit,
    onProgress: () => {},
  });
}

describe("checking the log against transcripts", () => {
  it("finds random calls that were taken out of the log, or put into it", async () => {
    const at = account();
    const made = madeTranscripts(11, 10).filter(({ broken }) => broken === 0);
    expect(made.length).toBeGreaterThan(2);
    for (const { place, lines } of made) at.transcript(place, lines);
    const calls = made.flatMap((one) => one.calls);
    const first = calls.reduce((least, one) => (one.at < least ? one.at : least), clock(1e6));
    const lost = calls.filter(({ at: time }, index) => time !== first && index % 7 === 3);
    at.log(
      calls
        .filter((call) => !lost.includes(call))
        .map((call) => entry({ session_id: call.sessionId, tool_use_id: call.id, at: call.at })),
    );
    // Between two calls of the first session, in the thread of that transcript.
    const [before, after] = made[0]?.calls ?? [];
    const agent = /agent-(\w+)\.jsonl$/.exec(made[0]?.place ?? "")?.[1];
    const extra = entry({
      session_id: before?.sessionId ?? "",
      tool_use_id: "toolu_invented",
      at: after?.at ?? "",
      ...(agent === undefined ? {} : { agent_id: agent }),
    });
    at.log([extra]);
    const result = await check(at, 1000);
    expect(result).toMatchObject({
      transcripts: made.length,
      calls: calls.length,
      matched: calls.length - lost.length,
      missing: lost.length,
      extra: 1,
      beforeInstall: 0,
      odd: {},
      interrupted: false,
    });
    const named = (kind: string): string[] =>
      result.differences
        .filter((one) => one.kind === kind)
        .map((one) => one.toolUseId)
        .sort();
    expect(named("missing")).toEqual(lost.map(({ id }) => id).sort());
    expect(named("extra")).toEqual(["toolu_invented"]);
    expect((await check(at, 2)).differences).toEqual(result.differences.slice(0, 2));
    expect((await check(at, 2)).missing).toBe(lost.length);
  });

  it("is content with a log that was made of nothing but those calls, and writes nothing", async () => {
    const at = account();
    const made = madeTranscripts(5, 4);
    for (const { place, lines } of made) at.transcript(place, lines);
    const calls = made.flatMap((one) => one.calls);
    at.log(
      calls.map((one) => entry({ session_id: one.sessionId, tool_use_id: one.id, at: one.at })),
    );
    const text = at.text("audit.jsonl");
    expect(await check(at)).toMatchObject({ matched: calls.length, missing: 0, extra: 0 });
    expect(at.text("audit.jsonl")).toBe(text);
    expect(at.text("cache/transcripts-import.json")).toBe("");
  });

  it("knows calls from before the install, imported or not, replays and copies", async () => {
    const at = account();
    const id = "toolu_01AbCdEfGhIjKlMnOpQr";
    const copied = { sessionId: "session-2" };
    at.transcript("p/session-1.jsonl", [
      ...["toolu_0", "toolu_1", "toolu_r", id].flatMap((one, index) => [
        callLine(index, { id: one }),
        resultLine(index, one, OK),
      ]),
    ]);
    at.transcript("p/session-2.jsonl", [
      callLine(3, { id }, copied),
      resultLine(3, id, OK, copied),
    ]);
    await at.json("data", "import");
    at.log([
      entry({ session_id: "session-1", tool_use_id: "toolu_1", at: clock(1) }),
      entry({ session_id: "session-1", tool_use_id: "toolu_r", at: clock(2), source: "replay" }),
      entry({ session_id: "session-1", tool_use_id: id, at: clock(3) }),
    ]);
    expect(await check(at)).toMatchObject({
      calls: 5,
      beforeInstall: 1,
      matched: 4,
      differences: [],
    });
  });

  it("calls no entry extra where the transcript could not be read whole", async () => {
    const at = account();
    at.transcript("p/session-1.jsonl", [
      callLine(0),
      resultLine(1, "toolu_1", OK),
      "half of a call\n",
      callLine(9, { id: "toolu_3" }),
    ]);
    at.log(
      ["toolu_1", "toolu_2", "toolu_3"].map((id, index) =>
        entry({ session_id: "session-1", tool_use_id: id, at: clock(index * 4) }),
      ),
    );
    expect(await check(at)).toMatchObject({ unchecked: 1, extra: 0, odd: { not_json: 1 } });
  });
});
