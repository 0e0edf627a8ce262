import type { Outside } from "../../src/deliver/index.ts";
import { DeliveryError } from "../../src/model/errors.ts";

/** What a channel sees of the world: the true network, nothing in the environment, a fixed clock. */
export function outside(changes: Partial<Outside> = {}): Outside {
  return {
    home: "/nowhere",
    accountHome: "/nowhere",
    env: {},
    signal: new AbortController().signal,
    fetch: globalThis.fetch,
    now: () => new Date("2026-11-23T07:00:00Z"),
    print: () => {},
    ...changes,
  };
}

/** The DeliveryError that a delivery ends with; anything else is a failed test. */
export async function failureOf(promise: Promise<unknown>): Promise<DeliveryError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DeliveryError) return error;
  throw new Error("no DeliveryError", { cause: error });
}
