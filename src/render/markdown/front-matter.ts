import type { Report } from "../../model/report.ts";
import { inertJson } from "../render-json.ts";

/** What a program looks for first, as YAML: which report, of when, its verdict and counts. */
export function frontMatter(report: Report): string {
  const { window, verdict } = report;
  const fields = {
    id: report.id,
    name: report.name,
    label: report.label,
    since: window.since,
    until: window.until,
    time_zone: window.time_zone,
    as_of: report.as_of,
    verdict: verdict?.level ?? "none",
    counts: verdict?.counts ?? "",
    redaction: report.redaction ?? "full",
  };
  // A text as JSON has it is one in YAML too, with nothing that YAML would read as a sign.
  const lines = Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return inertJson(["---", ...lines, "---", "", ""].join("\n"));
}
