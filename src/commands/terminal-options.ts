import { join } from "node:path";
import type { Io } from "../io.ts";
import type { RenderOptions } from "../render/render.ts";
import type { Request } from "./command.ts";

/** How a report is shown where the command prints: in colour on a terminal, unless NO_COLOR. */
export function terminalOptions({ io, home }: Pick<Request, "io" | "home">): RenderOptions {
  return {
    columns: columnsOf(io),
    colour: io.stdout.isTerminal && (io.env["NO_COLOR"] ?? "") === "",
    ascii: false,
    userTemplates: join(home, "templates"),
  };
}

/** A terminal knows its width; of a pipe `COLUMNS` tells it, as where a pager is behind it. */
function columnsOf({ stdout, env }: Io): number {
  const { COLUMNS: told = "" } = env;
  return !stdout.isTerminal && /^[1-9]\d{0,3}$/.test(told) ? Number(told) : stdout.columns;
}
