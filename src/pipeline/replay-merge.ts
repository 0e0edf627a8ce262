import type { RecordedLine } from "../files/recorded-events.ts";
import type { RecordedEvent } from "../model/recorded-event.ts";
import { readRecordedLine } from "./replay-read.ts";

/** Where recorded lines come from; `name` is what messages call it. */
export interface Recording {
  readonly name: string;
  readonly lines: AsyncIterable<RecordedLine>;
}

/** One recorded event at its time. */
export interface TimedEvent {
  readonly atMs: number;
  readonly event: RecordedEvent;
}

export interface MergeOptions {
  /** The time of a recording's first event that has none, each further one 1 ms later. */
  readonly untimedAtMs: number | undefined;
  readonly onUntimed: () => void;
  readonly onJunk: (place: { file: string; line: number; reason: string }) => void;
}

interface Head {
  readonly rest: AsyncGenerator<TimedEvent>;
  next: TimedEvent;
}

/**
 * All events of all recordings by time, holding one event of each. Equal times keep the order of
 * the recordings, and within one the order of its lines. A recording that is not in time order
 * itself is not sorted: its events come as late as the latest before them.
 */
export async function* mergeByTime(
  recordings: readonly Recording[],
  options: MergeOptions,
): AsyncGenerator<TimedEvent> {
  const heads: Head[] = [];
  try {
    for (const recording of recordings) {
      const rest = timedEvents(recording, options);
      const first = await rest.next();
      if (first.done !== true) heads.push({ rest, next: first.value });
    }
    for (let head = earliest(heads); head !== undefined; head = earliest(heads)) {
      yield head.next;
      const step = await head.rest.next();
      if (step.done === true) heads.splice(heads.indexOf(head), 1);
      else head.next = step.value;
    }
  } finally {
    // Whoever stops early leaves no file open.
    await Promise.all(heads.map((head) => head.rest.return(undefined)));
  }
}

function earliest(heads: readonly Head[]): Head | undefined {
  let found = heads[0];
  for (const head of heads) {
    if (found !== undefined && head.next.atMs < found.next.atMs) found = head;
  }
  return found;
}

async function* timedEvents(
  recording: Recording,
  options: MergeOptions,
): AsyncGenerator<TimedEvent> {
  let untimed = 0;
  for await (const line of recording.lines) {
    const read = readRecordedLine(line);
    if (read.kind === "junk") {
      options.onJunk({ file: recording.name, line: line.number, reason: read.reason });
    } else if (read.kind === "event") {
      yield { atMs: read.atMs, event: read.event };
    } else if (options.untimedAtMs === undefined) {
      options.onUntimed();
    } else {
      yield { atMs: options.untimedAtMs + untimed, event: read.event };
      untimed += 1;
    }
  }
}
