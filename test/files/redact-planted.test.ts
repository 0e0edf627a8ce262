import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MASK } from "../../src/files/redact.ts";
import { respond } from "../../src/hook/respond.ts";
import { entryLine } from "../../src/hook/shorten.ts";
import { temporaryFolder } from "../support/io.ts";
import { setting } from "../support/judging.ts";
import { leakOf } from "../support/leaks.ts";
import { secretsIn } from "../support/oracle.ts";
import { type PlantedCall, plantedCall, SHAPES } from "../support/planted-calls.ts";
import { seeded } from "../support/seeded.ts";
import { tries } from "../support/soak.ts";
import { ORACLE_SHAPES, vendorSecret } from "../support/vendor-secrets.ts";

/** Each with its secrets at a place of its own. */
const INPUTS = tries(10_000);
const SEED = 20_261_125;
const PROCESSES = 24;
const BIN = join(import.meta.dirname, "../../dist/bin.cjs");
/** Rules of secretlint that look at files of one name only. */
const FILES: Record<string, string> = {
  "npmrc token": ".npmrc",
  "npm x-oauth-basic": "package.json",
};

describe(`of secrets planted in ${INPUTS.toLocaleString("en")} calls`, () => {
  it("none is in the line that would be written", { timeout: 120_000 }, async () => {
    const random = seeded(SEED);
    const leaks: string[] = [];
    let lines: string[] = [];
    for (let number = 0; number < INPUTS; number += 1) {
      const call = plantedCall(random, number);
      const line = entryLine((await respond(call.payload, setting())).entry);
      leaks.push(...leaksOf(call, line));
      lines.push(line);
      if (lines.length < 50) continue;
      leaks.push(...(await missed(lines.join("\n"))));
      lines = [];
    }
    expect(leaks).toEqual([]);
  });

  it("none is in the file that the hook's process writes", { timeout: 120_000 }, () => {
    const home = temporaryFolder();
    chmodSync(home, 0o700);
    const random = seeded(SEED + 1);
    const calls = Array.from({ length: PROCESSES }, (_, n) => plantedCall(random, n * 5));
    for (const [number, call] of calls.entries()) {
      const text = JSON.stringify(call.payload);
      // Every fourth is no JSON: cut before its end.
      const input = number % 4 === 3 ? text.slice(0, -3) : text;
      const ran = spawnSync(process.execPath, [BIN, "hook", "--home", home], { input });
      expect(ran.status).toBe(0);
    }
    const log = readFileSync(join(home, "audit.jsonl"), "utf8");
    expect(log.trimEnd().split("\n")).toHaveLength(PROCESSES);
    expect(calls.flatMap((call) => leaksOf(call, log))).toEqual([]);
  });
});

describe("the planted secrets", () => {
  it.each(ORACLE_SHAPES)("of shape %s are what secretlint looks for", async (shape) => {
    const random = seeded(1);
    for (let count = 0; count < tries(20); count += 1) {
      const { text } = vendorSecret(random, shape);
      expect(await secretsIn(text, FILES[shape])).not.toEqual([]);
    }
  });

  it("are of every shape, at every place", () => {
    const random = seeded(SEED);
    const calls = Array.from({ length: 2000 }, (_, number) => plantedCall(random, number));
    const planted = new Set(calls.flatMap(({ secrets }) => secrets.map(({ shape }) => shape)));
    expect([...planted].sort()).toEqual([...SHAPES].sort());
    expect(new Set(calls.map(({ where }) => where)).size).toBe(24);
  });
});

function leaksOf({ where, secrets }: PlantedCall, line: string): string[] {
  return secrets.flatMap((secret) => {
    const seen = leakOf(line, secret);
    return seen === undefined ? [] : [`${secret.shape}, ${where}: ${seen} of ${secret.text}`];
  });
}

/** What secretlint finds and is no mask: it takes `user:[redacted]@host` for a secret too. */
async function missed(text: string): Promise<string[]> {
  return (await secretsIn(text)).filter((found) => !found.includes(MASK));
}
