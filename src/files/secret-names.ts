import { NAMED, WORD_ANCHORS } from "./secret-words.ts";

const NAME_ENDS = `(?:${NAMED}s?|authorization|cookies?|(?:^|[._-])(?:pass|pwd|pw|auth|pat|otp))$`;
const nameAnchors = [...WORD_ANCHORS, "pw", "auth", "cookie", "pat", "otp"];

let nameEnds: RegExp | undefined;

/** Names of nearly every call, which take no expression to tell; a test asks it all the same. */
export const PLAIN_FIELDS: ReadonlySet<string> = new Set([
  ...["file_path", "notebook_path", "path", "pattern", "command", "description", "content"],
  ...["old_string", "new_string", "replace_all", "url", "prompt", "offset", "limit"],
]);

/** Whether a field of this name holds a secret: `password`, `apiKey`, `client_secret`. */
export function isSecretName(name: string): boolean {
  if (name.length > 80 || PLAIN_FIELDS.has(name)) return false;
  const lower = name.toLowerCase();
  // Compiled only where a name may be one.
  if (!nameAnchors.some((anchor) => lower.includes(anchor))) return false;
  nameEnds ??= new RegExp(NAME_ENDS);
  return nameEnds.test(lower);
}
