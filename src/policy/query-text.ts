/** Why a jq or yq program may show more than its input. */
export function jqDoubt(program: string): string | undefined {
  const code = program.replace(/"(?:[^"\\(]|\\[^(])*"/g, '""');
  return /(?:^|[^.\w$])(?:env|include|import|load\w*|input_filename|modulemeta|get_search_list|debug|stderr|envsubst|strenv|system|eval)\b|\$ENV\b|\$__prog/.test(
    code,
  )
    ? "a program that may read the environment or other files"
    : undefined;
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
