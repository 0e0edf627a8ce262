import { appendLine } from "../files/private.ts";

/** What one write takes at most: hooks append meanwhile, and wait for it. */
const PIECE_CHARS = 256 * 1024;

/** Appends lines as the hook does, several with one write. Throws as `appendLine`. */
export function appendInPieces(path: string, lines: readonly string[]): void {
  let piece: string[] = [];
  let chars = 0;
  for (const line of lines) {
    piece.push(line);
    chars += line.length;
    if (chars < PIECE_CHARS) continue;
    appendLine(path, piece.join("\n"));
    [piece, chars] = [[], 0];
  }
  if (piece.length > 0) appendLine(path, piece.join("\n"));
}
