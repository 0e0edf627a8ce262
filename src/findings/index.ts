import { askedAgain } from "./asked-again.ts";
import { blockedPromotions } from "./blocked-promotions.ts";
import { criticalDenials } from "./critical-denials.ts";
import { evasions } from "./evasions.ts";
import type { FindingKind } from "./found.ts";
import { hookErrors } from "./hook-errors.ts";
import { looseLearnedRules } from "./loose-learned-rules.ts";
import { mendableMisses } from "./mendable-misses.ts";
import { modelErrors } from "./model-errors.ts";
import { modelSlower } from "./model-slower.ts";
import { overAsked } from "./over-asked.ts";
import { pendingBacklog } from "./pending-backlog.ts";
import { uncoveredShare } from "./uncovered-share.ts";
import { unreadableLines } from "./unreadable-lines.ts";
import { unusedGrantRules } from "./unused-grants.ts";

/** Every kind of finding. The name is part of a finding's id: it never changes. */
export const FINDINGS = {
  evasion: evasions,
  "critical-denial": criticalDenials,
  "unreadable-lines": unreadableLines,
  "hook-errors": hookErrors,
  "uncovered-share": uncoveredShare,
  "model-errors": modelErrors,
  "near-miss": mendableMisses,
  "pending-rules": pendingBacklog,
  "promotion-blocked": blockedPromotions,
  "asked-again": askedAgain,
  "over-asked": overAsked,
  "learned-rule": looseLearnedRules,
  "model-slower": modelSlower,
  "unused-grants": unusedGrantRules,
} as const satisfies Record<string, FindingKind>;
