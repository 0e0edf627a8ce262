import { afterAll, beforeAll, expect, it } from "vitest";
import type { LearnPlace } from "../../src/learn/place.ts";
import { promotionEntry } from "../../src/learn/promotion-entry.ts";
import { Entry } from "../../src/model/entry.ts";
import type { BlockedLine, PromotingLine, StashedLine } from "../../src/model/pending.ts";
import { PROMOTION_DEFAULTS } from "../../src/model/words.ts";
import { entry, logText } from "../support/entry.ts";
import { createLoader, type Loader } from "../support/loaded.ts";

const AT = "2026-11-25T08:00:00.000Z";
const place: LearnPlace = {
  home: "/h",
  accountHome: "/home/ana",
  owner: { pid: 1 },
  now: AT,
  newId: () => "",
  elapsedMs: () => 3,
  host: "h",
  user: "ana",
  hookVersion: "0",
  caseInsensitive: false,
  realpath: (path) => path,
  foundBy: "hook",
  settings: PROMOTION_DEFAULTS,
  entryLine: JSON.stringify,
  loadPolicy: () => Promise.reject(new Error("not asked")),
};
const call: StashedLine = {
  v: 1,
  at: AT,
  kind: "stashed",
  stash: "E1",
  session_id: "s1",
  tool_use_id: "toolu_1",
  tool_name: "Bash",
  input_mac: "m",
  input: { command: "git push" },
  cwd: "/home/ana/shop",
  project_root: "/home/ana/shop",
  rule_id: "0123456789ab",
  rule: { tool: "^Bash$" },
  score: "YELLOW",
  reasoning: "pushes",
  fingerprint: "Bash: git push",
  subject: "git push",
  proposal_used: false,
  policy_sha256: "",
};
const blocked: BlockedLine = {
  v: 1,
  at: AT,
  kind: "blocked",
  rule_id: call.rule_id,
  entry: "E2",
  stash: "E1",
  doubt: {
    kind: "past_call",
    detail: "it would grant a call that was refused",
    rule: null,
    entry: "E0",
  },
};
const promoting: PromotingLine = {
  v: 1,
  at: AT,
  kind: "promoting",
  rule_id: call.rule_id,
  entry: "E3",
  stash: "E1",
  table: { tool: "^Bash$", name: "learned-git-push-0123" },
  stashes: ["E1"],
  session_id: "s1",
  cwd: call.cwd,
  fingerprint: call.fingerprint,
  cause: {
    why: "promoted",
    by: "hook",
    entry: "E1",
    session: "s1",
    tier: "llm",
    score: "YELLOW",
    reasoning: "pushes",
    confirmations: 2,
    detail: null,
  },
};

let loader: Loader;
beforeAll(async () => {
  loader = await createLoader();
});
afterAll(() => loader.close());

it("of a promotion is an entry like any other, and no call", async () => {
  const policy = { sha256: "p", state: "current" } as const;
  const made = [blocked, promoting].map((line) => promotionEntry({ line, call, policy }, place));
  for (const each of made) expect(Entry.parse(each)).toEqual(each);
  expect(made).toMatchObject([
    { event: "Promotion", tier: "deny_promote", decision: "promotion_blocked", project: "shop" },
    { event: "Promotion", tier: "auto", decision: "promoted", rule: "learned-git-push-0123" },
  ]);
  const asked = entry({ id: "E1", tool_use_id: "toolu_1", session_id: "s1", decision: "ask" });
  const files = [{ file: "audit.jsonl", text: logText([asked, ...made]) }];
  const counts = await loader.load(files, "2026-11-26T00:00:00Z", async () => {
    const tables = ["calls", "recorded_calls", "outcomes", "entries"];
    const found = tables.map(async (table) => {
      const sql = `select cast(count(*) as int) from ${table}`;
      const { connection } = loader.warehouse;
      return (await connection.runAndReadAll(sql)).getRowsJson()[0]?.[0];
    });
    return Promise.all(found);
  });
  expect(counts).toEqual([1, 1, 0, 3]);
});
