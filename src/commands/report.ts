import { resolve } from "node:path";
import { homePaths } from "../files/home.ts";
import { replacePrivate } from "../files/private.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { EXIT, UserError } from "../model/errors.ts";
import { makeReport, type ReportRequest } from "../pipeline/report.ts";
import { FORMATS, type Format, renderReport } from "../render/render.ts";
import type { Request, Run } from "./command.ts";
import { terminalOptions } from "./terminal-options.ts";

/** Prints a report, or writes it to a file. */
export const run: Run = async (request) => {
  const { io, home } = request;
  const format = formatOf(request);
  const config = readCommandConfig(homePaths(home).config);
  const report = await makeReport({ io, home, config }, reportRequest(request));
  const { output, to } = request.own;
  if (typeof to === "object") {
    const { sendReport } = await import("./report-to.ts");
    return sendReport(request, { report, config, channels: to });
  }
  const text = await renderReport(report, format, {
    ...terminalOptions(request),
    ...(typeof output === "string" ? { columns: 80, colour: false } : {}),
    ascii: request.own["ascii"] === true,
  });
  if (typeof output === "string") writeReport(text, resolve(io.cwd, output), request);
  else io.stdout.write(text);
  return EXIT.ok;
};

function reportRequest({ args, shared, own }: Request): ReportRequest {
  const [name = "digest", session] = args;
  const { by } = own;
  return {
    name,
    words: shared,
    ...(session === undefined ? {} : { session }),
    ...(by === "day" || by === "week" ? { by } : {}),
  };
}

/** `--json` is `--format json`. */
function formatOf({ shared, own }: Request): Format {
  const named = own["format"] ?? (shared.json ? "json" : "text");
  if (shared.json && named !== "json") {
    throw new UserError(`--json and --format ${named} exclude each other. Give one of them.`);
  }
  if (typeof named === "string" && isFormat(named)) return named;
  throw new UserError(`--format takes ${Object.keys(FORMATS).join(", ")}.`);
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name);
}

function writeReport(text: string, path: string, { io, shared }: Request): void {
  if (shared.dryRun) {
    io.stdout.write(`Would write ${path} (${Buffer.byteLength(text)} bytes).\n`);
    return;
  }
  try {
    replacePrivate(path, text);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "EISDIR") {
      throw new UserError(`${path} is a folder. Name a file in it.`, { cause: error });
    }
    throw new UserError(`${path} cannot be written: ${error.message}.`, { cause: error });
  }
  io.stdout.write(`Wrote ${path} (${Buffer.byteLength(text)} bytes).\n`);
}
