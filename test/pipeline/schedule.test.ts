import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/files/history.ts";
import { CommandConfig } from "../../src/model/config.ts";
import { EXIT, type ExitCode, problemLine } from "../../src/model/errors.ts";
import { HISTORY } from "../../src/model/history.ts";
import {
  type CommandLines,
  runDue,
  runNamed,
  scheduleProblems,
  scheduleStates,
} from "../../src/pipeline/schedule.ts";
import { deskIo } from "../support/desk-io.ts";
import { temporaryFolder } from "../support/io.ts";

const DIGEST = {
  name: "weekly-digest",
  cron: "0 7 * * MON",
  time_zone: "Europe/Amsterdam",
  run: "report digest --during last-week",
  jitter: 0,
};

/** Command lines that only note what they were asked. */
function noted(answer: () => ExitCode = () => EXIT.ok) {
  const asked: string[] = [];
  const lines: CommandLines = {
    refusal: (words) => (words[0] === "install" ? "install changes the guard" : undefined),
    prepare: async () => [],
    run: async (words, _io, due) => {
      asked.push(`${words.join(" ")} (${due ?? "now"})`);
      return answer();
    },
  };
  return { asked, lines };
}

function context(job: Record<string, unknown> = {}) {
  const home = temporaryFolder();
  const io = deskIo(home, "2026-11-22T12:00:00Z");
  return { io, home, config: CommandConfig.parse({ job: [{ ...DIGEST, ...job }] }) };
}

const DUE = "(2026-11-23T06:00:00.000Z)";

describe("running what is due", () => {
  it("runs a job once, for its moment, however late and however often it is asked", async () => {
    const given = context();
    const { asked, lines } = noted();
    await runDue(given, lines);
    expect(asked).toEqual([]);
    given.io.setNow("2026-11-25T09:00:00Z");
    await runDue(given, lines);
    await runDue(given, lines);
    expect(asked).toEqual([`report digest --during last-week --home ${given.home} ${DUE}`]);
  });

  it("runs a job once when it is asked twice at the same time", async () => {
    const given = context();
    const { asked, lines } = noted();
    await runDue(given, lines);
    given.io.setNow("2026-11-23T06:00:00Z");
    await Promise.all([runDue(given, lines), runDue(given, lines)]);
    expect(asked).toHaveLength(1);
  });

  it("names the home before whatever the line ends its flags with", async () => {
    const given = context({ run: "report -- digest" });
    const { asked, lines } = noted();
    await runNamed(given, lines, { name: "weekly-digest", asOf: "2026-11-20" });
    expect(asked).toEqual([`report --home ${given.home} --as-of 2026-11-20 -- digest (now)`]);
  });

  it("records a failed run and does not run it again", async () => {
    const given = context();
    const { asked, lines } = noted(() => EXIT.usage);
    await runDue(given, lines);
    given.io.setNow("2026-11-23T06:00:00Z");
    expect(await runDue(given, lines)).toMatchObject({ runs: [{ exitCode: 3 }] });
    await runDue(given, lines);
    expect(asked).toHaveLength(1);
    const [state] = scheduleStates(given, lines);
    expect(state).toMatchObject({ last: { exit_code: 3 }, overdue: null });
  });

  it("takes up again what a signal stopped", async () => {
    const given = context();
    const stop = new AbortController();
    const { asked, lines } = noted(() => {
      stop.abort();
      return EXIT.ok;
    });
    await runDue(given, lines);
    given.io.setNow("2026-11-23T06:00:00Z");
    await runDue({ ...given, io: { ...given.io, signal: stop.signal } }, lines);
    expect(readHistory(given.home, HISTORY.runs).lines.map(({ kind }) => kind)).toEqual([
      "seen",
      "started",
    ]);
    await runDue(given, noted().lines);
    expect(asked).toHaveLength(1);
    expect(readHistory(given.home, HISTORY.runs).lines.at(-1)?.kind).toBe("ended");
  });

  it("never runs a job that would change the guard, and says which it is", async () => {
    const given = context({ run: "install" });
    const { asked, lines } = noted();
    expect(scheduleProblems(given, lines).map(problemLine)).toEqual([
      "config.toml: job[0].run: install changes the guard.",
    ]);
    expect(await runDue(given, lines)).toMatchObject({ runs: [], seen: [] });
    await expect(
      runNamed(given, lines, { name: "weekly-digest", asOf: undefined }),
    ).rejects.toThrow(/has a mistake in config\.toml: nothing was run/);
    expect(asked).toEqual([]);
  });

  it("runs a job by name, now, without taking its moment away", async () => {
    const given = context();
    const { asked, lines } = noted();
    await runDue(given, lines);
    await runNamed(given, lines, { name: "weekly-digest", asOf: undefined });
    given.io.setNow("2026-11-23T06:00:00Z");
    await runDue(given, lines);
    expect(asked).toEqual([
      `report digest --during last-week --home ${given.home} (now)`,
      `report digest --during last-week --home ${given.home} ${DUE}`,
    ]);
  });

  it("names the jobs there are where a name is wrong", async () => {
    const run = runNamed(context(), noted().lines, { name: "digest", asOf: undefined });
    await expect(run).rejects.toThrow('There is no job "digest". There are: weekly-digest.');
  });
});
