import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPayload } from "../../src/hook/read-payload.ts";
import { Payload } from "../../src/model/payload.ts";

const name = fc.constantFrom(...Object.keys(Payload.shape), "source", "effort", "constructor");
const value = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.double(),
  fc.constant(null),
  fc.array(fc.jsonValue({ maxDepth: 1 })),
  fc.dictionary(fc.constantFrom("name", "command", "x"), fc.jsonValue({ maxDepth: 1 })),
);

describe("the hook's small reader", () => {
  it("agrees with the schema on every JSON object", () => {
    fc.assert(
      fc.property(fc.dictionary(name, value), (object) => {
        const sent: unknown = JSON.parse(JSON.stringify(object));
        expect(readPayload(sent)).toEqual(Payload.parse(sent));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([null, [], "x", 1, true])("agrees that %j is no payload", (sent) => {
    expect(readPayload(sent)).toBeUndefined();
    expect(Payload.safeParse(sent).success).toBe(false);
  });
});
