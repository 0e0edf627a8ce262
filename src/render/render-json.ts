import { Report } from "../model/report.ts";

/** Characters that JSON leaves as they are, and that a terminal or a script would act on. */
const ACTIVE = /[\u007F-\u009F\u2028\u2029]|\p{Cf}/gu;

/**
 * The report itself, indented by two, keys in the order of the schema. Characters that nobody
 * sees are written as `\u….`, so that printing it is harmless; parsed, it is the same report.
 */
export function renderJson(report: Report): string {
  return `${inertJson(JSON.stringify(Report.parse(report), null, 2))}\n`;
}

/** JSON text that says the same, with characters that nobody sees written as `\u….`. */
export function inertJson(text: string): string {
  return text.replace(ACTIVE, (found) => escapeUnits(found));
}

function escapeUnits(text: string): string {
  return text
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
