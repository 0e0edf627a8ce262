import type { Expression } from "../model/rule.ts";
import { withoutEngine } from "./pattern.ts";

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
