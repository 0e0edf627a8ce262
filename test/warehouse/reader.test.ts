import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entry, logText } from "../support/entry.ts";
import { createLoader, type Loader } from "../support/loaded.ts";

const WEEK = {
  since: "2026-11-16T00:00:00.000Z",
  until: "2026-11-23T00:00:00.000Z",
  timeZone: "Europe/Amsterdam",
};
const SCOPE = {
  windows: [WEEK],
  asOf: "2026-11-23T01:00:00.000Z",
  project: null,
  tool: null,
  excludeTools: [],
};
/** What would say something else than itself, were it written into a statement. */
const NAMES = [
  "it's",
  "x' or 1=1 --",
  "$starts $tz",
  "\\', '",
  '"',
  "'; drop table entries; --",
  "ä\u0001",
];

let loader: Loader;

beforeAll(async () => {
  loader = await createLoader();
});

afterAll(() => loader.close());

describe("names from a log", () => {
  it("mean themselves, wherever a question takes them", async () => {
    const lines = NAMES.map((name, index) =>
      entry({ tool: name, project: name, session_id: name, tool_use_id: `t${index}` }),
    );
    const files = [{ file: "audit.jsonl", text: logText(lines) }];
    await loader.load(files, SCOPE.asOf, async (reader) => {
      const calls = async (scope: object): Promise<number | undefined> =>
        (await reader.measure("scorecard", { ...SCOPE, ...scope }))[0]?.calls;
      expect(await calls({})).toBe(NAMES.length);
      for (const name of NAMES) {
        expect([name, await calls({ project: name })]).toEqual([name, 1]);
        expect([name, await calls({ tool: name })]).toEqual([name, 1]);
        expect([name, await calls({ session: name })]).toEqual([name, 1]);
        const ratios = await reader.measure("passthrough-ratio", {
          ...SCOPE,
          excludeTools: [name],
        });
        expect(ratios.find((row) => row.project === null)?.n).toBe(NAMES.length - 1);
      }
      expect(await calls({})).toBe(NAMES.length);
    });
  });
});
