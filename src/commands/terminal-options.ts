import { join } from "node:path";
import type { RenderOptions } from "../render/render.ts";
import type { Request } from "./command.ts";

/** How a report is shown where the command prints: in colour on a terminal, unless NO_COLOR. */
export function terminalOptions({ io, home }: Pick<Request, "io" | "home">): RenderOptions {
  return {
    columns: io.stdout.columns,
    colour: io.stdout.isTerminal && (io.env["NO_COLOR"] ?? "") === "",
    ascii: false,
    userTemplates: join(home, "templates"),
  };
}
