import { quotedString } from "@duckdb/node-api";

/**
 * A path as a piece of SQL, for statements that take no parameters there (`copy … to`). Throws
 * for a NUL, which would end the statement.
 */
export function sqlText(path: string): string {
  if (path.includes("\0")) throw new Error("a path holds no NUL");
  return quotedString(path);
}
