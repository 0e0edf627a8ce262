import type { Expression, Policy, Rule } from "../../model/rule.ts";
import { withoutEngine } from "../patterns/pattern.ts";

/** Tools that do what another one does: a rule that holds back that one holds back these. */
const ALSO_KNOWN_AS: ReadonlyMap<string, string> = new Map([
  ["Monitor", "Bash"],
  ["PowerShell", "Bash"],
  ["Task", "Agent"],
  ["MultiEdit", "Edit"],
  ["LS", "Glob"],
]);

/** The names under which rules may know a tool; its own first. */
export function toolNames(tool: string): readonly string[] {
  const other = ALSO_KNOWN_AS.get(tool);
  return other === undefined ? [tool] : [tool, other];
}

/**
 * Whether rules with this tool expression are candidates for a call: false only where string tests
 * alone show that it finds none of the names, so that such rules need not even be read.
 */
export function mayFindTool(tool: Expression, names: readonly string[]): boolean {
  return withoutEngine((finder) => names.some((name) => finder.finds(tool, name))) !== false;
}

/** Tools that do much the same: a rule about one of them may have been meant for another. */
const TOOL_KIN = [
  ["Read", "Grep", "Glob", "LS", "NotebookRead"],
  ["Edit", "Write", "MultiEdit", "NotebookEdit"],
  ["Bash", "Monitor", "PowerShell"],
  ["WebFetch", "WebSearch"],
];

/** Whether a tool expression names a tool of the same kind, or one of the same MCP server. */
export function namesKin({ source }: Expression, tool: string): boolean {
  const server = tool.startsWith("mcp__") ? /^mcp__.+?__/.exec(tool)?.[0] : undefined;
  if (server !== undefined) return source.includes(server);
  const kin = TOOL_KIN.find((names) => names.includes(tool)) ?? [];
  return kin.some((name) => source.includes(name));
}

/** The allow rules that a tool may match, or nearly. */
export function nearbyGrants(policy: Policy, tool: string): readonly Rule[] {
  const names = toolNames(tool);
  return policy.rules.filter(
    (rule) => rule.kind === "allow" && (mayFindTool(rule.tool, names) || namesKin(rule.tool, tool)),
  );
}

/** Tool names come from outside: of so many the rules are remembered. */
const MAX_TOOLS = 1000;
const chosen = new WeakMap<Policy, Map<string, readonly Rule[]>>();

/** The candidates among a policy's rules, in their order. Remembered: a batch asks over and over. */
export function candidateRules(policy: Policy, tool: string): readonly Rule[] {
  const ofPolicy = chosen.get(policy) ?? new Map<string, readonly Rule[]>();
  chosen.set(policy, ofPolicy);
  const known = ofPolicy.get(tool);
  if (known !== undefined) return known;
  const names = toolNames(tool);
  // Rules of one snapshot share their expressions.
  const answers = new Map<Expression, boolean>();
  const found = policy.rules.filter((rule) => {
    const answer = answers.get(rule.tool) ?? mayFindTool(rule.tool, names);
    answers.set(rule.tool, answer);
    return answer;
  });
  if (ofPolicy.size < MAX_TOOLS) ofPolicy.set(tool, found);
  return found;
}
