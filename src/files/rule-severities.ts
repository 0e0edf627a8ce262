import { readdirSync } from "node:fs";
import { join } from "node:path";
import { UnsafeFile } from "../model/errors.ts";
import { PolicySeverities } from "../model/policy-severities.ts";
import { SEVERITIES, type Severity } from "../model/words.ts";
import { hasCode, readPrivate } from "./private.ts";

/**
 * Severity by rule_id over every policy that was ever in force: the worst, where it changed. A
 * snapshot that cannot be read is left out: it only ever makes a finding milder.
 */
export function readRuleSeverities(policies: string): Map<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const name of snapshotNames(policies)) {
    for (const { id, severity } of readSnapshot(join(policies, name))) {
      const known = worst.get(id);
      if (known === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known)) {
        worst.set(id, severity);
      }
    }
  }
  return worst;
}

function snapshotNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

function readSnapshot(path: string): { id: string; severity: Severity }[] {
  try {
    const read = PolicySeverities.safeParse(JSON.parse(readPrivate(path) ?? "{}"));
    return read.success ? read.data.rules : [];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof UnsafeFile) return [];
    throw error;
  }
}
