import { readShellLine } from "../shell.ts";
import { type Fingerprint, fingerprintFrom, type Place } from "./fingerprint.ts";
import { readInputText } from "./input-text.ts";
import { shellHeadOf } from "./shell-head.ts";

const SHELL_TOOLS = ["Bash", "Monitor"];

/**
 * The fingerprint of an input that is not read yet: the object, or its text as an older line holds
 * it, JSON, perhaps cut.
 */
export async function fingerprintOf(
  tool: string,
  input: Readonly<Record<string, unknown>> | string,
  place: Place,
): Promise<Fingerprint> {
  const read = typeof input === "string" ? readInputText(input) : { fields: input, cut: false };
  const command = read.fields["command"];
  const isShell = SHELL_TOOLS.includes(tool) && typeof command === "string";
  const shell = isShell ? shellHeadOf(await readShellLine(command)) : undefined;
  return fingerprintFrom(tool, read.fields, place, { shell, cut: read.cut });
}
