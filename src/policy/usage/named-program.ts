import type { Expression, Rule } from "../../model/rule.ts";
import { commandPattern } from "../matching/clauses.ts";
import type { Step } from "../steps/steps.ts";

/**
 * Whether a rule names the program that a text begins with, so that it grants one that the table
 * does not know: by `program`, or by an expression that begins with the name. `.*` names nothing.
 */
export function namesProgram(rule: Rule, text: string): boolean {
  const [program = ""] = text.split(" ");
  if (program === "") return false;
  if (rule.program?.includes(program) === true) return true;
  const pattern = commandPattern(rule);
  return pattern !== undefined && beginsWith(pattern, program);
}

/** Whether a rule spells every script, module or program that a command is given to run. */
export function spellsScripts(rule: Rule, { scripts }: Step): boolean {
  if (scripts.length === 0) return true;
  const pattern = commandPattern(rule);
  const said =
    pattern === undefined ? [] : [...(pattern.choices?.texts ?? []), ...pattern.literals];
  return scripts.every((script) => script !== "" && said.some((text) => text.includes(script)));
}

function beginsWith({ source, choices }: Expression, program: string): boolean {
  if (choices !== undefined) {
    const fits = (text: string): boolean => text === program || text.startsWith(`${program} `);
    return (
      choices.first &&
      choices.texts.filter((text) => program.startsWith(text) || fits(text)).some(fits)
    );
  }
  const name = program.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
  return (
    source.startsWith(`^${name}`) &&
    /^(?:[ $]|\\[sb]|\(|\[)/.test(source.slice(name.length + 1)) &&
    !hasTopLevelChoice(source)
  );
}

function hasTopLevelChoice(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (character === "\\") at += 1;
    else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    else if (character === "|" && depth === 0) return true;
  }
  return false;
}
