import { describe, expect, it } from "vitest";
import { expiryOf } from "../../src/deliver/expiry.ts";
import type { Message, QueuedMessage } from "../../src/model/message.ts";
import { message } from "../support/message.ts";

/** Made Monday 07:00, worth sending until Thursday 07:00. */
function queued(changes: Partial<QueuedMessage>, given: Partial<Message> = {}): QueuedMessage {
  const made = message(given);
  return { message: made, attempts: 0, not_before: made.created_at, failures: [], ...changes };
}

const failed = (at: string) => ({ at, reason: "connection", message: "x" });

describe("the time that a message is worth sending", () => {
  it("of a digest that was tried all along is over when it is over", () => {
    const tried = queued({
      failures: [failed("2026-11-26T04:00:00.000Z")],
      not_before: "2026-11-26T08:00:00.000Z",
    });
    expect(expiryOf(tried, new Date("2026-11-26T08:00:00Z"))).toBe("2026-11-26T07:00:00.000Z");
  });

  it("of a digest does not pass while the machine sleeps", () => {
    const slept = queued({
      failures: [failed("2026-11-23T07:00:00.000Z")],
      not_before: "2026-11-23T07:01:00.000Z",
    });
    // Nearly all of three days is left.
    expect(expiryOf(slept, new Date("2026-11-28T10:00:00Z"))).toBe("2026-12-01T09:59:00.000Z");
    expect(expiryOf(queued({}), new Date("2026-11-28T10:00:00Z"))).toBe("2026-12-01T10:00:00.000Z");
  });

  it("of a digest grows by each night that it was slept through", () => {
    const slept = queued({ not_before: "2026-11-23T22:00:00.000Z" });
    expect(expiryOf(slept, new Date("2026-11-24T06:00:00Z"))).toBe("2026-11-26T15:00:00.000Z");
  });

  it("of a digest ends two weeks after it was made", () => {
    expect(expiryOf(queued({}), new Date("2026-12-20T10:00:00Z"))).toBe("2026-12-07T07:00:00.000Z");
  });

  it("of an alert passes, asleep or awake", () => {
    const alert = queued({}, { kind: "alert", expires_at: "2026-11-24T07:00:00.000Z" });
    expect(expiryOf(alert, new Date("2026-11-28T10:00:00Z"))).toBe("2026-11-24T07:00:00.000Z");
  });
});
