import { ASSETS } from "../assets.ts";
import { readReportTable, reportFiles } from "../files/report-tables.ts";
import { closest } from "../model/closest.ts";
import { ConfigError, UserError } from "../model/errors.ts";
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
  const made = defineReport(name, readReportTable(found), found.file);
  if ("definition" in made) return made.definition;
  throw new ConfigError(made.problems);
}

/** Reports that no table lays out. */
const OF_THEIR_OWN = ["compare A B", "inventory"];

function unknownReport(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  return `There is no report "${name}".${hint} There are: ${names.join(", ")}.`;
}
