import { describe, expect, it } from "vitest";
import { CommandConfig } from "../../src/model/config.ts";
import { nextReport } from "../../src/pipeline/next-report.ts";
import { fakeIo, temporaryFolder } from "../support/io.ts";

const AS_OF = "2026-11-23T06:00:00.000Z";

function next(name: string, ...jobs: { run: string; cron?: string }[]): string | null {
  const job = jobs.map((one, index) => ({ name: `j${index}`, cron: "0 7 * * MON", ...one }));
  const config = CommandConfig.parse({ report: { time_zone: "Europe/Amsterdam" }, job });
  return nextReport(name, { io: fakeIo(temporaryFolder()), config }, AS_OF);
}

describe("when a report comes next", () => {
  it.each(["report", "digest", "report digest --to mail", "report --during last-week"])(
    "is when %s runs, after the moment itself",
    (run) => {
      expect(next("digest", { run })).toBe("2026-11-30T06:00:00.000Z");
    },
  );

  it("is the earliest of several, and that of the very report", () => {
    const daily = { run: "report digest", cron: "0 8 * * *" };
    expect(next("digest", { run: "report" }, daily)).toBe("2026-11-23T07:00:00.000Z");
    expect(next("trends", daily, { run: "report trends --by day" })).toBe(
      "2026-11-30T06:00:00.000Z",
    );
  });

  it("is not known where no job makes it, or its timetable is none", () => {
    expect(next("digest")).toBeNull();
    expect(next("digest", { run: "stats" }, { run: "report", cron: "61 * * * *" })).toBeNull();
  });
});
