import type { Rule } from "../../model/rule.ts";
import { type Clause, commandPattern } from "../matching/clauses.ts";
import { PATH_FIELDS } from "../paths/field-values.ts";
import { namesKin } from "../rules/candidates.ts";
import type { Step } from "../steps/steps.ts";
import { hostsIn, site, wordHosts } from "../usage/hosts.ts";
import { beginningsOf, wordsApart } from "./expected-words.ts";
import { asksPlaces, plainText, sharedNames } from "./far-rules.ts";
import { areKin } from "./kin-programs.ts";

/** How near a rule is whose one clause does not hold. */
export interface Nearness {
  /** 0: by one word; 1: by what one setting would change; 2, 3: only the beginning is the same. */
  readonly rank: number;
  /** Words or names that both have: of two alike the one with more is nearer. */
  readonly shared: number;
}

/**
 * How near, or undefined where that one clause is all that the rule is about: a rule about `ls`
 * is not near every other command of Bash. `step` is the command of a shell line.
 */
export function nearness(
  rule: Rule,
  { name, found }: Clause,
  step: Step | undefined,
): Nearness | undefined {
  switch (name) {
    case "tool":
      return toolNearness(rule, found);
    case "program":
      return programNearness(rule, found);
    case "subcommand":
      return namesCommand(rule) ? { rank: 2, shared: 1 } : undefined;
    case "flags":
      return namesCommand(rule) ? { rank: found.includes(" ") ? 1 : 0, shared: 1 } : undefined;
    case "fields.command":
      return commandNearness(rule, found);
    case "host":
    case "fields.url":
      return hostNearness(rule, found);
    case "reads":
    case "writes":
      return pathNearness(rule, name, found);
    default:
      if (name.startsWith("fields.")) return fieldNearness(rule, name.slice(7), found, step);
      // Folder, time, an exclusion, what is not understood: all else that the rule is about fits.
      return { rank: 1, shared: 0 };
  }
}

/** Nearest first. */
export function compareNearness(a: Nearness, b: Nearness): number {
  return a.rank - b.rank || b.shared - a.shared;
}

/** Another tool of that kind, on what the rule is about; or another one of the same MCP server. */
function toolNearness(rule: Rule, found: string): Nearness | undefined {
  if (!namesKin(rule.tool, found)) return undefined;
  if (found.startsWith("mcp__")) return { rank: 2, shared: 1 };
  const asksInput =
    asksWords(rule) || rule.program !== undefined || Object.keys(rule.fields).length > 0;
  return asksInput ? { rank: 0, shared: 0 } : undefined;
}

/** A program used for the other, with the words that were asked for; or on the paths and hosts. */
function programNearness(rule: Rule, found: string): Nearness | undefined {
  const isKin = rule.program?.some((name) => areKin(name, found)) === true;
  if (isKin && asksWords(rule)) return { rank: 0, shared: 1 };
  return asksPlaces(rule) ? { rank: 2, shared: 0 } : undefined;
}

/** Whether a rule asks something of a command beside its program. */
function asksWords(rule: Rule): boolean {
  return rule.subcommand !== undefined || commandPattern(rule) !== undefined || asksPlaces(rule);
}

function namesCommand(rule: Rule): boolean {
  return rule.program !== undefined || commandPattern(rule) !== undefined;
}

function commandNearness(rule: Rule, found: string): Nearness | undefined {
  const pattern = commandPattern(rule);
  if (pattern === undefined) return undefined;
  const programs = rule.program ?? [];
  const words = found.split(" ");
  let best = programs.includes(words[0] ?? "") ? { rank: 3, shared: 1 } : undefined;
  for (const beginning of beginningsOf(pattern)) {
    const near = wordsApart(beginning, words);
    if (near === undefined) continue;
    if (best === undefined || compareNearness(near, best) < 0) best = near;
  }
  return best;
}

/** The same site: `docs.example.com` and `example.com`. */
function hostNearness(rule: Rule, found: string): Nearness | undefined {
  if (namesCommand(rule) && rule.host !== undefined) return { rank: 1, shared: 1 };
  const told = `.${(rule.host ?? [plainText(rule.fields["url"])]).join(" .").toLowerCase()} `;
  const hosts = [...found.split(" ").flatMap(wordHosts), ...hostsIn(found)];
  const same = hosts.some((host) => {
    const name = site(host);
    return name !== "" && new RegExp(`[./@ ]${escaped(name)}(?:[ /:$)|]|$)`).test(told);
  });
  return same ? { rank: 1, shared: 1 } : undefined;
}

/** A secret that no glob grants, or a path beside those that one does. */
function pathNearness(rule: Rule, name: "reads" | "writes", found: string): Nearness | undefined {
  const globs = rule[name];
  if (globs === undefined) return { rank: 1, shared: 0 };
  if (found === "") return undefined;
  if (namesCommand(rule)) return { rank: 1, shared: 1 };
  return byFolders(globs.map(({ glob }) => glob).join(" "), found);
}

function fieldNearness(
  rule: Rule,
  field: string,
  found: string,
  step: Step | undefined,
): Nearness | undefined {
  if (step !== undefined) return namesCommand(rule) ? { rank: 2, shared: 1 } : undefined;
  const pattern = rule.fields[field];
  if (pattern === undefined || found === "") return undefined;
  if (PATH_FIELDS.has(field)) return byFolders(plainText(pattern), found);
  // A word for a word, such as the type of an agent.
  if (/^[\w.:-]{1,64}$/.test(found)) return { rank: 2, shared: 0 };
  const [first = ""] = found.split(" ");
  const begins = beginningsOf(pattern).some((text) => text.split(" ")[0] === first);
  return begins ? { rank: 3, shared: 1 } : undefined;
}

/** A path beside another: by the folders and names that both have. */
function byFolders(told: string, found: string): Nearness | undefined {
  const shared = sharedNames(told, found);
  return shared === 0 ? undefined : { rank: 2, shared };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}
