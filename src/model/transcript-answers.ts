import type { APPROVALS, OUTCOMES } from "./words.ts";

type Approval = (typeof APPROVALS)[number];
type Outcome = (typeof OUTCOMES)[number];

/** What a kind of answer means. Without an outcome the call ran, and its result says which. */
interface AnswerMeaning {
  readonly outcome: Outcome | undefined;
  readonly approval: Approval;
  /** Shown in counts. */
  readonly words: string;
}

/** Who decided about a call and how, as a transcript tells it. */
export const ANSWERS = {
  user_once: { outcome: undefined, approval: "user_once", words: "allowed by the user, once" },
  user_always: {
    outcome: undefined,
    approval: "user_always",
    words: "allowed by the user, always",
  },
  user: { outcome: undefined, approval: "user", words: "allowed by the user" },
  hook: { outcome: undefined, approval: "hook", words: "allowed by a hook" },
  config: { outcome: undefined, approval: "config", words: "allowed by settings or mode" },
  classifier: { outcome: undefined, approval: "classifier", words: "allowed by the classifier" },
  refused: { outcome: "refused", approval: "none", words: "refused by the user" },
  refused_with_comment: {
    outcome: "refused",
    approval: "none",
    words: "refused by the user, with a comment",
  },
  denied_by_hook: { outcome: "denied", approval: "none", words: "denied by a hook" },
  denied_by_settings: { outcome: "denied", approval: "none", words: "denied by settings" },
  denied_unattended: {
    outcome: "denied",
    approval: "none",
    words: "denied, for nobody was there to ask",
  },
  denied_by_classifier: {
    outcome: "classifier_denied",
    approval: "none",
    words: "denied by the classifier",
  },
  not_reached: {
    outcome: "interrupted",
    approval: "none",
    words: "interrupted before anybody was asked",
  },
  unsaid: { outcome: undefined, approval: "unknown", words: "not told who decided" },
} as const satisfies Record<string, AnswerMeaning>;
export type AnswerKind = keyof typeof ANSWERS;

/** Every kind with a count of none. */
export function noAnswers(): Record<AnswerKind, number> {
  return {
    user_once: 0,
    user_always: 0,
    user: 0,
    hook: 0,
    config: 0,
    classifier: 0,
    refused: 0,
    refused_with_comment: 0,
    denied_by_hook: 0,
    denied_by_settings: 0,
    denied_unattended: 0,
    denied_by_classifier: 0,
    not_reached: 0,
    unsaid: 0,
  };
}
