import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseToml } from "../../src/files/toml.ts";
import { ReportTable } from "../../src/model/report-table.ts";
import { type Definition, defineReport } from "../../src/report/definition.ts";

/** A report that comes with the package. */
export function parsed(name: string): Definition {
  const file = `${name}.toml`;
  const text = readFileSync(join(import.meta.dirname, "../../reports", file), "utf8");
  const made = defineReport(name, ReportTable.parse(parseToml(text, file)), file);
  if ("definition" in made) return made.definition;
  throw new Error(made.problems.map((problem) => problem.message).join("\n"));
}
