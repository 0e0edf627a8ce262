import { command, quote, text } from "../findings/values.ts";
import type { ExplainedCommand, Explanation } from "../model/explanation.ts";
import type { Block, Report, Section, Value } from "../model/report.ts";
import type { Native, RuleKind, Tier } from "../model/words.ts";
import { notes, section } from "./blocks.ts";
import { triedSections } from "./tried-rules.ts";

/** How a page of an explanation is cut, and where its moment lies. */
export interface ExplanationFrame {
  readonly timeZone: string;
  /** Every rule, not only those that are near. */
  readonly all: boolean;
  /** The command line that shows all of them; empty where it can not be told. */
  readonly again: string;
  /** What a command needs to be about this home; often empty. */
  readonly flags: string;
}

/** One call in words: what is decided, how it was read, which rules were asked, what changes it. */
export function explanationReport(found: Explanation, frame: ExplanationFrame): Report {
  const { as_of: at } = found;
  return {
    version: 1,
    id: `explain:${at}`,
    name: "explain",
    title: "call",
    label: found.call.tool,
    window: {
      since: at,
      until: new Date(Date.parse(at) + 1).toISOString(),
      time_zone: frame.timeZone,
    },
    as_of: at,
    verdict: { level: "none", sentence: sentence(found), counts: "" },
    sections: explanationSections(found, frame),
  };
}

/** The sections of an explanation, for a page of its own or below an entry. */
export function explanationSections(found: Explanation, frame: ExplanationFrame): Section[] {
  return [
    section("decision", "Decision", notes(decisionRows(found))),
    ...commandSections(found),
    ...doubtSections(found),
    ...triedSections(found, frame),
    ...chainSections(found),
    section("change", "Change it", changeBlocks(found, frame)),
  ];
}

const DECIDED: Readonly<Record<string, string>> = {
  deny: "Denied",
  ask: "Asked about",
  allow: "Allowed",
  passthrough: "No opinion",
};

function sentence({ decided, call }: Explanation): Value[] {
  const what = call.subject === "" ? call.tool : call.subject;
  return [text(`${DECIDED[decided.decision] ?? "No opinion"}: `), quote(what)];
}

/** Words for who decided. */
const BY: Readonly<Record<Tier | RuleKind, string>> = {
  floor: "built in: ",
  deny: "deny rule ",
  ask: "ask rule ",
  allow: "allow rule ",
  auto: "learned rule ",
  llm: "the model",
  passthrough: "",
  deny_promote: "",
  none: "",
};

/** Why there is no opinion. */
export const REASONS: Readonly<Record<string, string>> = {
  no_rule: "no rule covers it",
  not_understood: "no rule allows what is not understood",
  broken_policy: "the files hold mistakes: only the last good deny and ask rules hold",
  interactive: "it talks with you",
  llm_off: "no rule covers it, and the day's questions to the model are used up",
  llm_no_verdict: "no rule covers it, and the model gave no verdict",
  unattended: "the model would have asked, and nobody was there",
};

const NATIVE = {
  no_prompt: "lets it run",
  prompt: "prompts you",
  classifier: "leaves it to its classifier",
  unknown: "does as its mode says",
} as const satisfies Record<Native, string>;

function decisionRows(found: Explanation): [string, Value[]][] {
  const { decided, call, policy } = found;
  const isOpen = decided.decision === "passthrough";
  const isAsked = decided.decision === "ask";
  const isHeld = decided.decision === "deny" || isAsked;
  const others = found.rules_used.filter((name) => name !== decided.rule);
  return [
    ["by", decided.rule === null ? [] : [text(BY[decided.tier]), quote(decided.rule)]],
    ["with", others.length === 0 ? [] : [quote(others.join(", "))]],
    ["means", said(found.description)],
    ["because", isOpen ? [text(REASONS[decided.reason] ?? decided.reason)] : []],
    ["the model", found.model === "" ? [] : [text("is asked in a session: "), quote(found.model)]],
    [
      "Claude Code",
      isOpen && found.model === ""
        ? [text(`${NATIVE[found.native]}, going by tool, mode and folder`)]
        : [],
    ],
    [isAsked ? "prompt says" : "agent hears", isHeld ? said(found.told_agent) : []],
    ["you see", isHeld ? said(found.told_user) : []],
    ["folder", said(call.cwd)],
    ["project", call.project === call.cwd ? [] : said(call.project)],
    ["mode", said(call.permission_mode)],
    [
      "policy",
      policy.sha256 === ""
        ? [text("none")]
        : [quote(policy.sha256.slice(0, 12)), text(`, ${policy.state.replace("_", " ")}`)],
    ],
  ];
}

function commandSections({ commands, call }: Explanation): Section[] {
  const isOne = commands.length === 1;
  return commands.map((each, index) =>
    section(
      `command-${index + 1}`,
      isOne ? "Command" : `Command ${index + 1}`,
      notes([["", said(each.text)], ...commandRows(each, call.cwd)]),
    ),
  );
}

function commandRows(each: ExplainedCommand, cwd: string): [string, Value[]][] {
  const list = (term: string, words: readonly string[]): [string, Value[]] => [
    term,
    said(words.join("  ")),
  ];
  const elsewhere = each.folders.some((folder) => folder !== cwd);
  return [
    ["program", programWords(each)],
    list("reads", each.reads),
    list("writes", each.writes),
    list("lists", each.lists),
    list("reaches", each.hosts),
    list("runs", each.runs),
    list("in", elsewhere ? each.folders.map((folder) => folder ?? "nobody knows where") : []),
    list("through", each.through),
    ["unclear", said(each.not_understood.join("; "))],
  ];
}

/** `git, sub-command push, options --force`. */
function programWords({ program, known, subcommand, options }: ExplainedCommand): Value[] {
  if (program === "") return [];
  return [
    quote(program),
    ...(known ? [] : [text(", not a known program")]),
    ...(subcommand === "" ? [] : [text(", sub-command "), quote(subcommand)]),
    ...(options.length === 0 ? [] : [text(", options "), quote(options.join(" "))]),
  ];
}

/** What the commands do not already say. */
function doubtSections({ commands, not_understood: doubts }: Explanation): Section[] {
  const told = new Set(commands.flatMap((each) => each.not_understood));
  const rest = doubts.filter((doubt) => !told.has(doubt));
  if (rest.length === 0) return [];
  return [section("doubts", "Unclear", notes(rest.map((doubt) => ["", said(doubt)])))];
}

function chainSections({ runs_scripts: scripts }: Explanation): Section[] {
  if (scripts.length === 0) return [];
  const words = [
    text("It runs "),
    quote(scripts.join(", ")),
    text(
      ", and what that does is not seen. Nor is a chain of calls that each look harmless: a script is written, then run; a file is downloaded, made executable, run.",
    ),
  ];
  return [section("chain", "Not seen", [{ kind: "note", term: "", text: words }])];
}

function changeBlocks({ change }: Explanation, { flags }: ExplanationFrame): Block[] {
  const blocks: Block[] = [{ kind: "note", term: "", text: [quote(change.words)] }];
  if (change.toml === "") return blocks;
  const where = change.kind === "narrow" ? "in place of the rule in " : "at the end of ";
  return [
    ...blocks,
    { kind: "code", text: change.toml.trimEnd(), copied: true },
    { kind: "note", term: "write it", text: [text(where), quote(change.file)] },
    { kind: "note", term: "then", text: [command(`claude-permit validate${flags}`)] },
  ];
}

function said(words: string): Value[] {
  return words === "" ? [] : [quote(words)];
}
