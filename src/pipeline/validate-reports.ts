import { join } from "node:path";
import { homePaths } from "../files/home.ts";
import { ownReportFiles, type ReportFile } from "../files/report-tables.ts";
import { located } from "../files/toml-places.ts";
import { ConfigError, type ConfigProblem, UnsafeFile, UserError } from "../model/errors.ts";
import type { OwnQuery } from "../model/report-table.ts";
import { templateProblems } from "../render/check-templates.ts";
import type { Definition } from "../report/definition.ts";
import { missingColumns } from "../report/own-section.ts";
import { ask } from "../warehouse/ask.ts";
import { openInMemory } from "../warehouse/open.ts";
import { ownParameters, statementProblem } from "./own-queries.ts";
import { definitionIn } from "./report-definition.ts";

/** A window to try statements with: what they answer of it does not matter. */
const TRIED = {
  window: {
    since: "2026-11-16T00:00:00.000Z",
    until: "2026-11-23T00:00:00.000Z",
    timeZone: "UTC",
  },
  asOf: "2026-11-23T00:00:00.000Z",
  project: null,
  tool: null,
  excludeTools: [],
};

/** Every mistake in the user's own reports and templates, each with its file and line. */
export async function reportProblems(home: string): Promise<ConfigProblem[]> {
  const { files, unread } = ownReportFiles(home);
  const problems: ConfigProblem[] = unread.map((name) => ({
    ...{ file: `reports/${name}`, path: "" },
    message: "is not read: name it with a-z, 0-9 and -, such as my-report.toml.",
  }));
  for (const file of files) problems.push(...(await problemsIn(home, file)));
  return [...problems, ...(await templateProblems(join(home, "templates")))];
}

async function problemsIn(home: string, file: ReportFile): Promise<ConfigProblem[]> {
  try {
    const definition = definitionIn(file);
    const found: ConfigProblem[] = [];
    for (const [index, query] of definition.queries.entries()) {
      found.push(...(await queryProblems(home, query, { definition, index })));
    }
    return found.flatMap((one) => (one.path === "" ? [one] : located([one], file.read())));
  } catch (error) {
    if (error instanceof ConfigError) return [...error.problems];
    if (error instanceof UnsafeFile) return [{ file: file.file, path: "", message: error.message }];
    throw error;
  }
}

/** Tried on a warehouse without a row, which has every table and column there is. */
async function queryProblems(
  home: string,
  query: OwnQuery,
  { definition, index }: { definition: Definition; index: number },
): Promise<ConfigProblem[]> {
  const place = { file: definition.file, path: `query[${index}]` };
  const { cache } = homePaths(home);
  const warehouse = await openInMemory(cache);
  try {
    const asked = await ask(warehouse.connection, query.sql ?? "", {
      ...{ cache, timeZone: "UTC", parameters: ownParameters(TRIED) },
      step: (work) => work(),
    });
    const { columns } = await asked.answer();
    return missingColumns(
      query,
      columns.map(({ name }) => name),
      place,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [statementProblem(query, place, error.message)];
  } finally {
    warehouse.close();
  }
}
