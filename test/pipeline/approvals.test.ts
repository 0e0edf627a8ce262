import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendHistory, readHistory } from "../../src/files/history.ts";
import { enqueueMessage } from "../../src/files/outbox.ts";
import { CommandConfig } from "../../src/model/config.ts";
import { HISTORY } from "../../src/model/history.ts";
import type { Message } from "../../src/model/message.ts";
import { approve, beginApprovals } from "../../src/pipeline/approvals.ts";
import { channelNamed } from "../../src/pipeline/channels.ts";
import { deliverQueued, outboxOf } from "../../src/pipeline/deliver.ts";
import { threadOf } from "../../src/pipeline/message-key.ts";
import { deskIo } from "../support/desk-io.ts";
import { httpServer } from "../support/http.ts";
import { temporaryFolder } from "../support/io.ts";
import { mailConfig, message } from "../support/message.ts";
import { mailServer } from "../support/smtp.ts";

const NOW = "2026-11-23T07:00:00Z";

function desk(config: CommandConfig, home = temporaryFolder()) {
  return { io: deskIo(home, NOW), home, config };
}

async function round(context: ReturnType<typeof desk>, given: Partial<Message> = {}) {
  await enqueueMessage(outboxOf(context), message(given));
  return (await deliverQueued(context)).map(({ kind }) => kind);
}

describe("a destination", () => {
  it("waits for approval, and what waits goes out then without a failure counted", async () => {
    const server = await mailServer();
    const context = desk(mailConfig(server.port));
    expect(await round(context)).toEqual(["held"]);
    expect(server.attempts).toEqual([]);
    await approve(context, channelNamed(context, "mail"));
    expect((await deliverQueued(context)).map(({ kind }) => kind)).toEqual(["sent"]);
    const { lines } = readHistory(context.home, HISTORY.notices);
    expect(lines).toMatchObject([{ attempts: 1 }]);
  });

  it.each([
    ["another recipient", { to: ["thief@example.net"] }],
    ["one recipient more", { to: ["owner@example.org", "thief@example.net"] }],
    ["another server", { host: "localhost" }],
    ["another sender", { from: "someone@else.example" }],
  ])("waits again when it has %s", async (_, changes) => {
    const server = await mailServer();
    const before = desk(mailConfig(server.port));
    await approve(before, channelNamed(before, "mail"));
    const [mail] = before.config.channel;
    const config = CommandConfig.parse({ channel: [{ ...mail, ...changes }] });
    const after = desk(config, before.home);
    expect(await round(after)).toEqual(["held"]);
    expect(server.attempts).toEqual([]);
  });

  it("waits again when its secret address is another, and says nothing of either", async () => {
    const first = await httpServer();
    const second = await httpServer();
    const config = CommandConfig.parse({
      channel: [{ name: "mail", type: "slack", url_env: "URL" }],
    });
    const context = desk(config);
    const withUrl = (url: string) => ({ ...context, io: { ...context.io, env: { URL: url } } });
    await approve(withUrl(first.url), channelNamed(context, "mail"));
    expect(await round(withUrl(second.url), { key: "a.1" })).toEqual(["held"]);
    expect(await round(withUrl(first.url), { key: "a.2" })).toEqual(["sent", "sent"]);
    expect(second.received).toEqual([]);
    const history = readFileSync(join(context.home, "history/channels.jsonl"), "utf8");
    expect(history).not.toMatch(/s3cr3t|127\.0\.0\.1/);
  });

  it("is not reached by an address that changes between being judged and being called", async () => {
    const approved = await httpServer();
    const other = await httpServer();
    const home = temporaryFolder();
    const count = join(home, "count");
    // The first answer is for whoever judges, the next for whoever sends.
    const script = `const fs = require("node:fs"); const n = fs.existsSync("${count}");
      fs.writeFileSync("${count}", "x"); console.log(n ? "${other.url}" : "${approved.url}");`;
    const url_command = [process.execPath, "-e", script];
    const context = desk(
      CommandConfig.parse({ channel: [{ name: "mail", type: "slack", url_command }] }),
      home,
    );
    await approve(context, channelNamed(context, "mail"));
    rmSync(count);
    expect(await round(context)).toEqual(["waiting"]);
    expect(other.received).toEqual([]);
  });

  it("that stays on this machine needs none", async () => {
    const context = desk(CommandConfig.parse({ channel: [{ name: "mail", type: "file" }] }));
    expect(await round(context)).toEqual(["sent"]);
  });

  it("that nobody approved in time lets its messages expire, which is said", async () => {
    const server = await mailServer();
    const context = desk(mailConfig(server.port));
    await round(context);
    context.io.setNow("2026-11-26T07:00:00Z");
    const [delivery] = await deliverQueued(context);
    expect(delivery).toMatchObject({ kind: "dead" });
    expect(delivery).toMatchObject({ problem: expect.stringContaining("was never approved") });
    const { lines } = readHistory(context.home, HISTORY.channels);
    expect(lines).toContainEqual(expect.objectContaining({ kind: "gave_up", reason: "expired" }));
  });
});

describe("a home from before approvals", () => {
  function sentBefore(context: ReturnType<typeof desk>, config: CommandConfig): void {
    const { key, channel, kind, subject, severity } = message();
    const thread = threadOf("digest", channelNamed({ config }, "mail"));
    appendHistory(context.home, HISTORY.notices, [
      { v: 1, at: NOW, key, channel, kind, thread, subject, severity, attempts: 1, detail: "" },
    ]);
  }

  it("goes on sending where a message has arrived", async () => {
    const server = await mailServer();
    const context = desk(mailConfig(server.port));
    sentBefore(context, context.config);
    expect(await round(context, { key: "digest.2026-w48.mail.1" })).toEqual(["sent"]);
  });

  it("asks for approval where the recipients are others than those it reached", async () => {
    const server = await mailServer();
    const context = desk(mailConfig(server.port));
    const [mail] = context.config.channel;
    const other = CommandConfig.parse({ channel: [{ ...mail, to: ["other@example.org"] }] });
    sentBefore(context, other);
    expect(await round(context, { key: "digest.2026-w48.mail.1" })).toEqual(["held"]);
  });

  it("takes nothing for approved that is sent to later", async () => {
    const server = await mailServer();
    const context = desk(mailConfig(server.port));
    beginApprovals(context);
    sentBefore(context, context.config);
    expect(await round(context, { key: "digest.2026-w48.mail.1" })).toEqual(["held"]);
  });
});

describe("a torn history of channels", () => {
  it("approves nothing", async () => {
    const server = await mailServer();
    const context = desk(mailConfig(server.port));
    await approve(context, channelNamed(context, "mail"));
    const path = join(context.home, "history/channels.jsonl");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.slice(0, -40), { mode: 0o600 });
    expect(await round(context)).toEqual(["held"]);
  });
});
