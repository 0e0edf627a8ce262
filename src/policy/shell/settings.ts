import type { Command, SyntaxNode } from "unbash";
import { assignmentDoubt } from "../usage/environment.ts";

const DECLARERS = new Set(["export", "declare", "local", "readonly", "typeset"]);
/** Builtins that give the variables of their operands a value, or take it. */
const NAMERS = new Set(["read", "mapfile", "readarray", "getopts", "unset"]);

/**
 * Why variables get values in a way that is not followed: a loop over `PATH`, `${x:=y}`, a name in
 * quotes or from a variable, a subscript that the shell evaluates.
 */
export function settingDoubts(node: SyntaxNode): string[] {
  switch (node.type) {
    case "For":
    case "Select": {
      const doubt = assignmentDoubt(node.name.value, false, undefined);
      return doubt === undefined ? [] : [doubt];
    }
    case "ParameterExpansion":
      return node.operation?.type === "Default" && node.operation.operator.endsWith("=")
        ? [`${node.parameter} is given a value where it is used`]
        : [];
    case "Command":
      return builtinDoubts(node);
    default:
      return [];
  }
}

function builtinDoubts(node: Command): string[] {
  const words = node.args.filter((item) => item.type === "Word");
  const name = node.name?.value ?? "";
  const wraps = name === "command" || name === "builtin";
  const own = wraps ? words.findIndex(({ value }) => !value.startsWith("-")) : -1;
  const program = wraps ? (words[own]?.value ?? "") : name;
  const after = words.slice(own + 1);
  // What stands behind an option of read is a prompt, a delimiter or a number.
  const rest = after.filter(
    ({ value }, index) =>
      !/^[-+]/.test(value) &&
      !(program === "read" && /^-\w*[pdtnNui]$/.test(after[index - 1]?.value ?? "")),
  );
  const isSetting = DECLARERS.has(program) || NAMERS.has(program);
  if (!isSetting) return [];
  if (wraps && rest.length > 0) return [`${name} ${program} sets variables`];
  return rest.some((word) => isHidden(program, word))
    ? [`${program} may set what its words do not show`]
    : [];
}

/** A name that is quoted, put together or subscripted; elsewhere quotes are an option's value. */
function isHidden(program: string, { text, value }: { text: string; value: string }): boolean {
  if (/^[$`"']*[$`]/.test(text)) return true;
  if (/^\w+\[(?!(?:\d+|[@*])\])/.test(value)) return true;
  if (DECLARERS.has(program)) return !/^[A-Za-z_]\w*$/.test(text);
  return text !== value && /^[A-Za-z_]\w*$/.test(value);
}
