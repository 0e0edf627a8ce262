import type { RecordedLine } from "../files/recorded-events.ts";
import { RecordedEvent, WrappedPayload } from "../model/recorded-event.ts";

/** What one line of a recording turned out to be. */
export type Reading =
  | { readonly kind: "event"; readonly atMs: number; readonly event: RecordedEvent }
  | { readonly kind: "untimed"; readonly event: RecordedEvent }
  | { readonly kind: "junk"; readonly reason: string };

// 2026-11-16T08:00:00.000Z or with +01:00; not 2026-11-16 and not without a zone.
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/**
 * A recorded row, a bare payload, or a payload in a logging hook's envelope. Only `timestamp`
 * counts as a time: what other recorders wrote elsewhere is not known to be the event's own.
 */
export function readRecordedLine(line: RecordedLine): Reading {
  if (line.text === undefined) return junk("longer than 16 MiB");
  const value = parseJson(line.text);
  if (value === undefined) return junk("not JSON");
  const read = RecordedEvent.safeParse(unwrapped(value));
  if (!read.success) return junk("not a JSON object");
  const event = read.data;
  if (event.timestamp === undefined) return { kind: "untimed", event };
  const atMs = instantMs(event.timestamp);
  if (atMs === undefined) return junk("timestamp is not an ISO 8601 time with a zone");
  if (event.hook_event_name === undefined) return junk("no hook_event_name");
  return { kind: "event", atMs, event };
}

/** Milliseconds since 1970, or undefined where it is no instant that a log can hold. */
export function instantMs(value: unknown): number | undefined {
  if (typeof value !== "string" || !INSTANT.test(value)) return undefined;
  const ms = Date.parse(value);
  return ms >= 0 ? ms : undefined;
}

/** The payload inside its envelopes: some recorders put one into another. */
function unwrapped(value: unknown): unknown {
  let inner = value;
  for (let depth = 0; depth < 3; depth += 1) {
    const wrapped = WrappedPayload.safeParse(inner);
    if (!wrapped.success || "hook_event_name" in wrapped.data) return inner;
    inner = wrapped.data.payload;
  }
  return inner;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function junk(reason: string): Reading {
  return { kind: "junk", reason };
}
