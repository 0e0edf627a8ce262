import { createHash } from "node:crypto";
import { hookCommand, isTemporaryScript } from "../claude/hook-command.ts";
import { defaultHome } from "../files/home.ts";
import { UserError } from "../model/errors.ts";
import type { TimerPlace } from "../schedule/timers.ts";
import type { TimerSpec } from "../schedule/units.ts";
import type { Request } from "./command.ts";

/** What a timer of this home starts. Throws UserError for a program that will not stay. */
export function timerSpec({ io, home }: Request): TimerSpec {
  const command = hookCommand(io, home);
  if (isTemporaryScript(command.script)) {
    throw new UserError(
      `${command.script} lies in a package runner's cache and will vanish. ` +
        "Run npm install --global claude-permit, then claude-permit schedule install.",
    );
  }
  const odd = Object.values(command).find((path) => /\p{Cc}/u.test(path));
  if (odd !== undefined) {
    throw new UserError(`${JSON.stringify(odd)} holds a control character: no timer can start it.`);
  }
  const mark = createHash("sha256").update(home).digest("hex").slice(0, 8);
  const isOwn = home === defaultHome(io.accountHome);
  return { ...command, name: isOwn ? "claude-permit" : `claude-permit-${mark}` };
}

export function timerPlace({ io }: Request): TimerPlace {
  const { env, accountHome, account } = io;
  return { env, accountHome, account };
}
