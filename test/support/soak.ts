/**
 * Whether there is time: `npm run soak -- tests` sets it. Tests that take too long for every
 * commit do a part of their work without it, or are skipped visibly.
 */
export const isSoak = process.env["CLAUDE_PERMIT_SOAK"] === "1";

/** How often a property is tried: as often as it says in a soak, a quarter of it for every commit. */
export function tries(often: number): number {
  return isSoak ? often : Math.ceil(often / 4);
}
