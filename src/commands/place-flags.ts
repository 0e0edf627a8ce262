import { commandHome } from "../files/home.ts";
import { shellWord } from "../model/shell-word.ts";
import type { Request } from "./command.ts";
import { settingsPath } from "./settings-path.ts";

/** The flags that differ from what a command would take by itself, so that hints can be pasted. */
export function placeFlags({ io, home, own }: Pick<Request, "io" | "home" | "own">): string {
  const settings = settingsPath(own, io);
  return [
    ...(home === commandHome(undefined, io.env, io.accountHome)
      ? []
      : [` --home ${shellWord(home)}`]),
    ...(settings === settingsPath({}, io) ? [] : [` --settings ${shellWord(settings)}`]),
  ].join("");
}
