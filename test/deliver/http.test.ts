import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { carry } from "../../src/deliver/index.ts";
import { Channel } from "../../src/model/channel.ts";
import { type Answer, httpServer } from "../support/http.ts";
import { temporaryFolder } from "../support/io.ts";
import { message } from "../support/message.ts";
import { failureOf, outside } from "../support/outside.ts";

const TYPES = ["slack", "webhook"] as const;
const BLOCKS = JSON.stringify({ text: "W47", blocks: [{ type: "divider" }] });

async function posting(type: (typeof TYPES)[number], answer?: (request: number) => Answer) {
  const server = await httpServer(answer);
  const given = { name: "team", type, url_env: "URL", timeout_seconds: 0.4 };
  const send = (changes: object = {}, env: Record<string, string> = {}) =>
    carry(
      Channel.parse({ ...given, ...changes }),
      message({ payload: type === "slack" ? BLOCKS : '{"name":"digest"}' }),
      outside({ env: { URL: server.url, KEY: "k3y", ...env } }),
    );
  return { server, send };
}

describe.each(TYPES)("%s", (type) => {
  it("posts once, and tells nothing of the address", async () => {
    const { server, send } = await posting(type);
    expect(await send()).toBe("HTTP 200");
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it.each([
    [{ status: 400 }, false, "refused"],
    [{ status: 404 }, false, "refused"],
    [{ status: 410 }, false, "refused"],
    [{ status: 302, headers: { location: "https://elsewhere.example/" } }, false, "refused"],
    [{ status: 408 }, true, "unavailable"],
    [{ status: 429 }, true, "too_many"],
    [{ status: 500 }, true, "unavailable"],
    ["hang", true, "timeout"],
    ["cut", true, "connection"],
    ["cut-body", true, "unavailable"],
  ] as const)("meets %j: retryable %s, %s", async (answer, retryable, reason) => {
    const { send } = await posting(type, () => answer);
    expect(await failureOf(send())).toMatchObject({ retryable, reason });
  });

  it.each([
    ["17", 17_000],
    ["Mon, 23 Nov 2026 07:02:00 GMT", 120_000],
    ["9999999", 24 * 3_600_000],
    ["soon", undefined],
  ])("honours Retry-After: %s", async (value, retryAfterMs) => {
    const headers = { "retry-after": value };
    const { send } = await posting(type, () => ({ status: 429, headers }));
    expect(await failureOf(send())).toMatchObject({ retryable: true, retryAfterMs });
  });

  it("repeats nothing of an answer that holds its address", async () => {
    for (const status of [400, 403, 429, 500]) {
      const { server, send } = await posting(type, () => ({
        status,
        body: `no such hook ${server.url} s3cr3tt0ken`,
        headers: { "x-url": server.url },
      }));
      const failure = await failureOf(send());
      const told = `${failure.message}${failure.stack}${JSON.stringify(failure)}`;
      expect(told).not.toMatch(/s3cr3tt0ken|T00|127\.0\.0\.1/);
      expect(failure.cause).toBeUndefined();
    }
  });

  it("tells nothing of an address where nobody listens", async () => {
    const { send } = await posting(type);
    const env = { URL: "http://127.0.0.1:1/services/s3cr3tt0ken" };
    const failure = await failureOf(send({}, env));
    expect(failure).toMatchObject({ retryable: true, reason: "connection" });
    expect(`${failure.stack}`).not.toMatch(/s3cr3tt0ken/);
  });

  it.each(["http://hooks.example.org/s3cr3tt0ken", "ftp://127.0.0.1/s3cr3tt0ken", "s3cr3tt0ken"])(
    "does not call %s",
    async (url) => {
      const { send } = await posting(type);
      const failure = await failureOf(send({}, { URL: url }));
      expect(failure).toMatchObject({ retryable: false, reason: "configuration" });
      expect(failure.message).not.toContain("s3cr3tt0ken");
    },
  );

  it("takes its address from a private file, and from a program", async () => {
    const { server, send } = await posting(type);
    const folder = temporaryFolder();
    writeFileSync(join(folder, "url"), `${server.url}\n`, { mode: 0o600 });
    await send({ url_env: undefined, url_file: join(folder, "url") });
    await send({ url_env: undefined, url_command: ["/bin/cat", join(folder, "url")] });
    expect(server.received).toHaveLength(2);
  });

  it("waits for an address that is not there yet", async () => {
    const { send } = await posting(type);
    const missing = await failureOf(send({}, { URL: "" }));
    expect(missing).toMatchObject({ retryable: true, reason: "login" });
    expect(missing.message).toContain("the variable URL is empty here");
    const program = await failureOf(send({ url_env: undefined, url_command: ["/bin/false"] }));
    expect(program.message).toContain("url_command ended with 1");
  });
});

describe("slack", () => {
  it("sends the text alone where Slack does not take the blocks", async () => {
    const { server, send } = await posting("slack", (request) =>
      request === 0 ? { status: 400, body: "invalid_blocks" } : { status: 200 },
    );
    expect(await send()).toBe("HTTP 200, without blocks");
    expect(server.received.map(({ body }) => Object.keys(JSON.parse(body)))).toEqual([
      ["text", "blocks"],
      ["text", "unfurl_links", "unfurl_media"],
    ]);
  });

  it("says what to do about Slack's own words", async () => {
    const { send } = await posting("slack", () => ({ status: 404, body: "no_service" }));
    expect((await failureOf(send())).message).toContain("make another one in Slack");
  });

  it("lets no text ping anybody", async () => {
    const { server } = await posting("slack");
    const channel = Channel.parse({ name: "team", type: "slack", url_env: "URL" });
    const text = message({ payload: null, text: "<!channel> & <@U1>" });
    await carry(channel, text, outside({ env: { URL: server.url } }));
    expect(JSON.parse(server.received[0]?.body ?? "").text).toContain(
      "&lt;!channel&gt; &amp; &lt;@U1&gt;",
    );
  });
});

describe("webhook", () => {
  it("posts the report with what it is about, and a signature that can be checked", async () => {
    const { server, send } = await posting("webhook");
    await send({ secret_env: "KEY" });
    const { body = "", headers = {} } = server.received[0] ?? {};
    expect(JSON.parse(body)).toMatchObject({
      version: 1,
      key: message().key,
      kind: "digest",
      severity: "green",
      report: { name: "digest" },
    });
    expect(headers["idempotency-key"]).toBe(message().key);
    const [, t = "", v1] = /^t=(\d+),v1=(.*)$/.exec(`${headers["claude-permit-signature"]}`) ?? [];
    expect(Number(t)).toBe(Date.parse("2026-11-23T07:00:00Z") / 1000);
    expect(v1).toBe(createHmac("sha256", "k3y").update(`${t}.${body}`).digest("hex"));
  });

  it("bears no signature without a key", async () => {
    const { server, send } = await posting("webhook");
    await send();
    expect(server.received[0]?.headers["claude-permit-signature"]).toBeUndefined();
  });
});
