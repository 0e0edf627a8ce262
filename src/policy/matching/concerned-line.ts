import type { Rule } from "../../model/rule.ts";
import type { World } from "../../model/world.ts";
import { mayFind } from "../patterns/pattern.ts";
import type { Step } from "../steps/steps.ts";
import { grantText } from "../usage/program-folder.ts";
import { commandPattern } from "./clauses.ts";

/**
 * The rules that may find some command of a line that was parsed, as a denial or as a grant sees it:
 * by the programs that it runs, and by what a match must hold.
 */
export function concernedWithLine(
  rules: readonly Rule[],
  steps: readonly Step[],
  world: World,
): readonly Rule[] {
  const { caseInsensitive } = world;
  const fold = (text: string): string => (caseInsensitive ? text.toLowerCase() : text);
  const texts = new Set<string>();
  const programs = new Set<string>();
  for (const step of steps) {
    const { program, canonical, written } = step.command;
    const granted = grantText(step);
    for (const text of [granted, canonical, ...written]) texts.add(text);
    programs.add(fold(program)).add(fold(granted.split(" ")[0] ?? ""));
  }
  return rules.filter((rule) => {
    if (rule.program !== undefined) {
      const names = caseInsensitive ? rule.program.map(fold) : rule.program;
      let isNamed = false;
      for (const program of programs) isNamed ||= names.includes(program);
      if (!isNamed) return false;
    }
    const pattern = commandPattern(rule);
    if (pattern === undefined) return true;
    for (const text of texts) if (mayFind(pattern, text)) return true;
    return false;
  });
}
