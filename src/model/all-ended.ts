/**
 * What each came to, once all have ended, also where one fails early: then nothing that they share
 * is closed under another. Throws the first's own error.
 */
export async function allEnded<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  return (await Promise.allSettled(tasks)).map(endedWell);
}

/** What one of them came to; throws its error. For tasks of several types. */
export function endedWell<T>(ended: PromiseSettledResult<T>): T {
  if (ended.status === "rejected") throw ended.reason;
  return ended.value;
}
