import { writeFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { carryByEmail } from "../../src/deliver/email.ts";
import { Channel, type ChannelOf } from "../../src/model/channel.ts";
import { temporaryFolder } from "../support/io.ts";
import { message } from "../support/message.ts";
import { failureOf, outside } from "../support/outside.ts";
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
    const sent = carryByEmail(open, message(), outside({ env: { SMTP_PASSWORD: "hunter2" } }));
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
    const sent = carryByEmail(login, message(), outside({ env: { SMTP_PASSWORD: "hunter2" } }));
    const failure = await failureOf(sent);
    expect(failure.reason).toBe("login");
    expect(`${failure.message}${failure.stack}`).not.toContain("hunter2");
  });

  it.each([
    ["cuts the connection amid the data", "cut", true, "connection"],
    ["never answers the data", "hang", true, "timeout"],
    ["is busy", { at: "data", code: 451 }, true, "refused"],
    ["knows no recipient", { at: "recipient", code: 550 }, false, "refused"],
    ["does not like what it reads", { at: "data", code: 554 }, false, "refused"],
  ] as const)("meets a server that %s", async (_, treatment, retryable, reason) => {
    const server = await mailServer(() => treatment);
    const hasty = channel({ port: server.port, timeout_seconds: 1.5 });
    const failure = await failureOf(carryByEmail(hasty, message(), outside()));
    expect(failure).toMatchObject({ retryable, reason });
    expect(server.mails).toEqual([]);
  });

  it("does not trust a certificate that its server signed itself", async () => {
    const server = await mailServer(undefined, { encrypts: true });
    const strict = channel({ port: server.port, security: "starttls" });
    const failure = await failureOf(carryByEmail(strict, message(), outside()));
    expect(failure).toMatchObject({ retryable: true, reason: "tls" });
    // The server's own one is also too old.
    expect(failure.message).toMatch(/its certificate (is not trusted|has expired)/);
    expect(server.attempts).toEqual([]);
  });

  it("gives up where the login is refused, and repeats nothing of the answer", async () => {
    const refusesLogin = "5.7.8 no user me@example.org with hunter2 (bWU6aHVudGVyMg==)";
    const server = await mailServer(undefined, { refusesLogin });
    const login = channel({ port: server.port, user: "me@example.org", password_env: "P" });
    const failure = await failureOf(
      carryByEmail(login, message(), outside({ env: { P: "hunter2" } })),
    );
    expect(failure).toMatchObject({ retryable: false, reason: "login" });
    expect(failure.message).toContain("(535 5.7.8)");
    expect(told(failure)).not.toMatch(/hunter2|me@example|bWU6/);
  });

  it("repeats no address that a server says", async () => {
    for (const code of [451, 550]) {
      const says = "5.1.1 <owner@example.org> from guard@desk.example: see https://x.example/y";
      const server = await mailServer(() => ({ at: "recipient", code, says }));
      const failure = await failureOf(
        carryByEmail(channel({ port: server.port }), message(), outside()),
      );
      expect(failure.message).toContain(`(${code} 5.1.1)`);
      expect(told(failure)).not.toMatch(/example/);
    }
  });

  it("says of recipients that were refused how many they are, not who", async () => {
    const server = await mailServer(undefined, { unknown: "nobody@example.org" });
    const to = ["owner@example.org", "nobody@example.org"];
    const said = await carryByEmail(channel({ port: server.port, to }), message(), outside());
    expect(said).toBe("the server took it for 1 of 2 recipients and refused 1");
  });

  it("takes its password from a program", async () => {
    const server = await mailServer();
    const login = channel({
      port: server.port,
      user: "me",
      password_command: ["/bin/echo", "hunter2"],
    });
    const failure = await failureOf(carryByEmail(login, message(), outside()));
    expect(failure.message).toContain("(535)");
  });
});

function told(failure: Error): string {
  return `${failure.message}${failure.stack}${JSON.stringify(failure)}`;
}
