import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Report } from "../../src/model/report.ts";
import { readRulesInForce } from "../../src/pipeline/rules-in-force.ts";
import { entry, logText } from "../support/entry.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";
import { result, shellCall } from "../support/recorded-log.ts";
import { blocksOf, cells, said, sectionOf } from "../support/report.ts";

const LEARNED = `[[allow]]
name = "learned-npm-test"
tool = "^Bash$"
program = "npm"
subcommand = "test"
`;

/** A call that Claude Code asked about, to which the user said yes. */
function approved(command: string, at: string): unknown[] {
  const day = at.slice(8, 10);
  const own = { session_id: `s-${day}`, tool_use_id: `call-${day}`, input_mac: `mac ${command}` };
  const call = shellCall(command, { at, ...own });
  const { session_id, input_mac } = own;
  const prompt = { at: at.replace("00:00.", "00:01."), session_id, input_mac };
  return [call, entry({ event: "PermissionRequest", ...prompt }), result(call, "ok")];
}

const days = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `2026-11-${from + index}T10:00:00.000Z`);

it("ends now, so that a Monday morning has the week before to show", async () => {
  const report = await friction(temporaryFolder(), "2026-11-23T07:00:00Z");
  expect(report.window).toMatchObject({
    since: "2026-11-16T07:00:00.000Z",
    until: "2026-11-23T07:00:00.000Z",
  });
});

async function friction(home: string, asOf: string): Promise<Report> {
  const words = ["report", "friction", "--as-of", asOf, "--tz", "UTC", "--json", "--home", home];
  const { code, out, err } = await runCommand(words, home, { pid: process.pid });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return Report.parse(JSON.parse(out));
}

const flagsOf = (report: Report): string[] =>
  cells(sectionOf(report, "friction")).map((row) => `${row[0]} ${row.at(-1)}`);

/** Records the files of rules as they are at a time, as a command or a call does. */
async function met(home: string, at: string): Promise<void> {
  const now = () => new Date(at);
  await runCommand(["rules", "list", "--home", home], home, { pid: process.pid, now });
}

describe("a rule that was learned and never loaded", () => {
  async function homeWithFault(): Promise<string> {
    const home = temporaryFolder();
    const write = (file: string, text: string) =>
      writeFileSync(join(home, file), text, { mode: 0o600 });
    write("config.toml", "");
    write("auto-rules.toml", LEARNED);
    await met(home, "2026-11-16T12:00:00.000Z");
    // From then on the file does not load, and nobody says so: its calls ask as they always did.
    write("auto-rules.toml", `${LEARNED}\n[[allow]\n`);
    const { inForce } = await readRulesInForce(home)("2026-11-20T00:00:00.000Z");
    const promotion = entry({
      ...{ event: "Promotion", decision: "promoted", promoted_rule: "learned-npm-test" },
      ...{ rule: "learned-npm-test", rule_id: inForce.rules[0]?.id ?? "" },
      ...{ at: "2026-11-16T11:59:00.000Z", session_id: "s-16", tool_use_id: "call-16" },
    });
    const calls = days(14, 20).flatMap((at) => approved("npm test", at));
    write("audit.jsonl", logText([...calls, promotion]));
    return home;
  }

  it("is told the day after the next: its calls are stuck, with the rule that should hold", async () => {
    const home = await homeWithFault();
    expect(flagsOf(await friction(home, "2026-11-16T11:00:00Z"))).toEqual([
      "‹Bash: npm test› promote",
    ]);
    const report = await friction(home, "2026-11-18T18:00:00Z");
    expect(flagsOf(report)).toEqual(["‹Bash: npm test› stuck"]);
    const notes = blocksOf(sectionOf(report, "friction"), "note");
    expect(said(notes.find(({ term }) => term === "stuck")?.text ?? [])).toContain(
      "‹Bash: npm test› (rule ‹learned-npm-test›, 2 calls)",
    );
  });

  it("counts only the calls after it was learned", async () => {
    const report = await friction(await homeWithFault(), "2026-11-20T18:00:00Z");
    const notes = blocksOf(sectionOf(report, "friction"), "note").map(({ text }) => said(text));
    expect(notes.join("\n")).toContain("(rule ‹learned-npm-test›, 4 calls)");
  });

  it("is a finding of the digest, too", async () => {
    const home = await homeWithFault();
    const words = ["report", "--since", "7d", "--as-of", "2026-11-18T18:00:00Z", "--json"];
    const { out } = await runCommand([...words, "--home", home], home, { pid: process.pid });
    const report = Report.parse(JSON.parse(out));
    const [list] = blocksOf(sectionOf(report, "do-this-first"), "list");
    expect(list?.items.map(({ title }) => said(title))).toContain(
      "You were asked about 2 calls that a rule had let pass before: ‹learned-npm-test›",
    );
  });

  it("is told by the log's own words where no history was written", async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, "config.toml"), "", { mode: 0o600 });
    writeFileSync(join(home, "auto-rules.toml"), LEARNED, { mode: 0o600 });
    const promotion = entry({
      ...{ event: "Promotion", decision: "promoted", promoted_rule: "learned-npm-test" },
      at: "2026-11-16T11:59:00.000Z",
    });
    const calls = days(17, 19).flatMap((at) => approved("npm test", at));
    writeFileSync(join(home, "audit.jsonl"), logText([promotion, ...calls]), { mode: 0o600 });
    await met(home, "2026-11-19T12:00:00.000Z");
    expect(flagsOf(await friction(home, "2026-11-19T18:00:00Z"))).toEqual([
      "‹Bash: npm test› stuck",
    ]);
  });
});

describe("a call that is asked about with reason", () => {
  it("is not stuck: the rule came later, or covers another command", async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, "config.toml"), LEARNED, { mode: 0o600 });
    const before = days(14, 17).flatMap((at) => approved("npm test", at));
    const other = days(18, 20).flatMap((at) => approved("npm publish", at));
    writeFileSync(join(home, "audit.jsonl"), logText([...before, ...other]), { mode: 0o600 });
    await met(home, "2026-11-17T12:00:00.000Z");
    const flags = flagsOf(await friction(home, "2026-11-20T18:00:00Z"));
    expect(flags.join()).not.toContain("stuck");
    expect(flags).toContain("‹Bash: npm publish› promote");
  });
});
