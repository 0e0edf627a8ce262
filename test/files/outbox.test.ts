import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendHistory, readHistory } from "../../src/files/history.ts";
import {
  buryClaim,
  claimMessage,
  enqueueMessage,
  finishClaim,
  type Outbox,
  placeOf,
  postponeClaim,
  readPlace,
  recoverClaims,
} from "../../src/files/outbox.ts";
import { HISTORY, type NoticeLine } from "../../src/model/history.ts";
import { temporaryFolder } from "../support/io.ts";
import { message } from "../support/message.ts";

const NOW = new Date("2026-11-23T07:00:00Z");
const FAILURE = { at: NOW.toISOString(), reason: "connection", message: "no answer" };

function outboxIn(home: string): Outbox {
  return { home, owner: { pid: process.pid } };
}

async function claimed(outbox: Outbox) {
  const claim = await claimMessage(outbox, message().key, NOW);
  if (claim === undefined) throw new Error("nothing to claim");
  return claim;
}

function noticeOf(key: string): NoticeLine {
  const { channel, kind, thread, subject, severity } = message();
  const at = NOW.toISOString();
  return { v: 1, at, key, channel, kind, thread, subject, severity, attempts: 1, detail: "" };
}

/** A process id that no process has: the largest that Linux may give, plus one. */
const NOBODY = 4_194_305;

describe("the outbox", () => {
  it("takes a key once, wherever it is by then", async () => {
    const outbox = outboxIn(temporaryFolder());
    expect(await enqueueMessage(outbox, message())).toEqual({ kind: "queued" });
    expect(await enqueueMessage(outbox, message())).toEqual({ kind: "present", place: "queued" });
    const claim = await claimed(outbox);
    expect(await enqueueMessage(outbox, message())).toEqual({ kind: "present", place: "sending" });
    finishClaim(outbox.home, claim);
    expect(await enqueueMessage(outbox, message())).toEqual({ kind: "present", place: "sent" });
  });

  it("takes a key once when many enqueue it at the same time", async () => {
    const outbox = outboxIn(temporaryFolder());
    const all = await Promise.all(
      Array.from({ length: 8 }, () => enqueueMessage(outbox, message())),
    );
    expect(all.filter(({ kind }) => kind === "queued")).toHaveLength(1);
  });

  it("refuses a key that a notice tells of, even when sent/ was emptied", async () => {
    const home = temporaryFolder();
    appendHistory(home, HISTORY.notices, [noticeOf(message().key)]);
    expect(placeOf(home, message().key)).toBe("sent");
  });

  it("gives a message to one claimant", async () => {
    const outbox = outboxIn(temporaryFolder());
    await enqueueMessage(outbox, message());
    const claims = await Promise.all(
      Array.from({ length: 4 }, () => claimMessage(outbox, message().key, NOW)),
    );
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  it("keeps a postponed message back until its time, and counts the attempt", async () => {
    const outbox = outboxIn(temporaryFolder());
    await enqueueMessage(outbox, message());
    const notBefore = "2026-11-23T07:01:00.000Z";
    await postponeClaim(outbox, await claimed(outbox), { ...FAILURE, notBefore });
    expect(await claimMessage(outbox, message().key, NOW)).toBeUndefined();
    const [waiting] = readPlace(outbox.home, "queued").messages;
    expect(waiting).toMatchObject({ attempts: 1, not_before: notBefore, failures: [FAILURE] });
    expect(await claimMessage(outbox, message().key, new Date(notBefore))).toBeDefined();
  });

  it("buries a message with the reason beside it", async () => {
    const outbox = outboxIn(temporaryFolder());
    await enqueueMessage(outbox, message());
    buryClaim(outbox.home, await claimed(outbox), FAILURE);
    expect(readPlace(outbox.home, "dead").messages[0]?.failures).toEqual([FAILURE]);
    expect(placeOf(outbox.home, message().key)).toBe("dead");
  });

  it("returns what a killed process was sending", async () => {
    const outbox = outboxIn(temporaryFolder());
    await enqueueMessage(outbox, message());
    const claim = await claimed(outbox);
    renameSync(claim.path, join(outbox.home, "outbox/sending", `${claim.key}.${NOBODY}.1`));
    expect(await recoverClaims(outbox)).toEqual({ returned: [claim.key], finished: [] });
    expect(placeOf(outbox.home, claim.key)).toBe("queued");
  });

  it("does not return it where a notice says that it was sent", async () => {
    const outbox = outboxIn(temporaryFolder());
    await enqueueMessage(outbox, message());
    const claim = await claimed(outbox);
    appendHistory(outbox.home, HISTORY.notices, [noticeOf(claim.key)]);
    renameSync(claim.path, join(outbox.home, "outbox/sending", `${claim.key}.${NOBODY}.1`));
    expect(await recoverClaims(outbox)).toEqual({ returned: [], finished: [claim.key] });
    expect(readdirSync(join(outbox.home, "outbox/queued"))).toEqual([]);
  });

  it("leaves alone what a living process is sending", async () => {
    const outbox = outboxIn(temporaryFolder());
    await enqueueMessage(outbox, message());
    await claimed(outbox);
    expect(await recoverClaims(outbox)).toEqual({ returned: [], finished: [] });
  });

  it("names a file that is no message instead of hiding it", () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "outbox/queued"), { recursive: true });
    writeFileSync(join(home, "outbox/queued/odd.json"), "{", { mode: 0o600 });
    expect(readPlace(home, "queued")).toEqual({ messages: [], unreadable: ["odd.json"] });
  });
});

describe("history", () => {
  it("reads around a torn line, counts it, and appends after it", () => {
    const home = temporaryFolder();
    appendHistory(home, HISTORY.notices, [noticeOf("a")]);
    writeFileSync(join(home, "history/notices.jsonl"), '{"v":1,"at":"20', { flag: "a" });
    appendHistory(home, HISTORY.notices, [noticeOf("b")]);
    const { lines, bad } = readHistory(home, HISTORY.notices);
    expect(lines.map(({ key }) => key)).toEqual(["a", "b"]);
    expect(bad).toBe(1);
  });
});
