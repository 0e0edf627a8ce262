/** Rows that a table may have, from generous to few. */
const ROWS = [1000, 200, 50, 20, 10, 5];

/**
 * The first rendering that takes at most `most` bytes, with fewer and fewer rows in each
 * table; the shortest where none does.
 */
export function shrinkToFit(render: (mostRows: number) => string, most: number): string {
  let shortest = "";
  for (const rows of ROWS) {
    shortest = render(rows);
    if (Buffer.byteLength(shortest) <= most) break;
  }
  return shortest;
}
