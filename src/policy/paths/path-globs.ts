/** Characters that stand for themselves only with a backslash before them. */
const SPECIAL = /[\\^$.|?*+()[\]{}]/g;

/**
 * A rule's glob as an RE2 expression over a whole path in one of its forms: absolute, `~/…` below
 * the account's home, `./…` below the project. `*` stays within a name, `**` crosses folders,
 * `dir/**` fits the folder itself. What begins with neither `/`, `~/` nor `**` and a
 * slash is of the project.
 */
export function globExpression(glob: string): string {
  const isPlaced = /^(?:\/|~(?:\/|$)|\*\*\/|\.\/)/.test(glob);
  const placed = isPlaced ? glob : `./${glob}`;
  return `^${translated(placed)}$`;
}

/** One glob of several: for tests that need no answer which. */
export function anyGlob(globs: readonly string[]): RegExp {
  return new RegExp(globs.map((glob) => `(?:${globExpression(glob)})`).join("|"), "i");
}

/** A pattern of the shell as an expression: `*` within a name, no account or project. */
export function shellPattern(pattern: string): RegExp {
  return new RegExp(`^${translated(pattern)}$`, "i");
}

function translated(glob: string): string {
  let source = "";
  let depth = 0;
  for (let at = 0; at < glob.length; at += 1) {
    const rest = glob.slice(at);
    const character = glob[at] ?? "";
    const step = folders(rest) ?? bracket(rest);
    if (step !== undefined) {
      source += step.source;
      at += step.length - 1;
    } else if (character === "*") source += "[^/]*";
    else if (character === "?") source += "[^/]";
    else if (character === "{") {
      depth += 1;
      source += "(?:";
    } else if (character === "}" && depth > 0) {
      depth -= 1;
      source += ")";
    } else if (character === "," && depth > 0) source += "|";
    else source += character.replace(SPECIAL, "\\$&");
  }
  return source + ")".repeat(depth);
}

function folders(rest: string): { source: string; length: number } | undefined {
  if (rest.startsWith("**/")) return { source: "(?:.*/)?", length: 3 };
  if (rest === "/**" || /^\/\*\*[,}]/.test(rest)) return { source: "(?:/.*)?", length: 3 };
  return rest.startsWith("**") ? { source: ".*", length: 2 } : undefined;
}

/** `[a-z]`, `[!0-9]`; an open bracket without its end is itself. */
function bracket(rest: string): { source: string; length: number } | undefined {
  const match = /^\[([!^]?)([^\]/]+)\]/.exec(rest);
  if (match === null) return undefined;
  const [whole, negated = "", members = ""] = match;
  const inner = members.replace(/[\\[\]^]/g, "\\$&");
  return { source: `[${negated === "" ? "" : "^/"}${inner}]`, length: whole.length };
}
