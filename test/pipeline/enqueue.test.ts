import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPlace } from "../../src/files/outbox.ts";
import { quote } from "../../src/findings/values.ts";
import { CommandConfig } from "../../src/model/config.ts";
import type { Message } from "../../src/model/message.ts";
import type { Report } from "../../src/model/report.ts";
import { enqueueReport } from "../../src/pipeline/enqueue.ts";
import { deskIo } from "../support/desk-io.ts";
import { temporaryFolder } from "../support/io.ts";
import { note, report, section } from "../support/values.ts";

const REPORT = report([
  section("Notes", [note("", quote("/home/ana/x/plan.md"))], { fold: false }),
]);
const MAIL = {
  name: "c",
  type: "email",
  host: "127.0.0.1",
  from: "a@example.org",
  to: ["b@example.org"],
};

/** The message that a channel is given. */
async function messageFor(channel: object): Promise<Message> {
  const home = temporaryFolder();
  const config = CommandConfig.parse({ channel: [channel] });
  const context = { io: deskIo(home, "2026-11-23T07:00:00Z"), home, config };
  await enqueueReport(context, { report: REPORT, project: null, tool: null, due: null }, ["c"]);
  const [queued] = readPlace(home, "queued").messages;
  if (queued === undefined) throw new Error("nothing is queued");
  return queued.message;
}

function says(message: Message): boolean {
  return JSON.stringify(message).includes("/home/ana");
}

describe("what a channel carries", () => {
  it("by mail: no full path, unless its table says full", async () => {
    expect(says(await messageFor(MAIL))).toBe(false);
    expect(says(await messageFor({ ...MAIL, redaction: "full" }))).toBe(true);
    const counts = JSON.stringify(await messageFor({ ...MAIL, redaction: "counts" }));
    expect(counts).not.toContain("plan.md");
  });

  it("into a folder: all of it, unless that lies in a git work tree", async () => {
    const folder = temporaryFolder();
    const channel = { name: "c", type: "file", folder: join(folder, "out") };
    expect(says(await messageFor(channel))).toBe(true);
    expect(says(await messageFor({ ...channel, redaction: "masked" }))).toBe(false);
    mkdirSync(join(folder, ".git"));
    expect(says(await messageFor(channel))).toBe(false);
    expect(says(await messageFor({ ...channel, redaction: "full" }))).toBe(true);
  });
});

describe("a report of a week", () => {
  const week = (as_of: string): Report => ({
    ...REPORT,
    label: "2026-W47",
    window: {
      since: "2026-11-15T23:00:00.000Z",
      until: "2026-11-22T23:00:00.000Z",
      time_zone: "Europe/Amsterdam",
    },
    as_of,
  });
  const queuedAt = async (now: string) => {
    const home = temporaryFolder();
    const context = {
      io: deskIo(home, now),
      home,
      config: CommandConfig.parse({ channel: [MAIL] }),
    };
    await enqueueReport(context, { report: week(now), project: null, tool: null, due: null }, [
      "c",
    ]);
    return readPlace(home, "queued").messages[0];
  };

  it("that is over waits for the morning, and is worth sending for days from then", async () => {
    const queued = await queuedAt("2026-11-22T23:30:00.000Z");
    expect(queued?.not_before).toBe("2026-11-23T05:00:00.000Z");
    expect(queued?.message.expires_at).toBe("2026-11-26T05:00:00.000Z");
  });

  it("that goes on is sent now", async () => {
    const now = "2026-11-18T10:00:00.000Z";
    expect(Date.parse((await queuedAt(now))?.not_before ?? "")).toBeLessThanOrEqual(
      Date.parse(now),
    );
  });
});
