/**
 * Milliseconds that work took: never more than passed, never less than its threads used, so that it
 * holds on a busy machine too.
 */
export async function usedTime(work) {
  const before = { wall: performance.now(), cpu: process.cpuUsage() };
  await work();
  const used = process.cpuUsage(before.cpu);
  return Math.min(performance.now() - before.wall, (used.user + used.system) / 1000);
}
