import { replaceDomains } from "../domains.ts";

/** Stands for what is left out. */
export const LEFT_OUT = "…";

/** Second-level labels under which names are sold: of `shop.example.co.uk` three labels stay. */
const SHARED = /^(?:ac|co|com|edu|gob|gov|go|id|ltd|me|mil|ne|net|nom|or|org|plc|sch)$/i;

const URL =
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/([^\s/?#\\"'`<>|;,()[\]{}]*)([^\s"'`<>]*)/gi;

/** `ana@desk.example`, also in front of a path: `git@github.com:me/repo`. */
const ADDRESS = /[^\s@/:"'`<>=([{]+@([\p{L}\p{N}][\p{L}\p{N}.-]*)(:[^\s"'`<>]*)?/gu;

const IP = /(?<![\d.])(\d{1,3})\.\d{1,3}\.(\d{1,3}\.\d{1,3})(?![\d.]*\d)/g;

/** `/home/ana/x`, `~/x`, `~ana/x`, `C:\x`, `\\server\x`; not the slash of `and/or`. */
const PATH =
  /(?<![\p{L}\p{N}_.~*?\u2026/\\-])(?:~[\w.-]*(?:[/\\]|(?![\w.-]))|[A-Za-z]:[/\\]|[/\\])[^\s'"`<>|;,()[\]{}]*/gu;

/** The folder of an account tells who that is. */
const ACCOUNT = /^(?:\/(?:home|Users|var\/home)\/[^/]+|\/root|[A-Za-z]:\\Users\\[^\\]+|~.*)$/;

/** What a shell would act on, or a literal: no name, but a line without blanks. */
const SHELL_SIGNS = /[;&|<>$`(){}"']/;

const LONGEST_WORD = 80;

/** Kinds of call as we write them: these fingerprints hold no path of anybody's. */
const FINGERPRINT =
  /^(?:Bash|PowerShell|Read|Edit|Write|MultiEdit|NotebookEdit|Glob|Grep|LS|WebFetch|WebSearch|Agent|Task|Skill|MCP): \S.{0,80}$/;

/** Programs whose second word says what they do. */
const WITH_SUBCOMMAND = new Set(
  "apt apt-get aws az brew bun bundle cargo claude claude-permit composer conda deno docker dotnet gcloud gem gh git go gradle helm hg kubectl make mvn npm npx pip pip3 pnpm podman poetry rustup snap svn systemctl terraform uv yarn".split(
    " ",
  ),
);

/** Tools that are said with the file that they were for: `Edit settings.json`. */
const FILE_TOOL = /^(?:Read|Edit|Write|MultiEdit|NotebookEdit|Glob|LS)$/;

/** Words before the program that is meant. */
const BEFORE = /^(?:[A-Za-z_]\w*=.*|sudo|env|command|exec|time|nohup|nice)$/;

/** Our own words: no full path, no address, no URL beyond its site. */
export function maskWords(text: string): string {
  if (!/[@~/\\]/.test(text)) return text;
  const sites = text.replace(URL, urlWords);
  const bare = sites.includes("@") ? sites.replace(ADDRESS, addressWords) : sites;
  return bare.replace(PATH, lastPart);
}

/** A name from the log or a fingerprint: as it stands, but for what `maskWords` takes and hosts. */
export function maskName(text: string): string {
  return replaceDomains(maskWords(text), (labels, ending) => siteOf(`${labels}${ending}`)).replace(
    IP,
    (whole, first: string, rest: string) => (first === "127" ? whole : `${LEFT_OUT}${rest}`),
  );
}

/**
 * Any other text from the log, by its form: a path is its last part, a command line its program
 * and what that does (`git push …`), a host its last labels, a value nothing.
 */
export function maskCall(text: string): string {
  const words = text.trim().split(/\s+/u);
  const [word = ""] = words;
  if (words.length === 1) return maskWord(word);
  return FINGERPRINT.test(text) ? maskName(text) : maskLine(words);
}

function maskWord(word: string): string {
  const [, name] = /^(-{0,2}[A-Za-z_][\w-]*=)./u.exec(word) ?? [];
  if (name !== undefined) return `${name}${LEFT_OUT}`;
  const shown = lastPart(maskName(word));
  if (!SHELL_SIGNS.test(shown) && shown.length <= LONGEST_WORD) return shown;
  return `${/^[\w.+-]{1,40}/.exec(shown)?.[0] ?? ""}${LEFT_OUT}`;
}

function maskLine(all: readonly string[]): string {
  const [tool = "", path = ""] = all;
  if (all.length === 2 && FILE_TOOL.test(tool)) return `${tool} ${maskWord(path)}`;
  const start = all.findIndex((word) => !BEFORE.test(word));
  const [first = "", second = "", ...rest] = start < 0 ? [] : all.slice(start);
  const program = lastPart(first);
  if (!/^[\w.+-]{1,40}$/.test(program)) return LEFT_OUT;
  if (second === "") return program;
  const isNamed = WITH_SUBCOMMAND.has(program) && /^[a-z][a-z-]{0,20}$/.test(second);
  if (!isNamed) return `${program} ${LEFT_OUT}`;
  return [program, second, ...(rest.length === 0 ? [] : [LEFT_OUT])].join(" ");
}

function urlWords(_url: string, authority: string, rest: string): string {
  const host = authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "");
  return host === "" ? lastPart(rest) : siteOf(host);
}

function addressWords(_address: string, host: string): string {
  return `${LEFT_OUT}@${siteOf(host)}`;
}

/** Last two labels, three under `co.uk` and its kin; of an address in numbers the last two. */
function siteOf(host: string): string {
  const labels = host.split(".");
  const [second = "", last = ""] = labels.slice(-2);
  if (/^\d+$/.test(last)) return labels.length < 3 ? host : `${LEFT_OUT}${second}.${last}`;
  return labels.slice(last.length === 2 && SHARED.test(second) ? -3 : -2).join(".");
}

function lastPart(path: string): string {
  const bare = path.replace(/(?<=[^/\\])[/\\]+$/, "");
  if (ACCOUNT.test(bare) && !/^~.*[/\\]/.test(bare)) return "~";
  const parts = bare.split(/[/\\]+/);
  // `/tmp` is no path that tells more than its last part.
  if (parts.length <= 2 && parts[0] === "") return bare;
  return parts.at(-1) ?? bare;
}
