import { EXIT, type ExitCode, UserError } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { rulePlace } from "./rule-place.ts";

/** Promotes a pending rule now, where nothing that was denied or refused would run by it. */
export const run: Run = async (request) => {
  const { io, home, args, shared } = request;
  const [learning, named, { readRuleFiles }, { preview, promote }, words] = await Promise.all([
    import("./learn-place.ts"),
    import("../pipeline/named-rules.ts"),
    import("../pipeline/rule-files.ts"),
    import("../learn/promote.ts"),
    import("../pipeline/learning-text.ts"),
  ]);
  const place = learning.learnPlace(request, "rules approve");
  const { ruleId, stashes } = named.pendingNamed(home, args[0] ?? "", place.now).pending;
  if (stashes.length === 0) throw new UserError(WHY.no_call);
  const promoter = { why: "approved", by: io.account } as const;
  const frame = { flags: placeFlags(request), columns: io.stdout.columns };
  const answer = (json: object, text: string, good: boolean): ExitCode => {
    const line = JSON.stringify({ version: 1, rule_id: ruleId, dry_run: shared.dryRun, ...json });
    io.stdout.write(shared.json ? `${line}\n` : text);
    return good ? EXIT.ok : EXIT.finding;
  };
  if (shared.dryRun) {
    const seen = await learning.untilFree(request, () => preview(ruleId, promoter, place));
    if (seen.kind !== "clear" && seen.kind !== "blocked") throw new UserError(WHY[seen.kind]);
    return answer(seen, words.previewText(seen, frame), seen.kind === "clear");
  }
  const found = await learning.untilFree(request, () => promote(ruleId, promoter, place));
  if (found.kind === "blocked") return answer(found, words.blockedText(found, frame), false);
  if (found.kind !== "promoted") throw new UserError(WHY[found.kind]);
  const toml = named.learnedToml(await readRuleFiles(rulePlace(request)), found.name);
  return answer({ ...found, toml }, words.promotedText({ ...found, toml }, frame), true);
};

const WHY = {
  no_call:
    "It was set aside, and no such call was made since: there is nothing to check it by. Approve it after the next one.",
  unread: "The log could not be looked through to its end. Try again.",
  suspended:
    "The files of rules hold mistakes, and nothing is learned until they are mended. To see them: claude-permit validate",
  unknown: "No call of it counts: each was refused. What is pending: claude-permit rules pending",
} as const;
