import { awkDoubt } from "./awk-script.ts";
import type { KindedWord } from "./operands.ts";
import { jqDoubt, queryDoubt } from "./query-text.ts";
import { sedDoubt } from "./sed-script.ts";

const SCRIPT_DOUBTS: Readonly<Record<string, (text: string) => string | undefined>> = {
  sed: sedDoubt,
  awk: awkDoubt,
  jq: jqDoubt,
  query: queryDoubt,
  config: configDoubt,
  args: argumentDoubt,
  package: packageDoubt,
  name: nameDoubt,
};

/** Kinds in which a text that nobody knows can do no harm: nothing is done but print it. */
const TEXT_KINDS = new Set([
  "text",
  "pattern",
  "jq",
  "list",
  "dir",
  "name",
  "revision",
  "method",
  "refspec",
  "mount",
]);

/** Why a word of a kind may do more than the kind says, or cannot be known. */
export function wordDoubts({ word, kind }: KindedWord): string[] {
  const { content, text } = word;
  if (kind === "!") return ["it is never granted"];
  if (content.kind === "unknown") return [`${content.what} is not known`];
  if (content.kind === "output" && !TEXT_KINDS.has(kind)) return [`${text} is not known`];
  const doubt = kind.startsWith("(") ? choiceDoubt(kind, text) : SCRIPT_DOUBTS[kind]?.(text);
  return doubt === undefined ? [] : [doubt];
}

/** `(term|xml)`: other values may load or write something. */
function choiceDoubt(kind: string, text: string): string | undefined {
  const known = kind.slice(1, -1).split("|");
  const fits = (one: string): boolean =>
    one.endsWith("*") ? text.startsWith(one.slice(0, -1)) : one === text;
  return known.some(fits) ? undefined : `${text} is none of ${known.join(", ")}`;
}

/** Variables of makefiles by which one asks for more output or another kind of build. */
const HARMLESS_VARIABLE =
  /^(?:V|Q|VERBOSE|DEBUG|RELEASE|CI|COLOR|NO_COLOR|COVERAGE|SANITIZE|BUILD_TYPE|BUILD|MODE|TESTS|FILTER)=[\w.-]*$/;

function nameDoubt(text: string): string | undefined {
  return text.includes("=") && !HARMLESS_VARIABLE.test(text) ? `${text} sets something` : undefined;
}

/** Settings of git that neither run nor redirect anything: `git -c color.ui=never log`. */
const CONFIG =
  /^(?:color\.|user\.(?:name|email)=|core\.(?:quotepath|abbrev|autocrlf|safecrlf|ignorecase)=|core\.pager=(?:cat)?$|pager\.\w+=(?:false|0|cat)$|log\.(?!.*(?:textconv|external))|diff\.(?:renames|context|noprefix|algorithm|mnemonicprefix|wserrorhighlight)=|advice\.|column\.|init\.defaultbranch=|commit\.gpgsign=false$|tag\.gpgsign=false$|gc\.auto=0$|fetch\.prune|pull\.(?:rebase|ff)=(?:true|false|only|merges)$|merge\.(?:conflictstyle|renames)=|protocol\.version=\d$)/i;

function configDoubt(text: string): string | undefined {
  return CONFIG.test(text) ? undefined : `the setting ${text.split("=")[0]} may run something`;
}

/** What is handed to a project's own script: names and paths of the project. */
function argumentDoubt(text: string): string | undefined {
  const leads =
    /(?:^|[={,])(?:\/|~)|^--?[\w.-]+[=:]?(?:\/|~)|(?:^|[/={,])\.\.(?:\/|$)|(?:^|=)(?:[a-z]+:\/\/|data:)/i.test(
      text,
    );
  return leads ? `${text} leads out of the project` : undefined;
}

/** A package by its name is the registry's; by an address or a path it is somebody's own. */
function packageDoubt(text: string): string | undefined {
  const isNamed =
    /^(?:npm:)?(?:@[\w.-]+\/)?[\w.-]+(?:\[[\w,.-]+\])?(?:[@=~<>!^]=?[\w.*^~<>=,@-]*)?$/.test(text);
  return isNamed && !text.startsWith(".") ? undefined : `${text} is no name of a package`;
}
