/**
 * Claims of this very process by their file; what is known of them dies with it, as they do.
 * `held`: somebody is at it. `left`: whoever was at it could not settle it. `sent`: it went out,
 * and nothing else may be known of that where its notice could not be written.
 */
const mine = new Map<string, "held" | "left" | "sent">();

export function hold(path: string): void {
  mine.set(path, "held");
}

/**
 * Nobody is at the claim any more. Where it was not settled, because the disk was full say, the
 * next `recoverClaims` settles it, also in this process.
 */
export function letGo(path: string): void {
  if (mine.get(path) === "held") mine.set(path, "left");
}

export function noteSent(path: string): void {
  mine.set(path, "sent");
}

/** The file is where it belongs. */
export function forget(path: string): void {
  mine.delete(path);
}

export function isKnownSent(path: string): boolean {
  return mine.get(path) === "sent";
}

/** Whether it is a claim of this process that nobody in it is at. */
export function isLeft(path: string): boolean {
  const known = mine.get(path);
  return known === "left" || known === "sent";
}
