import type { Call } from "../../model/call.ts";
import { RISKS, type Risk } from "../../model/words.ts";
import type { World } from "../../model/world.ts";
import { inputPaths } from "../paths/input-paths.ts";
import type { ShellCase } from "../steps/shell-case.ts";

/** What a call may do that a reader should see, whatever was decided; in the order of the list. */
export function risksOf(call: Call, world: World, shell: ShellCase | undefined): readonly Risk[] {
  const found = shell === undefined ? inputRisks(call, world) : shell.risks();
  return RISKS.filter((risk) => found.has(risk));
}

function inputRisks(call: Call, world: World): ReadonlySet<Risk> {
  const { reads, writes } = inputPaths(call, world);
  const found = new Set<Risk>();
  if (reads.some((path) => path.sensitive)) found.add("secret_read");
  if (writes.some((path) => path.sensitive)) found.add("startup_write");
  return found;
}
