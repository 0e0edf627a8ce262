import type { Io } from "../io.ts";
import { WarehouseBusy } from "../warehouse/open.ts";

/** How long we wait for another process of ours, in all. */
export const WAIT_MS = 5000;

/**
 * Tries again while another process has the warehouse open: write windows are short. Undefined
 * where the wait was not long enough.
 */
export async function patiently<T>(
  io: Io,
  open: () => Promise<T>,
  waitMs = WAIT_MS,
): Promise<T | undefined> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof WarehouseBusy)) throw error;
      if (performance.now() >= deadline || io.signal.aborted) return undefined;
      await new Promise((resolve) => setTimeout(resolve, 25 + Math.random() * 75));
    }
  }
}
