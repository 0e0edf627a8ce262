/** What an awk program is made of: data is `0`, line breaks that end nothing are blanks. */
interface Code {
  readonly text: string;
  /** Whether a slash may have been taken for what it is not: what follows it may be data or code. */
  readonly unclear: boolean;
}

/** Words after which an operand stands, so that a slash begins an expression. */
const BEFORE_OPERAND = /(?:^|[^\w$])(?:print|printf|return|in|case|else|do|exit|getline|delete)$/;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"/y;
const EXPRESSION = /\/(?:[^/\\\n[]|\\.|\[\^?\]?(?:\[[.:=][^\]]*[.:=]\]|[^\]\n])*\])*\//y;

/**
 * Why an awk program may do more than read its input: system, pipes, getline, files written by
 * print, code loaded, the environment printed. Undefined where it has none of these words.
 */
export function awkDoubt(script: string): string | undefined {
  const { text: code, unclear } = codeOf(script);
  if (unclear) return "an awk program whose strings and expressions are not clear";
  if (/\b(?:system|getline|close|fflush)\b|@\s*\w|\|(?!\|)(?<!\|\|)/.test(code)) {
    return "an awk program that may run, read or load something";
  }
  if (/\b(?:ENVIRON|PROCINFO|FUNCTAB|SYMTAB)\b/.test(code)) {
    return "an awk program that sees more than its input";
  }
  if (/\bprintf?\b[^;}\n]*>/.test(code)) return "an awk program that may write a file";
  if (/\bARGV\b/.test(code)) return "an awk program that chooses its files";
  return undefined;
}

/** Comments left out, strings and expressions as `0`, continued lines as one. */
function codeOf(script: string): Code {
  let text = "";
  let unclear = false;
  for (let at = 0; at < script.length; ) {
    const character = script[at] ?? "";
    const data = character === '"' ? found(STRING, script, at) : expressionAt(script, at, text);
    if (data !== undefined) {
      text += "0";
      at += data.length;
    } else if (character === "#") {
      at += /^[^\n]*/.exec(script.slice(at))?.[0].length ?? 1;
    } else if (script.startsWith("\\\n", at) || script.startsWith("\\\r\n", at)) {
      text += " ";
      at = script.indexOf("\n", at) + 1;
    } else {
      unclear ||= character === '"' || (character === "/" && isUnclear(script, at, text));
      text += character;
      at += 1;
    }
  }
  return { text: text.replace(/(,|\{|&&|\|\||\bdo\b|\belse\b)\s*\n\s*/g, "$1 "), unclear };
}

function expressionAt(script: string, at: number, before: string): string | undefined {
  if (script[at] !== "/") return undefined;
  const told = before.trimEnd();
  const isOperand = told !== "" && /[\w$)\]"]$|\+\+$|--$/.test(told) && !BEFORE_OPERAND.test(told);
  return isOperand && !before.endsWith("\n") ? undefined : found(EXPRESSION, script, at);
}

/** `if (x) /y/` or `(x) / y / z`: with another slash behind it, it may be either. */
function isUnclear(script: string, at: number, before: string): boolean {
  const line = script.slice(at + 1).split("\n")[0] ?? "";
  return /(?:\)|\+\+|--)$/.test(before.trimEnd()) && line.includes("/");
}

function found(pattern: RegExp, script: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(script)?.[0];
}
