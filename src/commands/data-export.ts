import { resolve } from "node:path";
import { homePaths } from "../files/home.ts";
import { readCommandConfig } from "../files/read-config.ts";
import { EXIT, UserError } from "../model/errors.ts";
import { cleanText } from "../render/escape-text.ts";
import type { Request, Run } from "./command.ts";

/** Before any entry. */
const FIRST = "1970-01-01";

/** The entries of a window as a file. */
export const run: Run = async (request) => {
  const { io, home, shared, own } = request;
  const format = formatOf(own);
  const [{ exportScope }, { resolveScope }, { windowLabel }, { fileSize }] = await Promise.all([
    import("../pipeline/export.ts"),
    import("../pipeline/scope.ts"),
    import("../model/window.ts"),
    import("../pipeline/status-words.ts"),
  ]);
  const config = readCommandConfig(homePaths(home).config);
  const { since, until, during } = shared;
  const all = since === undefined && until === undefined && during === undefined;
  // An end alone: from the first entry on.
  const words = until === undefined || since !== undefined ? shared : { ...shared, since: FIRST };
  const scope = resolveScope(words, { io, config, fallback: "today" });
  const { out, overwrite } = own;
  const path = typeof out === "string" ? resolve(io.cwd, out) : undefined;
  const done = await exportScope({ io, home }, scope, {
    format,
    path,
    overwrite: overwrite === true,
    all,
  });
  const window = all ? null : scope.window;
  if (shared.json) {
    io.stdout.write(`${JSON.stringify({ version: 1, format, ...done, window })}\n`);
    return EXIT.ok;
  }
  const span = window === null ? "all there are" : `${windowLabel(window)}, ${window.timeZone}`;
  io.stdout.write(
    `${counted(done.entries)} (${span}), ${fileSize(done.bytes)}:\n${cleanText(done.path)}\n`,
  );
  return EXIT.ok;
};

function formatOf(own: Request["own"]): "parquet" | "csv" | "jsonl" {
  const chosen = (["parquet", "csv", "jsonl"] as const).filter((name) => own[name] === true);
  const [format] = chosen;
  if (format !== undefined && chosen.length === 1) return format;
  throw new UserError("Say one format: --parquet, --csv or --jsonl.");
}

function counted(entries: number): string {
  return entries === 1 ? "1 entry" : `${entries.toLocaleString("en-US")} entries`;
}
