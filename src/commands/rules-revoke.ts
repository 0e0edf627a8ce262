import { EXIT, UserError } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { rulePlace } from "./rule-place.ts";

/** Takes a learned rule out of auto-rules.toml; its story stays. */
export const run: Run = async (request) => {
  const { io, args, shared } = request;
  const [learning, { readRuleFiles }, { learnedNamed }, { revoke }, { revokedText }] =
    await Promise.all([
      import("./learn-place.ts"),
      import("../pipeline/rule-files.ts"),
      import("../pipeline/named-rules.ts"),
      import("../learn/remove.ts"),
      import("../pipeline/learning-text.ts"),
    ]);
  const place = learning.learnPlace(request, "rules revoke");
  const { rule, table } = learnedNamed(await readRuleFiles(rulePlace(request)), args[0] ?? "");
  const name = table.name ?? rule.id;
  if (!shared.dryRun) {
    const found = await learning.untilFree(request, () => revoke(rule.id, io.account, place));
    if (found.kind === "unknown")
      throw new UserError(`${name} is not in auto-rules.toml any more.`);
  }
  const { dryRun } = shared;
  const json = { version: 1, rule_id: rule.id, name: table.name ?? null, revoked: !dryRun };
  const frame = { flags: placeFlags(request), columns: io.stdout.columns };
  io.stdout.write(shared.json ? `${JSON.stringify(json)}\n` : revokedText({ name, dryRun }, frame));
  return EXIT.ok;
};
