import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/files/history.ts";
import { enqueueMessage, placeOf, readPlace } from "../../src/files/outbox.ts";
import { CommandConfig } from "../../src/model/config.ts";
import { HISTORY } from "../../src/model/history.ts";
import { type Context, deliverQueued, outboxOf } from "../../src/pipeline/deliver.ts";
import { type DeskIo, deskIo } from "../support/desk-io.ts";
import { temporaryFolder } from "../support/io.ts";
import { mailConfig, message } from "../support/message.ts";
import { mailServer, type Treatment } from "../support/smtp.ts";

async function queuedMail(treat?: (mail: number) => Treatment) {
  const server = await mailServer(treat);
  const home = temporaryFolder();
  const io = deskIo(home, "2026-11-23T07:00:00Z");
  const context = { io, home, config: mailConfig(server.port) };
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
    await deliverAt(context, "2026-11-23T07:00:00Z");
    const late = { ...context };
    late.io.setNow("2026-11-26T07:00:00Z");
    const [delivery] = await deliverQueued(late);
    expect(delivery).toMatchObject({ kind: "dead", problem: expect.stringContaining("451") });
    expect(server.mails).toEqual([]);
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
});
