import type { World } from "../../model/world.ts";
import { risksOf } from "../entry/risks.ts";
import type { Judged } from "../matching/matching.ts";
import { inputPaths } from "../paths/input-paths.ts";
import { isWithin } from "../paths/paths.ts";
import { wrapperOf } from "../shell/wrappers.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import type { Step } from "../steps/steps.ts";
import { programDoubts } from "./doubtful-programs.ts";

/** Tools of Claude Code that read, and those that keep to what their paths say. */
const KNOWN_TOOLS = new Set(
  "Read NotebookRead Grep Glob LS Write Edit MultiEdit NotebookEdit TodoWrite TodoRead BashOutput TaskOutput KillShell WebSearch WebFetch Task Agent Skill ToolSearch Bash Monitor".split(
    " ",
  ),
);
/** How tools of a server are called that only read. Whether they do is their server's word. */
const READING_TOOL =
  /^mcp__.+__(?:get|list|search|read|find|fetch|view|show|describe|lookup|count|check|browser_snapshot|browser_take_screenshot)(?:_|$)/i;
/** As long as an address that only asks for something; longer ones may carry something away. */
const MAX_URL = 400;

/**
 * Why a model's GREEN cannot stand for a call, and counts as YELLOW: what the table of programs
 * and the paths of the call tell without it. A model can be talked into anything; this cannot.
 */
export function greenDoubts(judged: Judged): readonly string[] {
  const { call, world, shell } = judged;
  const doubts = [
    ...risksOf(call, world, shell).map((risk) => RISK_WORDS[risk] ?? risk.replaceAll("_", " ")),
    ...(shell === undefined ? inputDoubts(judged) : shellDoubts(shell, world)),
  ];
  return [...new Set(doubts)];
}

const RISK_WORDS: Readonly<Record<string, string>> = {
  secret_read: "reads a secret path",
  startup_write: "writes what runs or configures something later",
  unread_code: "runs code that nobody has seen",
};

function shellDoubts(shell: ShellCase, world: World): readonly string[] {
  return [
    ...(shell.line.parsed ? [] : ["cannot be read as a shell line"]),
    ...shell.doubts,
    ...shell.steps.flatMap((step) => [
      ...(isElsewhere(shell, step) ? [`${step.command.called} is not a known program`] : []),
      ...stepDoubts(step, world),
      ...programDoubts(step),
    ]),
  ];
}

/** A file of that name somewhere is not the program that the table knows. */
function isElsewhere(shell: ShellCase, step: Step): boolean {
  const { called, program } = step.command;
  return called !== "" && shell.grantText(step).split(" ")[0] !== program;
}

function stepDoubts(step: Step, world: World): readonly string[] {
  const { command, usage, reads, writes, lists, scripts, unknownProgram } = step;
  const name = command.program;
  const outside = writes.filter(({ path }) => !isInside(path, world));
  const sensitive = [...reads, ...lists].some((path) => path.sensitive);
  return [
    ...(unknownProgram ? [`${command.called} is not a known program`] : []),
    ...(scripts.length > 0 ? ["runs code that nobody has seen"] : []),
    ...(wrapperOf(name)?.kind === "raises" ? [`${name} raises rights or runs elsewhere`] : []),
    ...(sensitive ? ["reads a secret path"] : []),
    ...(outside.length > 0 ? ["writes outside the project"] : []),
    ...(usage.runsProject && reads.some(({ path }) => !isInside(path, world))
      ? [`${name} is led out of the project`]
      : []),
    ...(usage.network && !onlyFetches(step)
      ? [`${name} may change something on another machine`]
      : []),
    ...(!usage.network && step.hosts.length > 0 && !onlyFetches(step)
      ? [`${name} reaches another machine`]
      : []),
  ];
}

/** Sub-commands that ask another machine and change nothing there. */
const FETCHES: Readonly<Record<string, RegExp>> = {
  git: /^(?:fetch|ls-remote|remote show)$/,
  gh: /^(?:pr|issue|run|release|repo|workflow|gist|label|cache|ruleset|variable) (?:view|list|status|diff|checks)$|^search \w+$/,
  glab: /^(?:mr|issue|ci|release|repo) (?:view|list|status|diff)$/,
  npm: /^(?:view|info|show|search|outdated|ping|audit)$/,
  pnpm: /^(?:view|info|outdated|audit|why)$/,
  yarn: /^(?:info|outdated|audit|why|npm info)$/,
  pip: /^(?:index|index versions|search)$/,
  cargo: /^(?:search|info)$/,
  kubectl: /^(?:get|describe|logs|top|explain|version|api-resources|cluster-info)$/,
};
const LOOKUPS = new Set(
  "ping ping6 dig host drill nslookup whois traceroute tracepath mtr".split(" "),
);
/** Options of curl and wget that send something, or use another method than GET and HEAD. */
const SENDS =
  /^(?:-[dFTXuHbEKxeC]|--(?:proxy.*|preproxy|socks.*|url|doh-url|dns-servers|referer|interface|data.*|json|form.*|upload-file|request|url-query|user|header|proxy-header|cookie|cert|key|config|netrc.*|oauth2-bearer|aws-sigv4|post-.*|body-.*|method|http-user|http-password|password|mail-.*|quote|variable|expand-.*))$/;

function onlyFetches({ command, usage, hosts }: Step): boolean {
  const { program } = command;
  if (LOOKUPS.has(program)) return true;
  if (program === "curl" || program === "wget") {
    const sends = usage.options.some(({ name }) => SENDS.test(name));
    return !sends && hosts.every((host) => isPlainUrl(host));
  }
  return FETCHES[program]?.test(usage.subcommand) === true;
}

/** An address without login, of a length that carries nothing away, of no machine near by. */
function isPlainUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // `curl example.com` means http.
  const isWeb = url === undefined || /^https?:$/.test(url.protocol) || !text.includes("://");
  const isNear = NEAR.test(url?.hostname ?? text) || NEAR.test(text.split(/[/:?#]/)[0] ?? "");
  return text.length <= MAX_URL && isWeb && !/^[^/?#]*(?:\/\/)?[^/?#]*@/.test(text) && !isNear;
}

/** Where clouds tell a machine its own credentials. */
const NEAR =
  /^(?:169\.254\.|\[?fe80:|\[?fd00:ec2:|100\.100\.100\.200$|metadata(?:\.google\.internal)?$)/i;

function inputDoubts({ call, world }: Judged): readonly string[] {
  const { tool, input } = call;
  const { reads, writes } = inputPaths(call, world);
  const url = input["url"];
  const isKnown = KNOWN_TOOLS.has(tool) || READING_TOOL.test(tool);
  return [
    ...(isKnown ? [] : [`what ${tool} changes is not known`]),
    ...(reads.some((path) => path.sensitive) ? ["reads a secret path"] : []),
    ...(writes.some((path) => path.sensitive)
      ? ["writes what runs or configures something later"]
      : []),
    ...(writes.some(({ path }) => !isInside(path, world)) ? ["writes outside the project"] : []),
    ...(typeof url === "string" && !isPlainUrl(url) ? ["may carry something away in a URL"] : []),
    // A shell tool without a line to read.
    ...(tool === "Bash" || tool === "Monitor" ? ["cannot be read as a shell line"] : []),
  ];
}

/** Whether a path lies in the project, as written and where its links lead. */
function isInside(path: string, world: World): boolean {
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  if (project === "" || project === "/") return false;
  const inside = (each: string, folder: string): boolean =>
    isWithin(each, folder, world.caseInsensitive);
  return inside(path, project) && inside(world.realpath(path), world.realpath(project));
}
