import type { CommandRow } from "./command.ts";

/** The command table: literally every command there is. */
export const COMMANDS: readonly CommandRow[] = [];
