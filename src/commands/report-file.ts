import { resolve } from "node:path";
import { isInGitWorkTree } from "../files/git-work-tree.ts";
import { replacePrivate } from "../files/private.ts";
import { UserError } from "../model/errors.ts";
import type { Redaction } from "../model/redaction.ts";
import type { Report } from "../model/report.ts";
import { type Format, renderCsvFiles, renderReport } from "../render/render.ts";
import type { Request } from "./command.ts";
import { reportOptions } from "./report-options.ts";

/** `report --output`: a file, or with CSV and a path that ends in `/` a file for each table. */
export async function writeReport(
  request: Request,
  given: { report: Report; format: Format; output: string },
): Promise<void> {
  const { report, format, output } = given;
  const path = resolve(request.io.cwd, output);
  const isInGit = isInGitWorkTree(path);
  const options = reportOptions(request, { isInGit });
  const why = isInGit && request.own["redact"] === undefined ? options.redaction : undefined;
  if (format === "csv" && output.endsWith("/") && options.table === undefined) {
    const files = await renderCsvFiles(report, options);
    if (files.length === 0) throw new UserError(`${report.name} has no table.`);
    for (const { name, text, left } of files) {
      writeOne(request, { path: resolve(path, name), text, why });
      if (left > 0) request.io.stdout.write(`  ${left} more rows are not in the report itself.\n`);
    }
    return;
  }
  writeOne(request, { path, text: await renderReport(report, format, options), why });
}

function writeOne(
  { io, shared }: Request,
  file: { path: string; text: string; why: Redaction | undefined },
): void {
  const { path, text, why } = file;
  const masked = why === undefined ? "" : `; ${why}, as it lies in a git work tree: --redact full`;
  const size = `${Buffer.byteLength(text)} bytes${masked}`;
  if (shared.dryRun) {
    io.stdout.write(`Would write ${path} (${size}).\n`);
    return;
  }
  try {
    replacePrivate(path, text);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "EISDIR") {
      throw new UserError(
        `${path} is a folder. Name a file in it; CSV writes all tables into ${path}/.`,
        { cause: error },
      );
    }
    throw new UserError(`${path} cannot be written: ${error.message}.`, { cause: error });
  }
  io.stdout.write(`Wrote ${path} (${size}).\n`);
}
