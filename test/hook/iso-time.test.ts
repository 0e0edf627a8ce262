import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTime } from "../../src/hook/iso-time.ts";

describe("the hook's own time", () => {
  it("is printed as Date prints it", () => {
    const last = Date.parse("9999-12-31T23:59:59.999Z");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: last }), (ms) => {
        expect(isoTime(ms)).toBe(new Date(ms).toISOString());
      }),
    );
  });

  it.each([
    "1970-01-01T00:00:00.000Z",
    "2000-02-29T23:59:59.999Z",
    "2024-02-29T12:00:00.000Z",
    "2026-02-28T23:59:59.999Z",
    "2026-03-01T00:00:00.000Z",
    "2026-12-31T23:59:59.999Z",
    "2100-02-28T00:00:00.001Z",
    "2100-03-01T00:00:00.000Z",
  ])("knows %s", (text) => {
    expect(isoTime(Date.parse(text))).toBe(text);
  });
});
