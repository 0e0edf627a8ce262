import { describe, expect, it } from "vitest";
import { Job } from "../../src/model/config.ts";
import { problemLine } from "../../src/model/errors.ts";
import { jobProblems } from "../../src/schedule/jobs.ts";
import { splitWords } from "../../src/schedule/words.ts";

function problems(...given: Record<string, unknown>[]): string[] {
  const jobs = given.map((job) =>
    Job.parse({ name: "a", cron: "0 7 * * MON", run: "report", ...job }),
  );
  const now = new Date("2026-11-22T12:00:00Z");
  const context = { now, timeZone: "Europe/Amsterdam", refusal: () => undefined };
  return jobProblems(jobs, context).map(problemLine);
}

describe("a job's mistakes", () => {
  it("are none where there are none", () => {
    expect(problems({}, { name: "b", cron: "*/15 8-18 * * 1-5" })).toEqual([]);
  });

  it.each([
    ["0 7 * * FOO", "illegal characters"],
    ["0 7 * *", "five, six, or seven"],
    ["61 * * * *", "Invalid value for minute"],
    ["0 0 30 2 *", "never comes"],
  ])("tell what is wrong with the timetable %s, and the form", (cron, said) => {
    const [line = ""] = problems({ cron });
    expect(line).toMatch(/^config\.toml: job\[0\]\.cron: /);
    expect(line).toContain(said);
    expect(line).toContain("0 7 * * MON for Mondays at 07:00.");
  });

  it("tell of every mistake, not only the first", () => {
    const lines = problems({ time_zone: "Mars/Base" }, { run: "report 'x" });
    expect(lines).toEqual([
      'config.toml: job[0].cron: time zone "Mars/Base" is unknown. Write an IANA name such as Europe/Amsterdam.',
      'config.toml: job[1].name: there is another job "a". Give each its own name.',
      "config.toml: job[1].run: the quote at position 8 is never closed.",
    ]);
  });
});

describe("a job's words", () => {
  it.each([
    ["report digest --to file", ["report", "digest", "--to", "file"]],
    ["  report\t--project 'my shop' ", ["report", "--project", "my shop"]],
    ['report --project="my shop"', ["report", "--project=my shop"]],
    ["report --project ''", ["report", "--project", ""]],
    ["report 'a > b; c'", ["report", "a > b; c"]],
    ["report a\\b", ["report", "a\\b"]],
  ])("of %j are %j", (line, words) => {
    expect(splitWords(line)).toEqual({ words });
  });

  it.each([
    "report > x",
    "report; ls",
    "report && ls",
    "report | cat",
    "report $(id)",
    "report `id`",
  ])("of %j would need a shell", (line) => {
    expect(splitWords(line)).toHaveProperty("problem", expect.stringContaining("shell"));
  });

  it("of nothing are a mistake", () => {
    expect(splitWords("  ")).toEqual({ problem: "it is empty" });
  });
});
