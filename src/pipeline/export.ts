import { homePaths } from "../files/home.ts";
import { requireHome } from "../files/present-home.ts";
import { makePrivateFolder } from "../files/private.ts";
import { windowLabel } from "../model/window.ts";
import { type Exported, type ExportFormat, exportEntries } from "../warehouse/export.ts";
import { type IngestContext, withWarehouse } from "./ingest.ts";
import type { Scope } from "./scope.ts";

export interface ExportRequest {
  readonly format: ExportFormat;
  /** Undefined: a file in `out/`, named after the window. */
  readonly path: string | undefined;
  readonly overwrite: boolean;
  /** No window was asked for: every entry. */
  readonly all: boolean;
}

/** Writes the entries of the scope to a file, after loading what is new. Throws UserError. */
export async function exportScope(
  context: IngestContext,
  scope: Scope,
  { format, path, overwrite, all }: ExportRequest,
): Promise<Exported> {
  requireHome(context.home);
  const target = path ?? defaultPath(context.home, { scope, format, all });
  if (path === undefined) makePrivateFolder(homePaths(context.home).out);
  return withWarehouse(context, ({ warehouse: { connection } }) =>
    exportEntries(
      connection,
      {
        since: all ? "0001-01-01T00:00:00Z" : scope.window.since,
        until: all ? "9999-12-31T00:00:00Z" : scope.window.until,
        project: scope.project,
        tool: scope.tool,
      },
      { path: target, format, overwrite },
    ),
  );
}

function defaultPath(
  home: string,
  { scope, format, all }: { scope: Scope; format: ExportFormat; all: boolean },
): string {
  const span = all ? "all" : windowLabel(scope.window).replace(/[^0-9A-Za-z-]+/g, "-");
  return `${homePaths(home).out}/entries-${span}.${format}`;
}
