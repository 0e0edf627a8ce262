import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

/**
 * A folder that whoever needs it first fills, and everybody else in this run, in any worker, waits
 * for and leaves as it is. Throws what `make` throws; for the others, that it was not made.
 */
export async function madeOnce(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(inject("sharedFolder"), name);
  const [made, failed] = [`${folder}.made`, `${folder}.failed`];
  if (mkdirSync(folder, { recursive: true }) === undefined) {
    while (!existsSync(made)) {
      if (existsSync(failed)) throw new Error(`${name} could not be made: see the test that tried`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return folder;
  }
  try {
    await make(folder);
    writeFileSync(made, "");
  } catch (error) {
    writeFileSync(failed, "");
    throw error;
  }
  return folder;
}
