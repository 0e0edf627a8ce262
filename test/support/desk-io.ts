import type { Io } from "../../src/io.ts";
import { fakeIo, type Printed } from "./io.ts";

export type DeskIo = Io & {
  printed(): Printed;
  /** Moves the clock. */
  setNow(iso: string): void;
};

/** An Io of a job on the machine `desk.example`: this very process, no terminal, a clock to set. */
export function deskIo(folder: string, now: string): DeskIo {
  let clock = now;
  const io = fakeIo(folder, {
    now: () => new Date(clock),
    host: "desk.example",
    pid: process.pid,
    stdinIsTerminal: false,
    // To servers on loopback; nobody else is ever named.
    fetch: globalThis.fetch,
  });
  return {
    ...io,
    setNow: (iso) => {
      clock = iso;
    },
  };
}
