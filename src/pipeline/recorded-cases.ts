import { projectPolicyFiles } from "../files/project-rules.ts";
import { MASK } from "../files/redact.ts";
import type { Recorded, RecordedCase, RecordedCases } from "../learn/recorded-case.ts";
import type { Call } from "../model/call.ts";
import type { PastCallRow } from "../model/past-call-row.ts";
import type { Policy, Rule } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { mayFindTool, toolNames } from "../policy/rules/candidates.ts";
import { type RecordedCall, recordedCall, SUBJECTS } from "./recorded-call.ts";

/** What recorded calls are judged again in. */
export interface CasePlace {
  readonly home: string;
  readonly accountHome: string;
  readonly caseInsensitive: boolean;
  /** ISO 8601 UTC: rules are asked as of then. */
  readonly now: string;
  realpath(path: string): string;
  /** A policy that was once in force; undefined where it is not on record. */
  onRecord(sha256: string): Policy | undefined;
}

/** The home directory of whoever was recorded: a replay is judged in the world of its recording. */
const HOME_DIRECTORY = /^\/(?:Users|home)\/[^/]+/;
/** What else the input of a tool has: a rule that asks any other field of it never holds. */
const OTHER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Bash: ["description", "timeout", "run_in_background", "dangerouslyDisableSandbox"],
  Monitor: ["description", "timeout", "timeout_ms", "persistent"],
  Read: ["offset", "limit", "pages"],
  Edit: ["old_string", "new_string", "replace_all"],
  MultiEdit: ["edits"],
  Write: ["content"],
  NotebookEdit: ["new_source", "cell_id", "cell_type", "edit_mode"],
  WebFetch: ["prompt"],
};
/** What is edited here is judged by what the edit says, which the log does not hold. */
const SETTINGS = /(?:^|[/\\])(?:managed-)?settings(?:\.local)?\.json$/i;

/**
 * The calls as they can be judged again: each distinct one once, in the project and the folder
 * that it came from, and the others by why they cannot. `rules`: all that will be asked; a field
 * that one of them asks about and that was not kept is a reason too.
 */
export function recordedCases(
  rows: readonly PastCallRow[],
  rules: readonly Rule[],
  place: CasePlace,
): RecordedCases {
  const worlds = new Map<string, World>();
  const projects = new Map<string, string>();
  const cases = new Map<string, RecordedCase & { readonly calls: Recorded[] }>();
  const unjudged = new Map<string, Recorded[]>();
  const asked = askedFields(rules);
  for (const row of rows) {
    const told = recordedOf(row);
    const read = caseOf(row, { place, worlds, projects, asked });
    if ("why" in read) {
      unjudged.set(read.why, [...(unjudged.get(read.why) ?? []), told]);
      continue;
    }
    const { call, world } = read;
    const key = JSON.stringify([call, world.cwd, world.projectRoot, world.accountHome, read.place]);
    const known = cases.get(key);
    if (known === undefined) cases.set(key, { ...read, calls: [told] });
    else known.calls.push(told);
  }
  return {
    cases: [...cases.values()],
    unjudged: [...unjudged].map(([why, calls]) => ({ why, calls })),
  };
}

/** Files of rules of a project, as a case names them: a list of paths, one a line. */
export function projectFilesOf({ place }: RecordedCase): readonly string[] {
  return place === "" ? [] : place.split("\n");
}

interface Known {
  readonly place: CasePlace;
  readonly worlds: Map<string, World>;
  readonly projects: Map<string, string>;
  readonly asked: (tool: string) => readonly string[];
}

function caseOf(row: PastCallRow, known: Known): Omit<RecordedCase, "calls"> | { why: string } {
  const read = recordedCall(fieldsOf(row));
  if ("why" in read) return read;
  const input = inputOf(read, known.asked(read.tool));
  if ("why" in input) return input;
  const isReplay = row.source === "replay";
  const files = isReplay ? "" : filesOf(read, known.projects);
  if (!isReplay && files === "" && hadProjectRules(row, known.place)) return { why: GONE };
  const call: Call = {
    tool: read.tool,
    input: input.fields,
    // No rule asks about them: what is the same but for these is judged once.
    permissionMode: "",
    attended: true,
  };
  return { call, world: worldOf(read, isReplay, known), place: files };
}

const GONE = "the rules of its project are gone";

/** The fields that decide: the subject, and beside it what some rule asks of the tool. */
function inputOf(
  { tool, input, whole }: RecordedCall,
  asked: readonly string[],
): { readonly fields: Call["input"] } | { readonly why: string } {
  const subject = SUBJECTS[tool];
  if (subject === undefined) return { fields: input };
  const others = asked.filter((name) => OTHER_FIELDS[tool]?.includes(name) === true);
  const editsSettings = subject === "file_path" && tool !== "Read";
  const isSettings = editsSettings && SETTINGS.test(String(input[subject]));
  if (!whole && isSettings) return { why: "what it changes in a settings file was not kept" };
  if (!whole && others.length > 0) {
    return { why: `a rule asks about its ${others[0]}, which was not kept` };
  }
  if (isSettings) return { fields: input };
  const kept = [subject, ...others].filter((name) => name in input);
  return { fields: Object.fromEntries(kept.map((name) => [name, input[name]])) };
}

/** The fields that rules of a tool ask about. */
function askedFields(rules: readonly Rule[]): (tool: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (tool) => {
    const found =
      known.get(tool) ??
      rules
        .filter((rule) => mayFindTool(rule.tool, toolNames(tool)))
        .flatMap(({ fields, exclude }) => [...Object.keys(fields), ...Object.keys(exclude)]);
    known.set(tool, found);
    return found;
  };
}

/** Looked up once for each project and folder. */
function filesOf({ project, cwd }: RecordedCall, projects: Map<string, string>): string {
  const key = `${project}\n${cwd}`;
  const found = projects.get(key) ?? projectPolicyFiles({ projectRoot: project, cwd }).join("\n");
  projects.set(key, found);
  return found;
}

function hadProjectRules(row: PastCallRow, place: CasePlace): boolean {
  if (row.rule_source === "project") return true;
  const then = place.onRecord(row.policy_sha256);
  return then?.rules.some(({ source }) => source === "project") === true;
}

/** One world for all calls of a folder: what paths lead to is remembered with it. */
function worldOf({ cwd, project }: RecordedCall, isReplay: boolean, known: Known): World {
  const { place, worlds } = known;
  const key = `${isReplay}\n${cwd}\n${project}`;
  const found = worlds.get(key);
  if (found !== undefined) return found;
  const recorded = HOME_DIRECTORY.exec(cwd)?.[0];
  const world: World = {
    now: place.now,
    home: place.home,
    accountHome: (isReplay ? recorded : undefined) ?? place.accountHome,
    cwd,
    projectRoot: project,
    caseInsensitive: isReplay ? cwd.startsWith("/Users/") : place.caseInsensitive,
    realpath: isReplay ? (path) => path : (path) => place.realpath(path),
  };
  worlds.set(key, world);
  return world;
}

function fieldsOf(row: PastCallRow): Parameters<typeof recordedCall>[0] {
  return {
    event: "PreToolUse",
    cwd: row.cwd,
    project: row.project,
    tool_name: row.tool_name,
    subject: row.subject,
    permission_mode: row.mode,
    ...(row.tool_input === null ? {} : { tool_input: row.tool_input }),
    ...(row.input_chars === null ? {} : { input_chars: row.input_chars }),
    ...(row.subject_complete === null ? {} : { subject_complete: row.subject_complete }),
    ...(row.fingerprint_version === null ? {} : { fingerprint_version: row.fingerprint_version }),
    ...(row.attended === null ? {} : { attended: row.attended }),
  };
}

function recordedOf(row: PastCallRow): Recorded {
  return {
    entryId: row.id,
    sessionId: row.session_id,
    tool: row.tool_name,
    fingerprint: row.fingerprint,
    subject: row.subject,
    isNamed: row.subject_complete === true && !row.subject.includes(MASK),
    tier: row.tier,
    decision: row.decision,
    rule: row.rule,
    ruleId: row.rule_id,
    reason: row.passthrough_reason,
    mode: row.mode,
    native: row.native,
    prompted: row.prompted,
    score: row.llm_score,
    outcome: row.outcome,
    risks: row.risks ?? [],
    programs: row.programs ?? [],
  };
}
