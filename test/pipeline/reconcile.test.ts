import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Entry } from "../../src/model/entry.ts";
import { ANSWERS, noAnswers } from "../../src/model/transcript-answers.ts";
import { type EntryParts, entry } from "../support/entry.ts";
import { folderUntilEnd } from "../support/io.ts";
import { ANSWER_CASES, callLine, clock, resultLine } from "../support/transcripts.ts";
import { account } from "./transcript-homes.ts";

const PLACE = "-home-ana-shop/session-1.jsonl";
const OK = { line: {}, content: "done" };
const ALWAYS = {
  line: { permissionDecision: { decision: "accept", source: "user_permanent" } },
  content: "done",
};
const REFUSED = {
  line: { permissionDecision: { decision: "reject", source: "user_reject" } },
  content: "The user doesn't want to proceed with this tool use. the user said:\nmy secret plan",
  isError: true,
};

/** The hook's line of a call; `ask` as the user saw it. */
function called(parts: EntryParts = {}): Entry {
  return entry({
    tool_use_id: "toolu_1",
    session_id: "session-1",
    at: clock(1),
    tier: "ask",
    decision: "ask",
    rule_id: "aaaaaaaaaaaa",
    ...parts,
  });
}

function ran(parts: EntryParts = {}): Entry {
  return entry({
    event: "PostToolUse",
    tool_use_id: "toolu_1",
    session_id: "session-1",
    at: clock(2),
    outcome: "ok",
    outcome_source: "post",
    ...parts,
  });
}

function reconciled(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ event }) => event === "Reconciled");
}

describe("data reconcile", () => {
  const all = account(folderUntilEnd());
  const idOf = (what: string): string =>
    `toolu_case${ANSWER_CASES.findIndex((one) => one.what === what)}`;

  beforeAll(async () => {
    for (const one of ANSWER_CASES) {
      const id = idOf(one.what);
      const isOver = one.outcome === "ok" || one.outcome === "failed";
      all.log([called({ tool_use_id: id }), ...(isOver ? [ran({ tool_use_id: id })] : [])]);
      all.transcript(PLACE, [callLine(1, { id }), resultLine(2, id, one)]);
    }
    const { by_kind: kinds } = await all.json("data", "reconcile");
    const expected = noAnswers();
    for (const { kind } of ANSWER_CASES) expected[kind] += 1;
    expect(kinds).toEqual(expected);
  });

  it.each(ANSWER_CASES)("settles a call that was $what", (one) => {
    const isOver = one.outcome === "ok" || one.outcome === "failed";
    const found = reconciled(all.entries()).filter((call) => call.tool_use_id === idOf(one.what));
    // What ran, and of which nobody says who let it, is in the log already.
    expect(found).toHaveLength(one.kind === "unsaid" && isOver ? 0 : 1);
    if (found[0] === undefined) return;
    expect(found[0]).toMatchObject({
      outcome: one.outcome,
      outcome_source: "transcript",
      approval: ANSWERS[one.kind].approval,
      timestamp: "2026-11-22T12:00:00.000Z",
      session_id: "session-1",
      project: "shop",
      fingerprint: "Bash: ls",
      tier: "none",
      decision: "none",
      source: "live",
    });
    expect(found[0]).not.toHaveProperty("rule_id");
  });

  it("believes no approval by the user that the log does not show", async () => {
    const cases: [string, Entry[], string][] = [
      ["asked and ran", [called(), ran()], "user_always"],
      ["asked, and no sign that it ran", [called()], "unknown"],
      [
        "ran, and nobody was asked",
        [called({ tier: "allow", decision: "allow" }), ran()],
        "unknown",
      ],
      ["asked where nobody was", [called({ attended: false }), ran()], "unknown"],
      [
        "asked by Claude Code itself, and ran",
        [
          called({ tier: "passthrough", decision: "passthrough" }),
          entry({ event: "PermissionRequest", session_id: "session-1", at: clock(1.5) }),
          ran(),
        ],
        "user_always",
      ],
    ];
    for (const [what, log, approval] of cases) {
      const at = account();
      at.log(log);
      at.transcript(PLACE, [callLine(1), resultLine(2, "toolu_1", ALWAYS)]);
      const { approvals_not_believed: doubted } = await at.json("data", "reconcile");
      const found = reconciled(at.entries());
      expect([what, found[0]?.approval, doubted]).toEqual([
        what,
        approval,
        approval === "unknown" ? 1 : 0,
      ]);
    }
  });

  it("makes no call and no approval of what is in the transcript alone", async () => {
    const at = account();
    at.log([entry()]);
    at.transcript(PLACE, [callLine(1), resultLine(2, "toolu_1", ALWAYS)]);
    const before = at.text("audit.jsonl");
    expect(await at.json("data", "reconcile")).toMatchObject({ not_in_log: 1, entries_written: 0 });
    expect(at.text("audit.jsonl")).toBe(before);
  });

  it("takes an approval away: who was said to have allowed it had refused it", async () => {
    const at = account();
    at.log([called(), ran()]);
    at.transcript(PLACE, [callLine(1), resultLine(2, "toolu_1", REFUSED)]);
    await at.json("data", "reconcile");
    expect(reconciled(at.entries())[0]).toMatchObject({ outcome: "refused", approval: "none" });
  });

  it("keeps nothing of what the user or the tool said", async () => {
    const at = account();
    at.log([called()]);
    at.transcript(PLACE, [callLine(1), resultLine(2, "toolu_1", REFUSED)]);
    await at.run("data", "reconcile");
    expect(at.text("audit.jsonl")).not.toContain("secret plan");
  });

  it("adds nothing the second time, nor without its cursors, nor where the log was loaded anew", async () => {
    const at = account();
    at.log([called(), ran()]);
    at.transcript(PLACE, [callLine(1), resultLine(2, "toolu_1", ALWAYS)]);
    await at.run("data", "reconcile");
    const after = at.text("audit.jsonl");
    expect(await at.json("data", "reconcile")).toMatchObject({ transcripts_read: 0 });
    rmSync(join(at.home, "cache"), { recursive: true });
    rmSync(join(at.home, "warehouse.duckdb"));
    expect(await at.json("data", "reconcile")).toMatchObject({
      transcripts_read: 1,
      already_reconciled: 1,
      entries_written: 0,
    });
    expect(at.text("audit.jsonl")).toBe(after);
  });

  it("reads on where it stood, and sees an answer that comes later", async () => {
    const at = account();
    const now = Date.parse("2026-11-22T11:59:00Z") - Date.parse(clock(0));
    const seconds = now / 1000;
    at.log([
      called({ at: clock(seconds) }),
      called({ tool_use_id: "toolu_2", at: clock(seconds) }),
    ]);
    at.transcript(PLACE, [
      callLine(seconds),
      callLine(seconds, { id: "toolu_2" }),
      resultLine(seconds + 1, "toolu_2", REFUSED),
    ]);
    expect(await at.json("data", "reconcile")).toMatchObject({ entries_written: 1 });
    at.transcript(PLACE, [resultLine(seconds + 9, "toolu_1", REFUSED)]);
    expect(await at.json("data", "reconcile")).toMatchObject({
      answers: 2,
      already_reconciled: 1,
      entries_written: 1,
    });
    expect(reconciled(at.entries()).map((one) => one.tool_use_id)).toEqual(["toolu_2", "toolu_1"]);
    expect(await at.json("data", "reconcile")).toMatchObject({ transcripts_read: 0 });
  });

  it("goes on after a torn last line of the log, and after one of the transcript", async () => {
    const at = account();
    at.log([called(), called({ tool_use_id: "toolu_2" })]);
    at.transcript(PLACE, [
      callLine(1),
      resultLine(2, "toolu_1", REFUSED),
      callLine(3, { id: "toolu_2" }),
    ]);
    const last = `${JSON.stringify(resultLine(4, "toolu_2", REFUSED))}\n`;
    at.transcript(PLACE, [last.slice(0, 50)]);
    await at.run("data", "reconcile");
    const whole = at.text("audit.jsonl");
    writeFileSync(join(at.home, "audit.jsonl"), whole.slice(0, -20), { mode: 0o600 });
    rmSync(join(at.home, "cache"), { recursive: true });
    at.transcript(PLACE, [last.slice(50)]);
    await at.run("data", "reconcile");
    const lines = at.text("audit.jsonl").trimEnd().split("\n");
    const found = lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line));
    expect(
      found.filter(({ event }) => event === "Reconciled").map((one) => one["tool_use_id"]),
    ).toEqual(["toolu_1", "toolu_2"]);
  });

  it("says where a call that we denied has a result", async () => {
    const at = account();
    at.log([called({ tier: "deny", decision: "deny" })]);
    at.transcript(PLACE, [callLine(1), resultLine(2, "toolu_1", OK)]);
    const { out } = await at.run("data", "reconcile");
    expect(out).toContain("1 call that we denied has a result: the hook's answer did not hold.");
  });

  it("leaves out copies in a resumed session, replayed calls and our own trials", async () => {
    const at = account();
    const id = "toolu_01AbCdEfGhIjKlMnOpQr";
    at.log([
      called({ tool_use_id: id }),
      called({ tool_use_id: "toolu_r", source: "replay" }),
      called({ tool_use_id: "toolu_c", session_id: "claude-permit-canary-1", source: "canary" }),
    ]);
    const copied = { sessionId: "session-2" };
    const canary = { sessionId: "claude-permit-canary-1" };
    at.transcript(PLACE, [
      callLine(1, { id }),
      resultLine(2, id, REFUSED),
      callLine(3, { id: "toolu_r" }),
      resultLine(4, "toolu_r", REFUSED),
    ]);
    at.transcript("p/session-2.jsonl", [
      callLine(1, { id }, copied),
      resultLine(2, id, REFUSED, copied),
    ]);
    at.transcript("p/c.jsonl", [
      callLine(1, { id: "toolu_c" }, canary),
      resultLine(2, "toolu_c", REFUSED, canary),
    ]);
    expect(await at.json("data", "reconcile")).toMatchObject({
      entries_written: 1,
      not_in_log: 0,
      replayed: 1,
    });
  });

  it("writes nothing in a dry run, and says what it would", async () => {
    const at = account();
    at.log([called()]);
    at.transcript(PLACE, [callLine(1), resultLine(2, "toolu_1", REFUSED), "nonsense\n"]);
    const before = at.text("audit.jsonl");
    const { out } = await at.run("data", "reconcile", "--dry-run");
    expect(out.split("\n")).toEqual([
      expect.stringMatching(/^read 0\.0 MB, new in 1 of 1 transcript$/),
      "  1  refused by the user, with a comment",
      `1 entry would be added to ${at.home}/audit.jsonl`,
      "1 line not understood",
      "  1 no JSON",
      "",
    ]);
    expect(at.text("audit.jsonl")).toBe(before);
    expect(await at.json("data", "reconcile")).toMatchObject({ entries_written: 1 });
  });

  it("says that there are no transcripts, and that there is no home", async () => {
    const at = account();
    expect((await at.run("data", "reconcile")).out).toBe(
      `No transcripts in ${at.claude}/projects.\n`,
    );
    rmSync(at.home, { recursive: true });
    const { code, err } = await at.run("data", "reconcile");
    expect({ code, err }).toEqual({
      code: 3,
      err: `There is nothing in ${at.home} yet. Start with: claude-permit install --home ${at.home}\n`,
    });
  });
});
