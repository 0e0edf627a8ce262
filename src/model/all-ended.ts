/**
 * What each came to, once all have ended, also where one fails early: then nothing that they share
 * is closed under another. Throws the first's own error.
 */
export async function allEnded<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  const ended = await Promise.allSettled(tasks);
  return ended.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}
