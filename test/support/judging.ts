import { respond } from "../../src/hook/respond.ts";
import type { Setting } from "../../src/hook/setting.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { ConfigProblem } from "../../src/model/errors.ts";
import type { Policy, Rule, RuleTable } from "../../src/model/rule.ts";
import { loadEngine } from "../../src/policy/patterns/pattern.ts";
import { compileRules, type RuleOrigin } from "../../src/policy/rules/compile-rules.ts";

/** Rule tables by kind, as config.toml has them. */
export type Tables = Partial<Record<RuleOrigin["kind"], readonly RuleTable[]>>;

/** A policy of these tables; throws where one of them has a mistake. */
export async function policyOf(tables: Tables, more: Partial<Policy> = {}): Promise<Policy> {
  const rules = (["deny", "ask", "allow", "deny_promote"] as const).map(async (kind) => {
    const { rules: made, problems } = await compiled(kind, tables[kind] ?? []);
    if (problems[0] !== undefined) throw new Error(problems[0].message);
    return made;
  });
  return {
    sha256: "f".repeat(64),
    state: "current",
    rules: (await Promise.all(rules)).flat(),
    ...more,
  };
}

/** The rules of one list and the mistakes in it. */
export async function compiled(
  kind: RuleOrigin["kind"],
  tables: readonly RuleTable[],
  source: RuleOrigin["source"] = "config",
): Promise<{ readonly rules: readonly Rule[]; readonly problems: readonly ConfigProblem[] }> {
  return compileRules(tables, { file: "config.toml", kind, source }, await loadEngine());
}

/** The hook's setting in a made-up world: Ana at home, in her project `shop`. */
export function setting(more: Partial<Setting> = {}): Setting {
  return {
    policy: { sha256: "f".repeat(64), state: "current", rules: [] },
    now: "2026-11-20T10:00:00.000Z",
    home: "/home/ana/.claude/claude-permit",
    accountHome: "/home/ana",
    projectRoot: "/home/ana/shop",
    caseInsensitive: false,
    realpath: (path) => path,
    host: "desk",
    user: "ana",
    key: "ab".repeat(32),
    newId: () => "01KAGQ0000000000000000TEST",
    source: "live",
    attended: true,
    entrypoint: "cli",
    elapsedMs: () => 12,
    overdue: () => false,
    ...more,
  };
}

/** A payload of Claude Code; a tool's name and input make it a PreToolUse. */
export function payload(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    session_id: "5b0f7c1e-9a53-4a0e-8a70-2f6d1f0c77aa",
    cwd: "/home/ana/shop",
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    tool_use_id: "toolu_01",
    ...more,
  };
}

export function bash(command: string): Record<string, unknown> {
  return payload({ tool_name: "Bash", tool_input: { command } });
}

/** The entry that the hook writes about a payload under these rules. */
export async function entryOn(
  value: unknown,
  tables: Tables = {},
  more: Partial<Setting> = {},
): Promise<Entry> {
  const policy = more.policy ?? (await policyOf(tables));
  return (await respond(value, setting({ ...more, policy }))).entry;
}

/** `deny[no-rm]`, `allow[git-read]`, or the reason for no opinion. */
export async function decisionOn(
  value: unknown,
  tables: Tables = {},
  more: Partial<Setting> = {},
): Promise<string> {
  const entry = await entryOn(value, tables, more);
  return entry.rule === undefined
    ? (entry.passthrough_reason ?? entry.decision)
    : `${entry.decision}[${entry.rule}]`;
}
