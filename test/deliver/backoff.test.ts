import { describe, expect, it } from "vitest";
import { backoffMs } from "../../src/deliver/backoff.ts";

const MINUTE_MS = 60_000;

describe("backoff", () => {
  it.each([
    [1, 1],
    [2, 5],
    [3, 30],
    [4, 120],
    [5, 240],
    [6, 240],
    [40, 240],
  ])("after failure %i waits %i minutes and up to a tenth more", (attempts, minutes) => {
    const wait = backoffMs("digest.2026-w47.mail.0a1b2c3d", attempts) / MINUTE_MS;
    expect(wait).toBeGreaterThanOrEqual(minutes);
    expect(wait).toBeLessThanOrEqual(minutes * 1.1);
  });

  it("differs between messages, so that they do not come back together", () => {
    const waits = ["a", "b", "c", "d"].map((key) => backoffMs(key, 3));
    expect(new Set(waits).size).toBe(4);
  });
});
