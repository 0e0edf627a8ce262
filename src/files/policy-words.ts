import { join } from "node:path";
import { PolicyWords } from "../model/policy-words.ts";
import { readPrivate } from "./private.ts";

/**
 * What a rule of a policy that was once in force says of itself; undefined where the policy or
 * the rule is not on record. Throws UnsafeFile.
 */
export function readPolicyWords(
  policies: string,
  sha256: string,
  ruleId: string,
): { description: string | undefined; message: string | undefined } | undefined {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  const text = readPrivate(join(policies, `${sha256}.json`));
  if (text === undefined) return undefined;
  const read = PolicyWords.safeParse(JSON.parse(text));
  const rule = read.success ? read.data.rules.find((each) => each.id === ruleId) : undefined;
  return rule === undefined ? undefined : { description: rule.description, message: rule.message };
}
