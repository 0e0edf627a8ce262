import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/io.ts";
import { callsByDay } from "../support/calls.ts";
import { logText } from "../support/entry.ts";
import { httpServer } from "../support/http.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";
import { mailServer, type Treatment } from "../support/smtp.ts";

const NOW = "2026-11-23T06:05:00Z";

async function homeWith(treat?: (mail: number) => Treatment) {
  const mail = await mailServer(treat);
  const chat = await httpServer();
  const home = temporaryFolder();
  const log = callsByDay({ first: "2026-11-16", days: 7, ratio: 0.1 });
  writeFileSync(join(home, "audit.jsonl"), logText(log), { mode: 0o600 });
  const config = `
[report]
time_zone = "Europe/Amsterdam"

[[channel]]
name = "team-mail"
type = "email"
host = "127.0.0.1"
port = ${mail.port}
security = "none"
from = "guard@desk.example"
to = ["ana@example.org", "ben@example.org"]

[[channel]]
name = "chat"
type = "slack"
url_env = "SLACK_URL"

[[channel]]
name = "digests"
type = "file"
path = "{name}-{date}.md"
`;
  writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
  const run = (line: string, changes: Partial<Io> = {}, now = NOW) =>
    runCommand([...line.split(" "), "--home", home], home, {
      now: () => new Date(now),
      pid: process.pid,
      host: "desk.example",
      env: { SLACK_URL: chat.url },
      fetch: globalThis.fetch,
      ...changes,
    });
  return { home, mail, chat, run };
}

describe("a channel with a mistake", () => {
  it("keeps what is for it until that is mended, and no other channel from sending", async () => {
    const { home, run } = await homeWith();
    await run("channels approve chat");
    const offline = { fetch: () => Promise.reject(new TypeError("fetch failed")) };
    await run("report digest --during last-week --to chat", offline);
    const good = readFileSync(join(home, "config.toml"), "utf8");
    writeFileSync(join(home, "config.toml"), good.replace("url_env", "ulr_env"), { mode: 0o600 });
    const later = "2026-11-23T09:05:00Z";
    const sent = await run("report digest --during last-week --to digests", {}, later);
    // What is for the other channel waits, so it is not all delivered.
    expect(sent.code).toBe(4);
    expect(sent.out).toContain("digests: sent ");
    expect(sent.out).toContain('The channel "chat" has a mistake in config.toml');
    expect(sent.err).toMatch(/^Left out of config\.toml until it is mended:\nconfig\.toml:17: /);
    const list = await run("channels list", {}, later);
    expect(list.out).toContain("digests");
    expect(list.code).toBe(3);
    expect((await run("channels outbox --json", {}, later)).out).toContain('"place":"queued"');
    writeFileSync(join(home, "config.toml"), good, { mode: 0o600 });
    expect((await run("schedule run-due", {}, later)).out).toContain("chat");
    expect((await run("channels outbox --json", {}, later)).out).not.toContain('"place":"queued"');
  });
});

describe("channels", () => {
  it("lists where each leads without an address, and what it waits for", async () => {
    const { home, run, mail } = await homeWith();
    const { code, out } = await run("channels list");
    expect(code).toBe(0);
    const pasted = out.replace(/ \\\n +/g, " ");
    expect(pasted).toBe(
      [
        "team-mail  email, waits for approval",
        `           2 recipients by 127.0.0.1:${mail.port}`,
        `           → claude-permit channels approve team-mail --home ${home}`,
        "chat       slack, waits for approval",
        "           its address is in the variable SLACK_URL",
        `           → claude-permit channels approve chat --home ${home}`,
        "digests    file, stays on this machine",
        "           {name}-{date}.md below out/ in the state folder",
        "out        file, stays on this machine",
        "           out/ in the state folder\n",
      ].join("\n"),
    );
    expect((await run("channels list --json")).out).not.toContain("example.org");
  });

  it("shows whoever approves where messages will go, and sends from then on", async () => {
    const { run, mail, chat } = await homeWith();
    const held = await run("report digest --during last-week --to team-mail --to chat");
    expect(held.code).toBe(4);
    expect(held.out).toContain("claude-permit channels approve team-mail");
    const dry = await run("channels approve team-mail --dry-run");
    expect(dry.out).toContain("would be approved (dry run)");
    const approved = await run("channels approve team-mail chat");
    expect(approved.out).toContain("to   ana@example.org");
    expect(approved.out).toContain(`to   127.0.0.1:${new URL(chat.url).port}`);
    expect(approved.out).not.toContain("s3cr3t");
    expect((await run("report digest --during last-week --to team-mail --to chat")).code).toBe(0);
    expect(mail.mails).toHaveLength(1);
    expect(JSON.parse(chat.received[0]?.body ?? "")).toHaveProperty("blocks");
    expect((await run("channels approve chat")).out).toContain("was approved before");
  });

  it("tests a channel that was approved, and no other", async () => {
    const { run, mail, chat } = await homeWith();
    const dry = await run("channels approve team-mail --dry-run --json");
    expect(JSON.parse(dry.out).channels[0]).toMatchObject({
      before: "new",
      leads_to: expect.stringContaining("to   ana@example.org\n  to   ben@example.org"),
    });
    const early = await run("channels test chat");
    expect(early).toMatchObject({ code: 3, err: expect.stringContaining("channels approve chat") });
    await run("channels approve chat team-mail");
    expect(await run("channels test chat")).toMatchObject({
      code: 0,
      out: "chat: sent (HTTP 200)\n",
    });
    expect(JSON.parse(chat.received[0]?.body ?? "").text).toContain("Messages reach you here.");
    expect((await run("channels test team-mail --json")).out).toBe(
      '{"channel":"team-mail","sent":true,"detail":"the server took it (250)"}\n',
    );
    expect(mail.mails).toHaveLength(1);
  });

  it("answers 4 where a test fails, and says what to mend", async () => {
    const { run } = await homeWith(() => ({ at: "recipient", code: 550 }));
    await run("channels approve team-mail");
    const { code, err } = await run("channels test team-mail");
    expect(code).toBe(4);
    expect(err).toContain('(550). Check "from" and "to" in config.toml.');
  });

  it("says in a dry run what would go where", async () => {
    const { home, run } = await homeWith();
    const words = "report digest --during last-week --to team-mail --to digests --dry-run";
    const { code, out } = await run(words);
    expect(code).toBe(0);
    expect(out).toMatch(/^Dry run: nothing was queued or sent\.\n/);
    expect(out).toContain("waits for approval; would be sent once approved");
    expect(out).toContain("digest-2026-11-22.md; full");
    expect(out).not.toContain("example.org");
    expect(out.split("\n").every((line) => line.length <= 80)).toBe(true);
    expect(readdirSync(home)).not.toContain("outbox");
  });

  it("writes the file that its path names, in the format of its ending", async () => {
    const { home, run } = await homeWith();
    expect((await run("report digest --during last-week --to digests")).code).toBe(0);
    expect(readdirSync(join(home, "out"))).toEqual(["digest-2026-11-22.md"]);
    expect(readFileSync(join(home, "out/digest-2026-11-22.md"), "utf8")).toMatch(/^# /);
  });
});

describe("the outbox", () => {
  it("shows what was given up, and sends it when it is tried again", async () => {
    const { run, mail } = await homeWith((count) =>
      count === 0 ? { at: "recipient", code: 550 } : "take",
    );
    await run("channels approve team-mail");
    await run("report digest --during last-week --to team-mail");
    const { out } = await run("channels outbox");
    expect(out).toContain("given up Mon 23 Nov 07:05");
    expect(out.split("\n").every((line) => line.length <= 80)).toBe(true);
    const retried = await run("channels retry team-mail");
    expect(retried.code).toBe(0);
    expect(retried.out).toContain("back in line: digest.2026-w47.team-mail.");
    expect(mail.mails).toHaveLength(1);
    expect((await run("channels outbox")).out).toBe("Nothing waits, and nothing was given up.\n");
  });

  it("drops what nobody wants, which does not come again, and the digest says so", async () => {
    const { run, mail } = await homeWith();
    await run("report digest --during last-week --to team-mail");
    const { out } = await run("channels drop team-mail");
    expect(out).toMatch(/^dropped: digest\.2026-w47\.team-mail\.[0-9a-f]{8}\n$/);
    await run("channels approve team-mail");
    const again = await run("report digest --during last-week --to team-mail");
    expect(again.out).toContain("was dropped before");
    expect(mail.attempts).toEqual([]);
    const digest = await run("report digest --during this-week", {}, "2026-11-24T12:00:00Z");
    expect(digest.out).toContain("UNSENT      1 message: digest by team-mail: dropped");
  });

  it("names a message that is not there", async () => {
    const { run } = await homeWith();
    expect(await run("channels drop nothing")).toMatchObject({ code: 3 });
  });
});

describe("a weekly digest", () => {
  it("is not sent before six in the morning after its week", async () => {
    const { run, mail } = await homeWith();
    await run("channels approve team-mail");
    const early = "2026-11-22T23:30:00Z";
    const queued = await run("report digest --during last-week --to team-mail", {}, early);
    expect(queued.out).toContain("not sent before Mon 23 Nov 06:00, Europe/Amsterdam");
    expect(mail.attempts).toEqual([]);
    expect((await run("channels outbox", {}, early)).out).toContain(
      "attempt 1 after Mon 23 Nov 06:00",
    );
    await run("report digest --during last-week --to team-mail", {}, "2026-11-23T05:00:01Z");
    expect(mail.mails).toHaveLength(1);
  });
});
