import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "../model/errors.ts";
import { ReportTable } from "../model/report-table.ts";
import { hasCode, readPrivate } from "./private.ts";
import { schemaProblems } from "./schema-problems.ts";
import { parseToml } from "./toml.ts";
import { located } from "./toml-places.ts";

/** `digest.toml`, not `Digest.toml` and not `notes.txt`. */
const NAME = /^([a-z][a-z0-9-]{0,39})\.toml$/;

/** Where a report's table stands. The user's own takes the place of ours of the same name. */
export interface ReportFile {
  readonly name: string;
  /** As a message names it: `reports/digest.toml`. */
  readonly file: string;
  readonly read: () => string;
  /** The text of another file that lies beside it; undefined where there is none. */
  readonly beside: (name: string) => string | undefined;
}

/** Every report there is, by name: ours, then the user's from `<home>/reports/`. */
export function reportFiles(builtIn: URL, home: string): Map<string, ReportFile> {
  const ours = fileURLToPath(builtIn);
  const own = join(home, "reports");
  return new Map([
    // Ours belong to whoever installed the package, so they are no private files.
    ...filesOf(ours, (path) => readFileSync(path, "utf8")),
    ...filesOf(own, readPrivate),
  ]);
}

/** The user's own reports, by name, and files in their folder that nobody reads. */
export function ownReportFiles(home: string): {
  readonly files: readonly ReportFile[];
  readonly unread: readonly string[];
} {
  const folder = join(home, "reports");
  const isRead = (name: string) => NAME.test(name) || name.endsWith(".sql");
  return {
    files: filesOf(folder, readPrivate).map(([, file]) => file),
    unread: namesIn(folder).filter((name) => name.endsWith(".toml") && !isRead(name)),
  };
}

/** The table of a report. Throws ConfigError with every problem. */
export function readReportTable(found: ReportFile): ReportTable {
  const text = found.read();
  const read = ReportTable.safeParse(parseToml(text, found.file));
  if (read.success) return read.data;
  throw new ConfigError(located(schemaProblems(read.error, found.file), text));
}

function filesOf(
  folder: string,
  read: (path: string) => string | undefined,
): [string, ReportFile][] {
  return namesIn(folder).flatMap((file): [string, ReportFile][] => {
    const name = NAME.exec(file)?.[1];
    if (name === undefined) return [];
    const found: ReportFile = {
      ...{ name, file: `reports/${file}` },
      read: () => read(join(folder, file)) ?? "",
      beside: (other) => read(join(folder, other)),
    };
    return [[name, found]];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}
