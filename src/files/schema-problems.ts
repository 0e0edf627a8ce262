import type * as z from "zod";
import { ALERT_KEYS } from "../model/alert-tables.ts";
import { closest } from "../model/closest.ts";
import { Config, Job } from "../model/config.ts";
import type { ConfigProblem } from "../model/errors.ts";
import { LlmTable } from "../model/llm.ts";
import { RuleTable } from "../model/rule.ts";

type Issue = z.core.$ZodIssue;

/** Zod's issues as problems a person can act on: `deny[0].toool: unknown name. Did you mean …`. */
export function schemaProblems(error: z.ZodError, file: string): ConfigProblem[] {
  return error.issues.flatMap(nearestIssues).flatMap((issue) => {
    const problem = (path: readonly PropertyKey[], message: string): ConfigProblem => ({
      file,
      path: pathText(path),
      message: `${message}.`,
    });
    if (issue.code !== "unrecognized_keys") return [problem(issue.path, words(issue))];
    return issue.keys.map((key) =>
      problem([...issue.path, key], unknownName(key, issue.path, issue.input)),
    );
  });
}

/**
 * What is wrong with a value that has one of the shapes that it may have, each with its place; of
 * one that has none, that.
 */
function nearestIssues(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const near = issue.errors.filter(
    ([first]) => first !== undefined && (first.code !== "invalid_type" || first.path.length > 0),
  );
  const [only, another] = near;
  if (only === undefined || another !== undefined) return [issue];
  return only.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
}

const RULE_NAMES = Object.keys(RuleTable.shape);

/** The names that a table of config.toml may hold, by where it stands. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(Config.shape),
  deny: RULE_NAMES,
  ask: RULE_NAMES,
  allow: RULE_NAMES,
  deny_promote: RULE_NAMES,
  job: Object.keys(Job.shape),
  report: ["time_zone"],
  ratio: ["exclude_tools"],
  llm: Object.keys(LlmTable.shape),
};

/** `table` as it was written: what it may hold can depend on its kind. */
function unknownName(key: string, path: readonly PropertyKey[], table: unknown): string {
  const place = path.filter((step) => typeof step === "string").join(".");
  const names = place === "alert" ? ALERT_KEYS.get(memberOf(table, "kind")) : NAMES[place];
  if (place === "alert" && key === "project") {
    return "this kind does not tell projects apart. Leave it out";
  }
  const near = closest(key, names ?? []);
  return near === undefined
    ? "unknown name. README.md lists those there are"
    : `unknown name. Write "${near}", if that was meant`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text in quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list: [ … ]",
  object: "a table",
  record: "a table",
};

function words(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.message.endsWith("received undefined")) return "is missing";
      if (issue.expected === "array" && issue.path.length === 1) {
        return `must be a list of tables. Write [[${String(issue.path[0])}]]`;
      }
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be ${listed(issue.values)}`;
    case "invalid_union":
      return unionWords(issue);
    case "too_small":
      return issue.origin === "number" || issue.origin === "int"
        ? `must be ${issue.minimum} or more`
        : "must not be empty";
    case "too_big":
      if (issue.origin === "array") return `must hold no more than ${issue.maximum}`;
      return issue.origin === "number" || issue.origin === "int"
        ? `must be ${issue.maximum} or less`
        : `must be no longer than ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/** A word of none of the kinds there are; else a value of none of the allowed shapes. */
function unionWords(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
  if (options.length > 0) {
    const written = memberOf(issue.input, String(issue.path.at(-1)));
    const near = typeof written === "string" ? closest(written, options.map(String)) : undefined;
    if (near !== undefined) return `unknown word. Write "${near}", if that was meant`;
    return `must be ${listed(options)}`;
  }
  const kinds = issue.errors.flatMap(([first]) =>
    first?.code === "invalid_type" ? [KINDS[first.expected] ?? first.expected] : [],
  );
  return kinds.length === 0 ? issue.message : `must be ${kinds.join(" or ")}`;
}

function memberOf(table: unknown, key: string): unknown {
  return Object.entries(Object(table)).find(([name]) => name === key)?.[1];
}

/** `"a", "b" or "c"`. */
function listed(values: readonly unknown[]): string {
  const quoted = values.map((value) => JSON.stringify(value));
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}
