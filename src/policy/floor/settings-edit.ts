/** What an edit of a settings file may not touch: the hooks, and the switches that silence them. */
const GUARDING =
  /hooks|allowManagedHooksOnly|PreToolUse|PostToolUse|PermissionRequest|SessionStart|claude-permit|matcher|onFailure|type\W{1,9}command|bin\.cjs/i;
/** In the user's settings also the parts of an entry: what it runs, and how long that may take. */
const ENTRY = /"(?:command|args|timeout|async|shell)"\s*:|[/\\]node\b|--home\b/i;
/** Names of switches that must not be put together from pieces. */
const SWITCHES = ["hooks", "disableAllHooks", "allowManagedHooksOnly"];
/** Fields that say where, not what. */
const PLACES = /^(?:file_?path|path|uri|file|notebook_path|source|destination)$/i;

/** Whether an edit speaks of hooks, in any spelling of JSON, or of a piece of such a name. */
export function editGuards(
  input: Readonly<Record<string, unknown>>,
  file: "settings" | "user-settings",
): boolean {
  const texts = textsOf(input).map(unescaped);
  return texts.some(
    (text) =>
      GUARDING.test(text) || isPiece(text) || (file === "user-settings" && ENTRY.test(text)),
  );
}

/** Whether an edit leaves brackets or quotes open: a file that cannot be read has no hooks. */
export function editBreaks(input: Readonly<Record<string, unknown>>): boolean {
  const edits = [input, ...listOf(input["edits"])];
  return edits.some((edit) => {
    const [before, after] = [
      edit["old_string"] ?? edit["oldText"],
      edit["new_string"] ?? edit["newText"],
    ];
    return (
      typeof before === "string" && typeof after === "string" && shape(before) !== shape(after)
    );
  });
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (PLACES.test(name) ? [] : textsOf(each)));
}

function listOf(value: unknown): Record<string, unknown>[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((each) =>
    typeof each === "object" && each !== null ? [Object.fromEntries(Object.entries(each))] : [],
  );
}

/** `h\u006foks` is hooks to a reader of JSON. */
function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** `ooks`, put in the place of something in a word. */
function isPiece(text: string): boolean {
  return /^[A-Za-z]+$/.test(text) && SWITCHES.some((name) => name.includes(text));
}

/** How deep brackets stand at the end, and whether a text is open. */
function shape(text: string): string {
  const plain = text.replace(/\\./g, "");
  const count = (sign: string): number => plain.split(sign).length - 1;
  return `${count("{") - count("}")} ${count("[") - count("]")} ${count('"') % 2}`;
}
