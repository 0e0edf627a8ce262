/** Words of jq and yq that show more than the input. */
const REVEALING =
  /(?:^|[^.\w$])(?:env|include|import|load\w*|input_filename|modulemeta|get_search_list|debug|stderr|envsubst|strenv|system|eval)\b|\$ENV\b|\$__prog/;

/** Why a jq or yq program may show more than its input. */
export function jqDoubt(program: string): string | undefined {
  // What follows yq's `eval` is the program itself.
  if (/^(?:e|ea|eval|eval-all)$/.test(program)) return "a program that stands in another place";
  const code = jqCode(program);
  if (code === undefined) return "a program whose strings are not clear";
  return REVEALING.test(code)
    ? "a program that may read the environment or other files"
    : undefined;
}

/** Without comments and the text of strings; undefined where one does not end. */
function jqCode(program: string): string | undefined {
  let code = "";
  // How many brackets are open within each string's `\\(…)`.
  const open: number[] = [];
  for (let at = 0; at < program.length; at += 1) {
    const character = program[at] ?? "";
    const depth = open[open.length - 1];
    if (character === "#") {
      const comment = /^[^\n]*/.exec(program.slice(at))?.[0] ?? "";
      // A backslash may continue it on the next line.
      if (comment.includes("\\")) return undefined;
      at += comment.length - 1;
      continue;
    }
    if (character === "(" && depth !== undefined) open[open.length - 1] = depth + 1;
    if (character === ")" && depth !== undefined) open[open.length - 1] = depth - 1;
    const ended = character === ")" && depth === 1;
    if (ended) open.pop();
    code += ended || character === '"' ? " " : character;
    if (!ended && character !== '"') continue;
    const text = /^(?:[^"\\]|\\[^(])*/.exec(program.slice(at + 1))?.[0] ?? "";
    at += text.length + 1;
    if (at >= program.length) return undefined;
    if (program[at] !== '"') {
      at += 1;
      open.push(1);
    }
    code += " ";
  }
  return open.length === 0 ? code : undefined;
}

/** Statements that only look; one of them, or several. */
const LOOKING =
  /^(?:select|explain|show|describe|desc|pragma\s+\w+(?:\(\w+\))?|\.(?:tables|schema|databases|indexes|mode|headers?)(?:\s+\S+)*|\\(?:d[a-z+]*|l\+?|dt|dn|du)(?:\s+\S+)?|ping|info|dbsize|keys|get|ttl|type|exists|llen|lrange|hgetall|hget|smembers|scan)\b/i;
/** Functions and clauses that read, write or run beside the tables. */
const ACTING =
  /\b(?:into\s+(?:out|dump)file|load_file|readfile|writefile|load_extension|edit\s*\(|pg_read|pg_ls|lo_import|lo_export|copy\b|dblink|xp_cmdshell|sys_eval|nextval|setval|pg_terminate|pg_cancel|for\s+update|into\s+\w)/i;

/** Why a statement for a database may do more than look; undefined for plain reading. */
export function queryDoubt(statement: string): string | undefined {
  const parts = statement
    .split(";")
    .map((part) => part.trim())
    .filter(Boolean);
  const looks = parts.every((part) => LOOKING.test(part)) && !ACTING.test(statement);
  return looks ? undefined : "a statement that may change something";
}
