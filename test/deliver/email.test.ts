import { writeFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { carryByEmail } from "../../src/deliver/email.ts";
import type { ChannelOf, Outside } from "../../src/deliver/index.ts";
import { Channel } from "../../src/model/config.ts";
import { DeliveryError } from "../../src/model/errors.ts";
import { temporaryFolder } from "../support/io.ts";
import { message } from "../support/message.ts";
import { mailServer } from "../support/smtp.ts";

function channel(given: Record<string, unknown>): ChannelOf<"email"> {
  const read = Channel.parse({
    name: "mail",
    type: "email",
    host: "127.0.0.1",
    security: "none",
    from: "Guard <guard@desk.example>",
    to: ["owner@example.org"],
    ...given,
  });
  if (read.type !== "email") throw new Error("not an email channel");
  return read;
}

function outside(env: Record<string, string> = {}): Outside {
  return { home: "/nowhere", accountHome: "/nowhere", env, signal: new AbortController().signal };
}

async function failureOf(promise: Promise<unknown>): Promise<DeliveryError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DeliveryError) return error;
  throw new Error("no DeliveryError", { cause: error });
}

describe("an e-mail", () => {
  it("arrives with both parts, a fixed Message-ID and the headers that clients sort by", async () => {
    const server = await mailServer();
    await carryByEmail(channel({ port: server.port }), message(), outside());
    const mail = await new PostalMime().parse(server.mails[0] ?? "");
    const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
    expect(mail.text?.trim()).toBe("Nothing to do.");
    expect(mail.html).toContain("<p>Nothing to do.</p>");
    expect(headers).toMatchObject({
      "message-id": "<digest.2026-w47.mail.0a1b2c3d@desk.example>",
      references: "<digest.mail.0a1b2c3d@desk.example>",
      "auto-submitted": "auto-generated",
      "list-id": "claude-permit digest <digest.claude-permit.desk.example>",
      "list-unsubscribe":
        "<mailto:guard@desk.example?subject=stop%20digest.2026-w47.mail.0a1b2c3d>",
      "x-claude-permit-severity": "green",
      date: "Mon, 23 Nov 2026 07:00:00 +0000",
    });
    expect(headers["content-type"]).toMatch(/^multipart\/alternative/);
  });

  it("puts no header of its own where a subject holds line breaks", async () => {
    const server = await mailServer();
    const subject = "W47\r\nBcc: thief@example.net\r\n\r\nbody";
    await carryByEmail(channel({ port: server.port }), message({ subject }), outside());
    const mail = await new PostalMime().parse(server.mails[0] ?? "");
    expect(mail.subject).toBe("W47 Bcc: thief@example.net body");
    expect(mail.bcc).toBeUndefined();
  });

  it("is tried again after 451 and not after 550, and says which server answered what", async () => {
    const busy = await mailServer(() => ({ at: "data", code: 451 }));
    const closed = await mailServer(() => ({ at: "recipient", code: 550 }));
    const first = await failureOf(carryByEmail(channel({ port: busy.port }), message(), outside()));
    const second = await failureOf(
      carryByEmail(channel({ port: closed.port }), message(), outside()),
    );
    expect(first).toMatchObject({ retryable: true, reason: "refused" });
    expect(second).toMatchObject({ retryable: false, reason: "refused" });
    expect(second.message).toContain(`127.0.0.1:${closed.port}`);
    expect(second.message).toContain("550");
  });

  it("is tried again where nothing listens", async () => {
    const failure = await failureOf(carryByEmail(channel({ port: 1 }), message(), outside()));
    expect(failure).toMatchObject({ retryable: true, reason: "connection" });
  });

  it("is never sent in the clear where STARTTLS is asked for", async () => {
    const server = await mailServer();
    const strict = channel({ port: server.port, security: "starttls" });
    const failure = await failureOf(carryByEmail(strict, message(), outside()));
    expect(failure.reason).toBe("tls");
    expect(server.mails).toEqual([]);
  });

  it("sends no password over an open line to another machine", async () => {
    const open = channel({ host: "mail.example.org", user: "me", password_env: "SMTP_PASSWORD" });
    const sent = carryByEmail(open, message(), outside({ SMTP_PASSWORD: "hunter2" }));
    expect(await failureOf(sent)).toMatchObject({ retryable: false, reason: "configuration" });
  });

  it("asks for a password file that nobody else can read", async () => {
    const file = join(temporaryFolder(), "password");
    writeFileSync(file, "hunter2\n", { mode: 0o644 });
    const sent = carryByEmail(channel({ user: "me", password_file: file }), message(), outside());
    const failure = await failureOf(sent);
    expect(failure.message).toContain("can be read by others");
    expect(failure.message).not.toContain("hunter2");
  });

  it("keeps the password out of what the server says about it", async () => {
    const server = await mailServer();
    const login = channel({ port: server.port, user: "me", password_env: "SMTP_PASSWORD" });
    const sent = carryByEmail(login, message(), outside({ SMTP_PASSWORD: "hunter2" }));
    const failure = await failureOf(sent);
    expect(failure.reason).toBe("login");
    expect(`${failure.message}${failure.stack}`).not.toContain("hunter2");
  });
});
