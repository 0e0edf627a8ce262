import { setTimeout as later } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { allEnded } from "../../src/model/all-ended.ts";

describe("tasks that share something", () => {
  it("come to their values in order", async () => {
    expect(await allEnded([later(5, "a"), Promise.resolve("b")])).toEqual(["a", "b"]);
  });

  it("have all ended before the first error is told", async () => {
    let ended = false;
    const slow = later(50).then(() => {
      ended = true;
    });
    await expect(allEnded([Promise.reject(new Error("no")), slow])).rejects.toThrow("no");
    expect(ended).toBe(true);
  });
});
