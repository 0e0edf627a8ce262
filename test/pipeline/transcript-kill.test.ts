import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entry } from "../support/entry.ts";
import { madeTranscripts } from "../support/random-transcripts.ts";
import { seeded } from "../support/seeded.ts";
import { isSoak } from "../support/soak.ts";
import { type Account, account } from "./transcript-homes.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
const POINTS = isSoak ? 10 : 2;

interface Ended {
  readonly ms: number;
  readonly killed: boolean;
}

/** Runs a command as a process; killed after `killAfterMs` where that comes first. */
function processOf(at: Account, command: string, killAfterMs?: number): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, [BIN, "data", command, "--home", at.home], {
    stdio: "ignore",
    env: { PATH: process.env["PATH"], CLAUDE_CONFIG_DIR: at.claude },
  });
  const timer =
    killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      if (signal === null && code !== 0) reject(new Error(`${command} exited with ${code}`));
      else resolve({ ms: performance.now() - started, killed: signal === "SIGKILL" });
    });
  });
}

/** Each entry by what it is about; a line that a kill tore would not parse. */
function entriesIn(at: Account, file: string): string[] {
  return at
    .entries(file)
    .filter(({ event }) => file === "imported.jsonl" || event === "Reconciled")
    .map(
      (one) => `${one.session_id} ${one.tool_use_id} ${one.event} ${one.outcome} ${one.approval}`,
    )
    .sort((a, b) => (a < b ? -1 : 1));
}

describe.each([
  ["import", "imported.jsonl"],
  ["reconcile", "audit.jsonl"],
] as const)("data %s that is killed", (command, file) => {
  it(`at ${POINTS} seeded moments is made good by the next one, exactly`, {
    timeout: 240_000,
  }, async () => {
    const made = madeTranscripts(20_261_122, 60);
    const fresh = (): Account => {
      const at = account();
      for (const { place, lines } of made) at.transcript(place, lines);
      const calls = made.flatMap((one) => one.calls);
      if (command === "reconcile") {
        at.log(
          calls.map((one) => entry({ session_id: one.sessionId, tool_use_id: one.id, at: one.at })),
        );
      }
      return at;
    };
    const untouched = fresh();
    let whole = (await processOf(untouched, command)).ms;
    const expected = entriesIn(untouched, file);
    expect(expected.length).toBeGreaterThan(300);
    const random = seeded(command.length);
    for (let kills = 0; kills < POINTS; ) {
      const at = fresh();
      // What happens before the first read is of no interest.
      const { killed, ms } = await processOf(at, command, whole * (0.25 + 0.75 * random()));
      if (killed) kills += 1;
      // It had finished by then: the machine is faster now than it was.
      else whole = Math.min(whole, ms);
      await processOf(at, command);
      expect(entriesIn(at, file), `kill point ${kills}`).toEqual(expected);
      const text = at.text(file);
      await processOf(at, command);
      expect(at.text(file)).toBe(text);
    }
  });
});
