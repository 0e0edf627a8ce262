import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ulidMaker } from "../../src/hook/ulid.ts";

describe("an id", () => {
  it("has 26 characters of Crockford's alphabet", () => {
    const newId = ulidMaker(Date.now, Math.random);
    expect(newId()).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });

  it("begins with its time", () => {
    // The example of the specification.
    const newId = ulidMaker(
      () => 1_469_918_176_385,
      () => 0,
    );
    expect(newId()).toBe(`01ARYZ6S41${"0".repeat(16)}`);
  });

  it("rises from one to the next, also where the clock stands or goes back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 ** 41 }), { minLength: 2, maxLength: 20 }),
        fc.constantFrom(0, 0.5, 0.9),
        (times, draw) => {
          const clock = times[Symbol.iterator]();
          const newId = ulidMaker(
            () => clock.next().value ?? 0,
            () => draw,
          );
          const ids = times.map(() => newId());
          expect(ids).toEqual([...ids].sort());
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});
