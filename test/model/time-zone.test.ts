import { describe, expect, it } from "vitest";
import { isTimeZone } from "../../src/model/time-zone.ts";

describe("a time zone", () => {
  it("is a name, not an offset", () => {
    expect(isTimeZone("+01:00")).toBe(false);
  });

  it("is known by its IANA name", () => {
    expect(isTimeZone("America/St_Johns")).toBe(true);
    expect(isTimeZone("Mars/Olympus")).toBe(false);
  });
});
