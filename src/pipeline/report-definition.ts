import { ASSETS } from "../assets.ts";
import { type ReportFile, readReportTable, reportFiles } from "../files/report-tables.ts";
import { located } from "../files/toml-places.ts";
import { closest } from "../model/closest.ts";
import { ConfigError, type ConfigProblem, UserError } from "../model/errors.ts";
import type { OwnQuery } from "../model/report-table.ts";
import { type Definition, defineReport } from "../report/definition.ts";

/**
 * The report of that name: the user's own, or ours. Throws UserError for a name that does not
 * exist, ConfigError with every problem of its table.
 */
export function loadDefinition(home: string, name: string): Definition {
  const files = reportFiles(ASSETS.reports, home);
  const found = files.get(name);
  const names = [...files.keys(), ...OF_THEIR_OWN];
  if (found === undefined) throw new UserError(unknownReport(name, names));
  return definitionIn(found);
}

/** The definition in a file, its statements read from the files beside it. Throws ConfigError. */
export function definitionIn(found: ReportFile): Definition {
  const made = defineReport(found.name, readReportTable(found), found.file);
  if ("problems" in made) throw new ConfigError(located(made.problems, found.read()));
  const missing: ConfigProblem[] = [];
  const queries = made.definition.queries.map((query, index): OwnQuery => {
    if (query.file === undefined) return query;
    const sql = found.beside(query.file);
    if (sql === undefined) {
      const path = `query[${index}].file`;
      missing.push({ file: found.file, path, message: `there is no ${query.file} beside it.` });
    }
    return { ...query, sql: sql ?? "" };
  });
  if (missing.length > 0) throw new ConfigError(located(missing, found.read()));
  return { ...made.definition, queries };
}

/** Reports that no table lays out. */
const OF_THEIR_OWN = ["compare A B", "inventory"];

function unknownReport(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  return `There is no report "${name}".${hint} There are: ${names.join(", ")}.`;
}
