import {
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/files/history.ts";
import { homePaths } from "../../src/files/home.ts";
import { takeNotices } from "../../src/files/notices.ts";
import { enqueueMessage, placeOf, readPlace } from "../../src/files/outbox.ts";
import { uniqueName } from "../../src/files/private.ts";
import { CommandConfig } from "../../src/model/config.ts";
import { HISTORY } from "../../src/model/history.ts";
import { approve } from "../../src/pipeline/approvals.ts";
import { channelNamed } from "../../src/pipeline/channels.ts";
import { type Context, deliverQueued, outboxOf } from "../../src/pipeline/deliver.ts";
import { approveAll } from "../support/approve.ts";
import { type DeskIo, deskIo } from "../support/desk-io.ts";
import { httpServer } from "../support/http.ts";
import { temporaryFolder } from "../support/io.ts";
import { mailConfig, message } from "../support/message.ts";
import { mailServer, type Treatment } from "../support/smtp.ts";

async function queuedMail(treat?: (mail: number) => Treatment) {
  const server = await mailServer(treat);
  const home = temporaryFolder();
  const io = deskIo(home, "2026-11-23T07:00:00Z");
  const context = { io, home, config: mailConfig(server.port) };
  approveAll(home, context.config);
  await enqueueMessage(outboxOf(context), message());
  return { ...context, server };
}

async function deliverAt(context: Context & { readonly io: DeskIo }, now: string) {
  context.io.setNow(now);
  return (await deliverQueued(context)).map(({ kind }) => kind);
}

describe("delivering what is queued", () => {
  it("sends a message once and keeps a notice of it", async () => {
    const { server, ...context } = await queuedMail();
    expect((await deliverQueued(context)).map(({ kind }) => kind)).toEqual(["sent"]);
    expect(await deliverQueued(context)).toEqual([]);
    expect(server.mails).toHaveLength(1);
    const { lines } = readHistory(context.home, HISTORY.notices);
    expect(lines).toMatchObject([{ key: message().key, channel: "mail", attempts: 1 }]);
  });

  it("waits a minute after 451, and sends then", async () => {
    const { server, ...context } = await queuedMail((mail) =>
      mail === 0 ? { at: "data", code: 451 } : "take",
    );
    expect(await deliverAt(context, "2026-11-23T07:00:00Z")).toEqual(["waiting"]);
    expect(await deliverAt(context, "2026-11-23T07:00:59Z")).toEqual([]);
    expect(await deliverAt(context, "2026-11-23T07:01:07Z")).toEqual(["sent"]);
    expect(server.mails).toHaveLength(1);
  });

  it("gives up after 550 and says why", async () => {
    const { server, ...context } = await queuedMail(() => ({ at: "recipient", code: 550 }));
    const [delivery] = await deliverQueued(context);
    expect(delivery).toMatchObject({ kind: "dead", channel: "mail" });
    expect(readPlace(context.home, "dead").messages[0]?.failures[0]?.message).toContain("550");
    expect(await deliverAt(context, "2026-11-24T07:00:00Z")).toEqual([]);
    expect(server.mails).toEqual([]);
  });

  it("gives up when the message is no longer worth sending, with the last problem", async () => {
    const { server, ...context } = await queuedMail(() => ({ at: "data", code: 451 }));
    for (let hour = 0; hour < 72; hour += 1) {
      const now = new Date(Date.parse("2026-11-23T07:00:00Z") + hour * 3_600_000);
      await deliverAt(context, now.toISOString());
    }
    context.io.setNow("2026-11-26T07:00:00Z");
    const [delivery] = await deliverQueued(context);
    expect(delivery).toMatchObject({ kind: "dead", problem: expect.stringContaining("451") });
    expect(server.mails).toEqual([]);
  });

  it("settles what it could not settle before, in the same process", async () => {
    const { server, ...context } = await queuedMail(() => ({ at: "recipient", code: 550 }));
    const { notices } = homePaths(context.home);
    symlinkSync("/nowhere", notices);
    await expect(deliverQueued(context)).rejects.toThrow("is a link");
    expect(placeOf(context.home, message().key)).toBe("sending");
    rmSync(notices);
    expect((await deliverQueued(context)).map(({ kind }) => kind)).toEqual(["dead"]);
    expect(placeOf(context.home, message().key)).toBe("dead");
    expect(server.mails).toEqual([]);
  });

  it("does not send again what went out, though nothing of that could be written", async () => {
    const { server, ...context } = await queuedMail();
    const notices = join(context.home, "history/notices.jsonl");
    const sent = join(context.home, "outbox/sent");
    symlinkSync("/nowhere", notices);
    writeFileSync(sent, "");
    await expect(deliverQueued(context)).rejects.toThrow();
    expect(server.mails).toHaveLength(1);
    rmSync(notices);
    rmSync(sent);
    expect(await deliverQueued(context)).toEqual([]);
    expect(placeOf(context.home, message().key)).toBe("sent");
    expect(server.mails).toHaveLength(1);
  });

  it("lets other channels end before it says that one failed", async () => {
    const { server, ...context } = await queuedMail();
    const channel = [...context.config.channel, { name: "out", type: "file", tell: true }];
    const config = CommandConfig.parse({ channel });
    await enqueueMessage(outboxOf(context), message({ key: "other", channel: "out" }));
    symlinkSync("/nowhere", homePaths(context.home).notices);
    await expect(deliverQueued({ ...context, config })).rejects.toThrow();
    expect(server.mails).toHaveLength(1);
    expect(placeOf(context.home, message().key)).toBe("sent");
    expect(placeOf(context.home, "other")).toBe("queued");
  });

  it("sweeps what killed processes had begun to write, and nothing else", async () => {
    const { server: _, ...context } = await queuedMail();
    const queued = join(context.home, "outbox/queued");
    const names = [`.${uniqueName()}.tmp`, `.${uniqueName()}.tmp`, ".notes.tmp", "a.tmp"];
    for (const name of names) writeFileSync(join(queued, name), "{");
    const begun = (name: string, at: string) =>
      utimesSync(join(queued, name), new Date(at), new Date(at));
    const [old = "", young = "", ...others] = names;
    for (const name of [old, ...others]) begun(name, "2026-11-23T05:59:00Z");
    begun(young, "2026-11-23T06:01:00Z");
    await deliverQueued(context);
    expect(readdirSync(queued).sort()).toEqual([young, ...others].sort());
  });

  it("gives up where the channel is gone from config.toml", async () => {
    const { server, ...context } = await queuedMail();
    const [delivery] = await deliverQueued({ ...context, config: CommandConfig.parse({}) });
    expect(delivery).toMatchObject({ kind: "dead" });
    expect(placeOf(context.home, message().key)).toBe("dead");
    expect(server.mails).toEqual([]);
  });

  it("sends the rest where one channel fails", async () => {
    const { server, ...context } = await queuedMail();
    const lost = message({ key: "digest.2026-w47.gone.1", channel: "gone" });
    await enqueueMessage(outboxOf(context), lost);
    const kinds = (await deliverQueued(context)).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["dead", "sent"]));
    expect(server.mails).toHaveLength(1);
  });

  it("sends once when many deliver at the same time", async () => {
    const { server, ...context } = await queuedMail();
    await Promise.all(Array.from({ length: 4 }, () => deliverQueued(context)));
    expect(server.mails).toHaveLength(1);
  });

  it("delays no channel by one that hangs", async () => {
    const { server, ...context } = await queuedMail(() => "hang");
    const [mail] = context.config.channel;
    const config = CommandConfig.parse({
      channel: [
        { ...mail, timeout_seconds: 3 },
        { name: "file", type: "file" },
      ],
    });
    approveAll(context.home, config);
    await enqueueMessage(outboxOf(context), message({ key: "a.file.1", channel: "file" }));
    const done = deliverQueued({ ...context, config });
    await expect.poll(() => placeOf(context.home, "a.file.1")).toBe("sent");
    expect(placeOf(context.home, message().key)).toBe("sending");
    expect(new Set((await done).map(({ kind }) => kind))).toEqual(new Set(["sent", "waiting"]));
  });

  it("lets a channel's other messages wait where one could not be sent for now", async () => {
    const { server, ...context } = await queuedMail(() => ({ at: "data", code: 451 }));
    await enqueueMessage(outboxOf(context), message({ key: "digest.2026-w48.mail.1" }));
    expect((await deliverQueued(context)).map(({ kind }) => kind)).toEqual(["waiting"]);
    expect(server.attempts).toHaveLength(1);
  });

  it("keeps to Retry-After where that is later than the next attempt would be", async () => {
    const server = await httpServer((request) =>
      request === 0 ? { status: 429, headers: { "retry-after": "3600" } } : { status: 200 },
    );
    const home = temporaryFolder();
    const config = CommandConfig.parse({
      channel: [{ name: "mail", type: "webhook", url_env: "URL" }],
    });
    const io = { ...deskIo(home, "2026-11-23T07:00:00Z"), env: { URL: server.url } };
    const context = { io, home, config };
    await approve(context, channelNamed(context, "mail"));
    await enqueueMessage(outboxOf(context), message({ payload: "{}" }));
    const [delivery] = await deliverQueued(context);
    expect(delivery).toMatchObject({ kind: "waiting", next: "2026-11-23T08:00:00.000Z" });
  });

  it("tells the next session and the history of what is given up, without an address", async () => {
    const says = "no owner@example.org at https://x.example";
    const { server, ...context } = await queuedMail(() => ({ at: "recipient", code: 550, says }));
    await deliverQueued(context);
    const [notice = ""] = takeNotices(context.home, "2026-11-23T07:00:00Z");
    expect(notice).toContain("was not delivered by mail (refused)");
    expect(notice).toMatch(/: claude-permit channels outbox --home \S+$/);
    const { lines } = readHistory(context.home, HISTORY.channels);
    expect(lines.at(-1)).toMatchObject({ kind: "gave_up", key: message().key, reason: "refused" });
    const files = readdirSync(context.home, { recursive: true, encoding: "utf8" });
    const texts = files
      .map((name) => join(context.home, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, "utf8"));
    expect(texts.join("")).not.toContain("example.org");
    expect(notice).not.toContain("example.org");
    expect(server.mails).toEqual([]);
  });
});
