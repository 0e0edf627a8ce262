import { readdirSync } from "node:fs";
import { join } from "node:path";
import { UnsafeFile } from "../model/errors.ts";
import { PolicyRules } from "../model/policy-rules.ts";
import { SEVERITIES, type Severity } from "../model/words.ts";
import { hasCode, readPrivate } from "./private.ts";

/**
 * Severity by rule_id over every policy that was ever in force: the worst, where it changed. A
 * snapshot that cannot be read is left out: it only ever makes a finding milder.
 */
export function readRuleSeverities(policies: string): Map<string, Severity> {
  const worst = new Map<string, Severity>();
  for (const { id, severity } of everyRule(policies)) {
    if (severity === undefined) continue;
    const known = worst.get(id);
    if (known === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known)) {
      worst.set(id, severity);
    }
  }
  return worst;
}

/**
 * What rules tell the agent, by rule_id, over every policy that was ever in force; all of it where
 * it changed. A snapshot that cannot be read is left out.
 */
export function readRuleMessages(policies: string): Map<string, string> {
  const messages = new Map<string, string>();
  for (const { id, message } of everyRule(policies)) {
    const known = messages.get(id) ?? "";
    if (message !== undefined && !known.includes(message)) {
      messages.set(id, `${known} ${message}`.trim());
    }
  }
  return messages;
}

/**
 * What a rule of a policy that was once in force says of itself; undefined where the policy or
 * the rule is not on record. Throws UnsafeFile.
 */
export function readRuleWords(
  policies: string,
  sha256: string,
  ruleId: string,
): { description: string | undefined; message: string | undefined } | undefined {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  const text = readPrivate(join(policies, `${sha256}.json`));
  if (text === undefined) return undefined;
  const read = PolicyRules.safeParse(JSON.parse(text));
  const rule = read.success ? read.data.rules.find((each) => each.id === ruleId) : undefined;
  return rule === undefined ? undefined : { description: rule.description, message: rule.message };
}

function* everyRule(policies: string): Generator<PolicyRules["rules"][number]> {
  for (const name of snapshotNames(policies)) yield* rulesIn(join(policies, name));
}

function snapshotNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

function rulesIn(path: string): PolicyRules["rules"] {
  try {
    const read = PolicyRules.safeParse(JSON.parse(readPrivate(path) ?? "{}"));
    return read.success ? read.data.rules : [];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof UnsafeFile) return [];
    throw error;
  }
}
