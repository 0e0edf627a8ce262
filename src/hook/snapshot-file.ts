import type { PrivateFile } from "../files/private.ts";
import type { LlmSettings } from "../model/llm.ts";
import type { Expression, Policy, Rule } from "../model/rule.ts";
import type { PromotionSettings } from "../model/words.ts";
import { mayFindTool, namesKin } from "../policy/rules/candidates.ts";
import { VERSION } from "../version.ts";
import { isRecord } from "./read-payload.ts";

/**
 * What a snapshot file holds: the length of the header, the header in JSON, then one line for each
 * tool expression with the rules that have it. A start parses the header and only the lines of
 * tools that its call may have: of 1,000 rules few are about one tool.
 */
const SNAPSHOT_FORMAT = `6/${VERSION}`;

/** One file that a policy was made of, as it was then: `absent`, or what identifies its content. */
export interface PolicySource {
  readonly path: string;
  readonly state: string;
}

/** The account that a snapshot was made by, and the state of the file that says so. */
export interface Account {
  /** -1 where the system has no such number, or does not know it. */
  readonly uid: number;
  readonly username: string;
  readonly homedir: string;
  readonly state: string;
}

export interface KnownPolicy extends Policy {
  readonly account: Account;
}

interface Header {
  readonly format: string;
  readonly sources: readonly PolicySource[];
  readonly account: Account;
  readonly sha256: string;
  readonly state: Policy["state"];
  readonly llm?: LlmSettings;
  readonly promotion?: PromotionSettings;
  readonly groups: readonly Group[];
}

/** A line of rules: their tool expression, and its length in bytes with the line feed. */
interface Group {
  readonly tool: Expression;
  readonly bytes: number;
}

/** A rule without its tool, and its place in the policy's order. */
type Placed = readonly [place: number, rule: Omit<Rule, "tool">];

/** Most headers are shorter. */
const FIRST_BYTES = 16 * 1024;
/** Digits of the header's length in bytes, line feed included. */
const LENGTH_DIGITS = 8;

/** The content of a snapshot file. */
export function snapshotText(
  sources: readonly PolicySource[],
  { account, ...policy }: KnownPolicy,
): string {
  const byTool = new Map<string, { tool: Expression; rules: Placed[] }>();
  policy.rules.forEach(({ tool, ...rule }, place) => {
    const group = byTool.get(tool.source) ?? { tool, rules: [] };
    group.rules.push([place, rule]);
    byTool.set(tool.source, group);
  });
  const lines = [...byTool.values()].map(({ rules }) => `${JSON.stringify(rules)}\n`);
  const groups = [...byTool.values()].map(({ tool }, at) => {
    return { tool, bytes: Buffer.byteLength(lines[at] ?? "") };
  });
  const { sha256, state, llm, promotion } = policy;
  const model = {
    ...(llm === undefined ? {} : { llm }),
    ...(promotion === undefined ? {} : { promotion }),
  };
  const header: Header = {
    format: SNAPSHOT_FORMAT,
    sources,
    account,
    sha256,
    state,
    ...model,
    groups,
  };
  const first = `${JSON.stringify(header)}\n`;
  const length = String(Buffer.byteLength(first)).padStart(LENGTH_DIGITS, "0");
  return `${length}\n${first}${lines.join("")}`;
}

/**
 * The policy in a snapshot file with the rules that a tool of these names may match or nearly, in their
 * order; `names` undefined: with all. Undefined where `isCurrent` denies its sources, and where
 * anything in it is not as it was written, a missing end among that. Throws SyntaxError for JSON
 * that breaks off.
 */
export function policyIn(
  file: PrivateFile,
  names: readonly string[] | undefined,
  isCurrent: (sources: readonly PolicySource[]) => boolean,
): KnownPolicy | undefined {
  const begin = LENGTH_DIGITS + 1;
  const first = file.bytes(0, FIRST_BYTES);
  const end = begin + Number(first.toString("latin1", 0, LENGTH_DIGITS));
  const head = end <= first.length ? first : file.bytes(0, end);
  const header: unknown = JSON.parse(head.toString("utf8", begin, end));
  if (!isHeader(header)) return undefined;
  const { sha256, state, account, groups, llm, promotion } = header;
  const size = groups.reduce((sum, group) => sum + group.bytes, end);
  if (size !== file.size || !isCurrent(header.sources)) return undefined;
  const placed: [number, Rule][] = [];
  let at = end;
  for (const { tool, bytes: length } of groups) {
    const start = at;
    at += length;
    if (names !== undefined && !mayMatter(tool, names)) continue;
    const line: unknown = JSON.parse(file.bytes(start, at).toString("utf8"));
    if (!Array.isArray(line) || !line.every(isPlaced)) return undefined;
    for (const [place, rule] of line) placed.push([place, { ...rule, tool }]);
  }
  placed.sort(([a], [b]) => a - b);
  const rules = placed.map(([, rule]) => rule);
  const model = {
    ...(llm === undefined ? {} : { llm }),
    ...(promotion === undefined ? {} : { promotion }),
  };
  return { sha256, state, account, rules, ...model };
}

/** What finds the tool, and what nearly does: an entry names near misses too. */
function mayMatter(tool: Expression, names: readonly string[]): boolean {
  return mayFindTool(tool, names) || names.some((name) => namesKin(tool, name));
}

/** Enough to trust a file that only we can write. */
function isHeader(value: unknown): value is Header {
  return (
    isRecord(value) &&
    value["format"] === SNAPSHOT_FORMAT &&
    Array.isArray(value["sources"]) &&
    isAccount(value["account"]) &&
    typeof value["sha256"] === "string" &&
    ["current", "last_good"].includes(String(value["state"])) &&
    (value["llm"] === undefined || isLlm(value["llm"])) &&
    (value["promotion"] === undefined || isPromotion(value["promotion"])) &&
    Array.isArray(value["groups"]) &&
    value["groups"].every((group) => isRecord(group) && isExpression(group["tool"]))
  );
}

function isLlm(value: unknown): boolean {
  return (
    isRecord(value) &&
    ["provider", "model", "send", "yellow_unattended"].every(
      (name) => typeof value[name] === "string",
    ) &&
    ["deadline", "daily_calls"].every((name) => typeof value[name] === "number") &&
    ["modes", "pass_env"].every((name) => Array.isArray(value[name]))
  );
}

function isPromotion(value: unknown): boolean {
  return (
    isRecord(value) &&
    ["mode", "expires"].every((name) => typeof value[name] === "string") &&
    ["min_confirmations", "min_sessions", "demote_after"].every(
      (name) => typeof value[name] === "number",
    )
  );
}

function isAccount(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value["uid"] === "number" &&
    ["username", "homedir", "state"].every((name) => typeof value[name] === "string")
  );
}

/** What judging a rule takes for granted. */
function isPlaced(value: unknown): value is Placed {
  if (!Array.isArray(value) || typeof value[0] !== "number") return false;
  const rule: unknown = value[1];
  return (
    isRecord(rule) &&
    typeof rule["kind"] === "string" &&
    typeof rule["label"] === "string" &&
    hasExpressions(rule["fields"]) &&
    hasExpressions(rule["exclude"])
  );
}

function hasExpressions(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isExpression);
}

function isExpression(value: unknown): boolean {
  return isRecord(value) && typeof value["source"] === "string" && Array.isArray(value["literals"]);
}
