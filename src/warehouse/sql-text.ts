import { quotedString } from "@duckdb/node-api";

/**
 * A text as a piece of SQL, for where statements take no parameters (`copy … to`) or are slower with
 * them. Throws for a NUL, which would end the statement.
 */
export function sqlText(text: string): string {
  if (text.includes("\0")) throw new Error("a text of SQL holds no NUL");
  return quotedString(text);
}
