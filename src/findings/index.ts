import { criticalDenials } from "./critical-denials.ts";
import type { FindingKind } from "./found.ts";
import { hookErrors } from "./hook-errors.ts";
import { modelErrors } from "./model-errors.ts";
import { uncoveredShare } from "./uncovered-share.ts";
import { unreadableLines } from "./unreadable-lines.ts";

/** Every kind of finding. The name is part of a finding's id: it never changes. */
export const FINDINGS = {
  "critical-denial": criticalDenials,
  "unreadable-lines": unreadableLines,
  "hook-errors": hookErrors,
  "uncovered-share": uncoveredShare,
  "model-errors": modelErrors,
} as const satisfies Record<string, FindingKind>;
