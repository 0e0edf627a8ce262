import { describe, expect, it } from "vitest";
import { noticeOf } from "../../src/learn/notice-text.ts";
import type { PromotingLine, RemovingLine } from "../../src/model/pending.ts";
import { RuleTable } from "../../src/model/rule.ts";

const TABLE = RuleTable.parse({ name: "learned-make", tool: "Bash", confirmed_by: "user" });
const CAUSE = {
  ...{ by: "hook", entry: null, session: null, tier: null, score: null, reasoning: null },
  ...{ confirmations: 2, detail: null },
};
const LINE = { v: 1, at: "2026-11-20T09:00:00.000Z", rule_id: "aaaa11112222" } as const;

const CAME: PromotingLine = {
  ...{ ...LINE, kind: "promoting", entry: "e1", stash: null, table: TABLE, stashes: [] },
  ...{ session_id: "s1", cwd: "/work", fingerprint: "Bash: make" },
  cause: { ...CAUSE, why: "promoted" },
};
const WENT: RemovingLine = {
  ...{ ...LINE, kind: "removing", rule: TABLE, removal: "r1" },
  cause: { ...CAUSE, why: "expired" },
};

describe("what a session is told of a learned rule", () => {
  it.each(["", " --home /srv/permit"])("names commands that reach its home: '%s'", (flag) => {
    expect(noticeOf(CAME, flag)?.text).toMatch(
      new RegExp(`show learned-make${flag}\\. Take it back: .* revoke learned-make${flag}$`),
    );
    expect(noticeOf(WENT, flag)?.text).toMatch(new RegExp(`rules show learned-make${flag}$`));
  });
});
