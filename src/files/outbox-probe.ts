import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { homePaths } from "./home.ts";

/** How many messages stand where, by their files alone. */
export interface OutboxProbe {
  /** Waiting, or being sent right now. */
  readonly queued: number;
  /** Given up. */
  readonly dead: number;
}

export function probeOutbox(home: string): OutboxProbe {
  const { outbox } = homePaths(home);
  const count = (place: string): number => {
    const folder = join(outbox, place);
    // A dot: a file that is still being written.
    return existsSync(folder)
      ? readdirSync(folder).filter((one) => !one.startsWith(".")).length
      : 0;
  };
  return { queued: count("queued") + count("sending"), dead: count("dead") };
}
