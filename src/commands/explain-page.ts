import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { redact } from "../files/redact.ts";
import type { Io } from "../io.ts";
import type { Report } from "../model/report.ts";
import { resolveTimeZone } from "../pipeline/scope.ts";
import { cleanText } from "../render/escape-text.ts";
import type { ExplanationFrame } from "../report/explanation-report.ts";
import type { Request } from "./command.ts";
import { placeFlags } from "./place-flags.ts";
import { terminalOptions } from "./terminal-options.ts";

/** A longer line is no easier to paste than to call back. */
const LONGEST_LINE = 200;

/** Whether Claude Code runs this: it is told less. */
export function isAgent({ env }: Io): boolean {
  const { CLAUDECODE: agent } = env;
  return agent !== undefined && agent !== "";
}

/** How the page of a call is cut, and the command that shows all of it. */
export function pageFrame(
  { io, home, args, own, shared }: Request,
  asked?: { readonly tool: string; readonly input: Readonly<Record<string, unknown>> },
): ExplanationFrame {
  const [word] = args;
  const words =
    word === undefined && asked !== undefined
      ? [`--tool ${asked.tool}`, `--input ${shellWord(JSON.stringify(asked.input))}`]
      : [...(shared.tool === undefined ? [] : [`--tool ${shared.tool}`]), shellWord(word ?? "")];
  const line = words.join(" ");
  const flags = placeFlags({ io, home, own });
  // What is cleaned or masked on the page is another call.
  const isPlain = line === cleanText(redact(line)) && line.length <= LONGEST_LINE;
  return {
    timeZone: resolveTimeZone(shared.tz, readCommandConfig(homePaths(home).config), io),
    all: own["all"] === true,
    again: isPlain ? `claude-permit explain ${line} --all${flags}` : "",
    flags,
  };
}

export async function printPage(request: Request, page: Report): Promise<void> {
  const { renderReport } = await import("../render/render.ts");
  request.io.stdout.write(await renderReport(page, "text", terminalOptions(request)));
}

/** One word as a shell reads it. */
function shellWord(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
