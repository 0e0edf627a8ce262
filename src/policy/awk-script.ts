/** Strings and expressions of a script, which are data: `"a | b"`, `/x|y/` where one may stand. */
const DATA =
  /"(?:[^"\\\n]|\\.)*"|(?<=(?:^|[({,;!~&|]|\breturn\b)\s*)\/(?:[^/\\\n[]|\\.|\[\]?[^\]\n]*\])*\//g;

/**
 * Why an awk program may do more than read its input: system, pipes, getline, files written by
 * print, code loaded, the environment printed. Undefined where it has none of these words.
 */
export function awkDoubt(script: string): string | undefined {
  const code = script.replace(/#[^\n]*/g, "").replace(DATA, "0");
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
