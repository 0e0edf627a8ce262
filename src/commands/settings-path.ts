import { join, resolve } from "node:path";
import { claudeFolder } from "../claude/settings-file.ts";
import type { Io } from "../io.ts";
import type { Request } from "./command.ts";

/** The settings file that a command is about: `--settings`, else the user's. */
export function settingsPath(own: Request["own"], io: Pick<Io, "env" | "accountHome">): string {
  const named = own["settings"];
  if (typeof named === "string") return resolve(named);
  return join(claudeFolder(io.env, io.accountHome), "settings.json");
}
