import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Report } from "../../src/model/report.ts";
import { entry, logText } from "../support/entry.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";
import { cells, said, sectionOf } from "../support/report.ts";

const FIRST = "8c1e77aa-0000-4000-8000-000000000000";
const SECOND = "8c1e99bb-0000-4000-8000-000000000000";
const DENIED = {
  ...({ tier: "deny", decision: "deny", rule_kind: "deny" } as const),
  ...{ rule: "no-rm", rule_id: "aa" },
};

/** Two sessions that overlap: one denial in the first, and the last entry in the second. */
function homeWithSessions(): string {
  const home = temporaryFolder();
  const at = (clock: string) => ({ at: `2026-11-18T${clock}:00.000Z` });
  const log = [
    entry({ ...at("10:00"), session_id: FIRST, permission_mode: "plan" }),
    entry({ ...at("10:05"), session_id: SECOND, project: "infra" }),
    entry({ ...at("10:10"), session_id: FIRST, ...DENIED, subject: "rm -r a" }),
    entry({ ...at("10:20"), session_id: SECOND, project: "infra" }),
  ];
  writeFileSync(join(home, "audit.jsonl"), logText(log), { mode: 0o600 });
  return home;
}

async function run(home: string, ...words: string[]) {
  return runCommand(["report", "session", ...words, "--home", home], home, { pid: process.pid });
}

async function report(home: string, ...words: string[]): Promise<Report> {
  const { code, out, err } = await run(home, ...words, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Report.parse(JSON.parse(out));
}

describe("the report of one session", () => {
  it("counts that session alone, over its own span", async () => {
    const found = await report(homeWithSessions(), "8c1e7", "--tz", "UTC");
    expect(found.window).toEqual({
      since: "2026-11-18T10:00:00.000Z",
      until: "2026-11-18T10:10:00.001Z",
      time_zone: "UTC",
    });
    expect(said(sectionOf(found, "session-card")?.summary ?? [])).toBe(`‹${FIRST}›`);
    expect(cells(sectionOf(found, "what-was-decided")).at(-1)?.[1]).toBe("2");
    expect(cells(sectionOf(found, "denied"))).toEqual([
      ["‹no-rm›", "1", "1", "2026-11-18T10:10:00.000Z", "‹rm -r a›"],
    ]);
  });

  it("takes the last one by that word, of a project where it is named", async () => {
    const home = homeWithSessions();
    const idOf = (found: Report) => said(sectionOf(found, "session-card")?.summary ?? []);
    expect(idOf(await report(home, "last"))).toBe(`‹${SECOND}›`);
    expect(idOf(await report(home, "last", "--project", "shop"))).toBe(`‹${FIRST}›`);
  });

  it.each(["text", "markdown", "html", "email"])("can be written as %s", async (format) => {
    const { code, out } = await run(homeWithSessions(), "last", "--format", format);
    expect(code).toBe(0);
    expect(out).toContain(SECOND);
  });

  it("is made again by the command that it prints", async () => {
    const home = homeWithSessions();
    const found = await report(home, "8c1e9", "--tz", "UTC");
    const notes = sectionOf(found, "session-end")?.blocks ?? [];
    const again = notes.flatMap((block) =>
      block.kind === "note" && block.term === "Again" ? [said(block.text)] : [],
    );
    const words = (again[0] ?? "").replace("claude-permit report session ", "").split(" ");
    expect(await report(home, ...words.slice(0, -2))).toEqual(found);
  });
});

describe("a word that names no one session", () => {
  it.each([
    [["8c1e"], /^2 sessions have an id that begins with "8c1e"\. Give more of it:\n {2}8c1e99bb/],
    [["ffff"], /^No session has an id that begins with "ffff"\. They are listed by: /],
    [[], /^Which session\? Write: claude-permit report session ID --home \S+, or last\./],
    [["last", "--project", "none"], /^No session of the project none is in the log\./],
    [["last", "--since", "7d"], /^A session has its own span: leave out --since/],
    [["%"], /^No session has an id that begins with "%"/],
  ])("is a mistake that says what to write: %j", async (words, message) => {
    const { code, out, err } = await run(homeWithSessions(), ...words);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(message);
  });

  it("is one beside a report of another kind, too", async () => {
    const home = homeWithSessions();
    const words = ["report", "security", "8c1e", "--home", home];
    const { code, err } = await runCommand(words, home, { pid: process.pid });
    expect(code).toBe(3);
    expect(err).toMatch(/^The report security is not about one session: leave out "8c1e"\./);
  });

  it("is one in an empty log", async () => {
    const { code, err } = await run(temporaryFolder(), "last");
    expect(code).toBe(3);
    expect(err).toMatch(/^No session is in the log yet\./);
  });
});
