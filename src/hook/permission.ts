import type { Entry } from "../model/entry.ts";

/** Claude Code is about to ask: evidence of a prompt. Our answers race with the dialog: none. */
export function permissionRequestFields(): Partial<Entry> {
  return { native: "prompt" };
}

/** Only the classifier of auto mode reports here; never a person's no, never our own denial. */
export function permissionDeniedFields(): Partial<Entry> {
  return { native: "classifier", outcome: "classifier_denied", approval: "none" };
}
