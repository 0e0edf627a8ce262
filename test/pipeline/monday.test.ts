import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { appendHistory, readHistory } from "../../src/files/history.ts";
import { readPlace } from "../../src/files/outbox.ts";
import { HISTORY } from "../../src/model/history.ts";
import { approveAll } from "../support/approve.ts";
import { callsByDay } from "../support/calls.ts";
import { logText } from "../support/entry.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";
import { mailServer, type Treatment } from "../support/smtp.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const SUNDAY = "2026-11-22T12:00:00Z";
/** Five past seven in Amsterdam. */
const MONDAY = "2026-11-23T06:05:00Z";
const WEDNESDAY = "2026-11-25T15:00:00Z";

async function homeWith(treat?: (mail: number) => Treatment, cron = "0 7 * * MON") {
  const server = await mailServer(treat);
  const home = temporaryFolder();
  const log = [
    ...callsByDay({ first: "2026-11-09", days: 7, ratio: 0.1 }),
    ...callsByDay({ first: "2026-11-16", days: 7, ratio: 0.2 }),
  ];
  writeFileSync(join(home, "audit.jsonl"), logText(log), { mode: 0o600 });
  writeFileSync(join(home, "config.toml"), config(server.port, cron), { mode: 0o600 });
  approveAll(home);
  return { home, server };
}

function config(port: number, cron: string): string {
  return `
[report]
time_zone = "Europe/Amsterdam"

[[job]]
name = "weekly-digest"
cron = "${cron}"
run = "report digest --during last-week --to file --to team-mail"

[[channel]]
name = "file"
type = "file"

[[channel]]
name = "team-mail"
type = "email"
host = "127.0.0.1"
port = ${port}
security = "none"
from = "claude-permit <guard@desk.example>"
to = ["ana@example.org", "ben@example.org"]
`;
}

function runDue(home: string, now: string) {
  const changes = { now: () => new Date(now), pid: process.pid, host: "desk.example" };
  return runCommand(["schedule", "run-due", "--home", home], home, changes);
}

function written(home: string): string[] {
  return readdirSync(join(home, "out")).sort((a, b) => (a < b ? -1 : 1));
}

describe("the Monday digest", () => {
  it("comes once, to the file and as a mail, however often run-due is called", async () => {
    const { home, server } = await homeWith();
    await runDue(home, SUNDAY);
    expect(server.mails).toEqual([]);
    const monday = await runDue(home, MONDAY);
    expect(monday.code).toBe(0);
    await runDue(home, MONDAY);
    await runDue(home, WEDNESDAY);
    expect(server.mails).toHaveLength(1);
    expect(written(home)).toEqual(
      ["html", "json", "md", "txt"].map((extension) => `digest-2026-W47.${extension}`),
    );
    expect(readPlace(home, "sent").messages).toHaveLength(2);
  });

  it("is a mail with both parts and the headers of its week", async () => {
    const { home, server } = await homeWith();
    await runDue(home, SUNDAY);
    await runDue(home, MONDAY);
    const mail = await new PostalMime().parse(server.mails[0] ?? "");
    const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
    expect(mail.subject).toMatch(/^\[claude-permit\] W47 (RED|AMBER|GREEN): /);
    expect(mail.text).toContain("2026-W47");
    expect(mail.html).toContain("2026-W47");
    expect(mail.to?.map(({ address }) => address)).toEqual(["ana@example.org", "ben@example.org"]);
    expect(headers["message-id"]).toMatch(
      /^<digest\.2026-w47\.team-mail\.[0-9a-f]{8}@desk\.example>$/,
    );
    expect(headers["auto-submitted"]).toBe("auto-generated");
    expect(headers["x-claude-permit-severity"]).toMatch(/^(red|amber|green)$/);
    expect(headers["references"]).toMatch(/^<digest\.team-mail\.[0-9a-f]{8}@desk\.example>$/);
    expect(headers["content-type"]).toMatch(/^multipart\/alternative/);
  });

  it.each([
    ["late on Wednesday", WEDNESDAY],
    ["on the Sunday after", "2026-11-29T22:59:00Z"],
  ])("is about its own week %s, with all that is known by then", async (_, now) => {
    const { home, server } = await homeWith();
    await runDue(home, SUNDAY);
    await runDue(home, now);
    await runDue(home, now);
    expect(server.mails).toHaveLength(1);
    const report = JSON.parse(readFileSync(join(home, "out/digest-2026-W47.json"), "utf8"));
    expect(report).toMatchObject({ label: "2026-W47", as_of: new Date(now).toISOString() });
  });

  it("of two missed weeks is that of the later one", async () => {
    const { home } = await homeWith();
    await runDue(home, SUNDAY);
    const { out } = await runDue(home, "2026-12-02T12:00:00Z");
    expect(written(home)).toContain("digest-2026-W48.md");
    expect(written(home)).not.toContain("digest-2026-W47.md");
    expect(out).toContain("weekly-digest: missed Mon 23 Nov");
    expect(out).toContain("schedule run weekly-digest --as-of 2026-11-23T06:00:00.000Z");
  });

  it("is tried again after 451, and the file has come meanwhile", async () => {
    const { home, server } = await homeWith((mail) =>
      mail === 0 ? { at: "data", code: 451 } : "take",
    );
    await runDue(home, SUNDAY);
    const monday = await runDue(home, MONDAY);
    expect(monday.code).toBe(4);
    expect(monday.out).toContain(
      "It is tried again. Next attempt after Mon 23 Nov 07:06, Europe/Amsterdam: ",
    );
    expect(written(home)).toHaveLength(4);
    const later = await runDue(home, "2026-11-23T06:20:00Z");
    expect(later.code).toBe(0);
    expect(server.mails).toHaveLength(1);
  });

  it("is given up after 550, which says so and answers 4", async () => {
    const { home, server } = await homeWith(() => ({ at: "recipient", code: 550 }));
    await runDue(home, SUNDAY);
    const monday = await runDue(home, MONDAY);
    expect(monday.code).toBe(4);
    expect(monday.out).toContain("550");
    expect(monday.out).toContain("kept in outbox/dead");
    expect((await runDue(home, "2026-11-23T12:00:00Z")).code).toBe(0);
    expect(server.mails).toEqual([]);
  });
});

/** A job of every minute, first seen an hour ago, so that a process with a true clock has it due. */
async function dueNow(treat?: (mail: number) => Treatment) {
  const given = await homeWith(treat, "* * * * *");
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const schedule = "* * * * * Europe/Amsterdam";
  appendHistory(given.home, HISTORY.runs, [
    { v: 1, at, kind: "seen", job: "weekly-digest", schedule },
  ]);
  return given;
}

function startRunDue(home: string) {
  const words = [BIN, "schedule", "run-due", "--home", home];
  const child = spawn(process.execPath, words, { stdio: "ignore" });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code));
  });
  return { child, ended };
}

function messageId(mail: string | undefined): string | undefined {
  return /^message-id: (.*)$/im.exec(mail ?? "")?.[1];
}

describe("processes that run what is due", () => {
  it("send a digest once when two of them start at the same time", async () => {
    const { home, server } = await dueNow();
    const codes = await Promise.all([startRunDue(home).ended, startRunDue(home).ended]);
    expect(codes).toEqual([0, 0]);
    expect(server.attempts).toHaveLength(1);
    expect(readPlace(home, "sent").messages).toHaveLength(2);
  });

  it("deliver what one of them was sending when it was killed, as the same mail", async () => {
    const { home, server } = await dueNow((mail) => (mail === 0 ? "hang" : "take"));
    const first = startRunDue(home);
    await server.nextData();
    first.child.kill("SIGKILL");
    await first.ended;
    expect(readdirSync(join(home, "outbox/sending"))).toHaveLength(1);
    expect(await startRunDue(home).ended).toBe(0);
    expect(server.mails).toHaveLength(1);
    expect(messageId(server.attempts[1])).toBe(messageId(server.attempts[0]));
    expect(messageId(server.attempts[0])).toBeDefined();
    expect(await startRunDue(home).ended).toBe(0);
    expect(server.attempts).toHaveLength(2);
    const { lines } = readHistory(home, HISTORY.notices);
    expect(lines.map(({ channel }) => channel)).toEqual(["file", "team-mail"]);
  });
});
