import type { SyntaxNode } from "unbash";

/** Names that the shell itself counts. */
const COUNTED = new Set(["RANDOM", "SECONDS", "LINENO", "EPOCHSECONDS", "UID", "EUID", "PPID"]);
const NUMERIC = new Set(["-eq", "-ne", "-lt", "-le", "-gt", "-ge"]);

/**
 * Arithmetic evaluates what a variable holds, subscripts with `$(…)` in them included: it is
 * understood only where every name in it is a counter of the line. `numbers` are those names.
 */
export function arithmeticDoubts(node: SyntaxNode, numbers: ReadonlySet<string>): string[] {
  switch (node.type) {
    case "ArithmeticExpansion":
    case "ArithmeticCommand":
      return textDoubts(node.type === "ArithmeticCommand" ? node.body : node.text, numbers);
    case "ArithmeticWord":
      return textDoubts(node.value, numbers);
    case "Assignment": {
      const { index, value } = node;
      const elements = value.type === "ArrayValue" ? value.elements : [];
      const inner = elements.flatMap(({ text }) => /^\[([^\]]*)\]\+?=/.exec(text)?.[1] ?? []);
      return [...(index === undefined ? [] : [index.text]), ...inner].flatMap((text) =>
        textDoubts(text, numbers),
      );
    }
    case "ParameterExpansion": {
      const { index, operation } = node;
      const parts = operation?.type === "Slice" ? [operation.offset, operation.length] : [];
      const all = index === undefined || /^[@*]$/.test(index.text) ? parts : [...parts, index];
      return all.flatMap((word) => (word === undefined ? [] : textDoubts(word.text, numbers)));
    }
    case "TestBinary":
      if (!NUMERIC.has(node.operator)) return [];
      return [node.left, node.right].flatMap((word) =>
        textDoubts(word.text.replace(/^"(.*)"$/s, "$1"), numbers),
      );
    case "TestUnary":
      return (node.operator === "-v" || node.operator === "-R") && !/^\w+$/.test(node.operand.text)
        ? [`${node.operator} evaluates a subscript`]
        : [];
    default:
      return [];
  }
}

function textDoubts(text: string, numbers: ReadonlySet<string>): string[] {
  // `$#`, `$?`, `${#x}` are numbers whatever happens.
  const rest = text
    .replace(/\$\{#\w+(?:\[[@*]\])?\}|\$[#?$!]/g, "0")
    .replace(/^\$\(\((.*)\)\)$/s, "$1");
  if (/\$\(|`|\[/.test(rest)) return ["arithmetic on what a command says, or with a subscript"];
  const names = rest.match(/[A-Za-z_]\w*/g) ?? [];
  const open = names.find((name) => !numbers.has(name) && !COUNTED.has(name));
  return open === undefined ? [] : [`arithmetic on ${open}, which may hold anything`];
}
