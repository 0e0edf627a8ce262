import type { Report } from "../model/report.ts";
import { instantWord } from "./times.ts";

/** A week, month or day, as `--during` takes it. */
const SPAN = /^\d{4}-(W\d{2}|\d{2}|\d{2}-\d{2})$/; // 2026-W47, not 2026-W47 to 2026-W48

/**
 * The command that makes this report again, all of it: the one that the report names itself,
 * because that knows its home and what it was narrowed to.
 */
export function reportCommand(report: Report): string {
  return ownCommand(report) ?? madeCommand(report);
}

function ownCommand(report: Report): string | undefined {
  return report.sections
    .filter((section) => section.id === "coverage")
    .flatMap((section) => section.blocks)
    .flatMap((block) => (block.kind === "note" ? block.text : []))
    .flatMap((value) => (value.kind === "command" ? [value.text] : []))
    .find((words) => words.startsWith("claude-permit report "));
}

function madeCommand(report: Report): string {
  const { since, until, time_zone } = report.window;
  const words = SPAN.test(report.label)
    ? `--during ${report.label}`
    : `--since ${instantWord(since, time_zone)} --until ${instantWord(until, time_zone)}`;
  const name = /^[a-z][a-z0-9-]*$/.test(report.name) ? report.name : "digest";
  const asOf = instantWord(report.as_of, time_zone);
  return `claude-permit report ${name} ${words} --tz ${time_zone} --as-of ${asOf}`;
}
