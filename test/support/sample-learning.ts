import type {
  LearnedChange,
  LearnedShape,
  LearningFacts,
} from "../../src/findings/learning-facts.ts";
import type { ChangeCause } from "../../src/model/history.ts";
import { PROMOTION_DEFAULTS } from "../../src/model/words.ts";

/** What was learned up to the week of the samples: 24 rules, two of them in that week. */
export const SAMPLE_LEARNING: LearningFacts = {
  model: "anthropic claude-haiku-5-5",
  promotion: PROMOTION_DEFAULTS,
  changes: [
    added("2026-08-21T22:00:00.000Z", shape("curl-healthz", "program curl")),
    added("2026-09-02T09:00:00.000Z", shape("pytest", "program pytest")),
    added("2026-09-10T09:00:00.000Z", shape("curl-local", "program curl", "host ^localhost$")),
    ...Array.from({ length: 20 }, (_, index) =>
      added(`2026-09-${11 + Math.floor(index / 2)}T10:00:00.000Z`, shape(`other-${index}`, "make")),
    ),
    {
      at: "2026-11-16T08:12:00.000Z",
      kind: "edited",
      before: shape("curl-local", "program curl", "host ^localhost$"),
      after: shape("curl-local", "program curl", "host ^localhost:3000$"),
      cause: null,
    },
    added("2026-11-17T10:20:00.000Z", shape("npm-run-lint", "program npm", "subcommand run")),
    {
      ...added("2026-11-20T09:05:00.000Z", shape("docker-compose-ps", "program docker")),
      cause: cause({ reasoning: "Lists containers of this project, read only." }),
    },
    {
      at: "2026-11-20T23:00:00.000Z",
      kind: "removed",
      before: shape("curl-healthz", "program curl"),
      after: null,
      cause: cause({
        ...{ why: "expired", score: null, reasoning: null, confirmations: null, session: null },
        detail: "unused for 90 days",
      }),
    },
  ],
  waiting: [
    {
      ...{ id: "id-make-docs", words: ["Bash", "program make", "subcommand docs"] },
      ...{ state: "waiting", inTheWay: null, since: "2026-11-14T09:00:00.000Z" },
      ...{ calls: 1, confirmed: 1, sessions: 1, score: "YELLOW" },
      ...{ reasoning: "Builds the manual.", fingerprint: "Bash: make" },
    },
    {
      ...{ id: "id-docker-exec", words: ["Bash", "program docker", "subcommand exec"] },
      ...{ state: "blocked", inTheWay: "no-docker-exec", since: "2026-11-18T09:00:00.000Z" },
      ...{ calls: 2, confirmed: 2, sessions: 1, score: "YELLOW" },
      ...{ reasoning: "Runs one command in a container.", fingerprint: "Bash: docker exec" },
    },
  ],
  answers: [
    { at: "2026-11-17T10:19:00.000Z", kind: "yes" },
    { at: "2026-11-18T10:19:00.000Z", kind: "yes" },
    { at: "2026-11-19T10:19:00.000Z", kind: "no" },
  ],
};

export function shape(name: string, ...words: string[]): LearnedShape {
  return { id: `id-${name}`, name, words: ["Bash", ...words] };
}

export function cause(parts: Partial<ChangeCause> = {}): ChangeCause {
  return {
    why: "promoted",
    by: "hook",
    entry: "01CALL",
    session: "8c1e77aa-0000-4000-8000-000000000000",
    tier: "llm",
    score: "YELLOW",
    reasoning: "Runs the project's own linter and writes nothing.",
    confirmations: 3,
    detail: null,
    ...parts,
  };
}

export function added(at: string, after: LearnedShape): LearnedChange {
  return { at, kind: "added", before: null, after, cause: cause() };
}
