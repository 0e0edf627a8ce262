import { maskNamed, redactBeginning } from "../files/redact.ts";
import type { Call } from "../model/call.ts";
import type { Decision } from "../model/decision.ts";
import type { NearMiss } from "../model/entry.ts";
import { subjectOf } from "../policy/entry/subject.ts";
import { cut, isMasked, SUBJECT_READ_CHARS } from "./entry-fields.ts";

/** Of what was found instead. */
const FOUND_CHARS = 200;
const REDACTED_CHARS = 8192;
const NAME_CHARS = 80;

/** The near misses of a decision as an entry keeps them: `found` redacted, then cut. */
export function nearMissFields(decision: Decision, call: Call): readonly NearMiss[] {
  if (decision.kind !== "passthrough" || decision.nearMisses.length === 0) return [];
  const subject = subjectOf(call.tool, maskNamed(call.input));
  const shown = redactBeginning(subject, SUBJECT_READ_CHARS);
  return decision.nearMisses.map((miss) => ({
    rule: cut(redactBeginning(miss.rule, REDACTED_CHARS), NAME_CHARS),
    rule_id: miss.rule_id,
    clause: cut(redactBeginning(miss.clause, REDACTED_CHARS), NAME_CHARS),
    found: shownFound(miss, subject, shown),
  }));
}

/** A clause sees a command without its quotes, where a secret may look like none. */
function shownFound({ clause, found }: NearMiss, subject: string, shown: string): string {
  const field = /^(?:fields|exclude)\.(.+)$/s.exec(clause)?.[1] ?? "";
  const value = String(maskNamed({ [field]: found })[field]);
  return cut(redactBeginning(value, REDACTED_CHARS), FOUND_CHARS).replace(/\S+/g, (part) =>
    isMasked(part, subject, shown) ? "…" : part,
  );
}
