import { posix } from "node:path";
import type { World } from "../../model/world.ts";
import type { ShellWord } from "../shell.ts";
import { type GlobList, globList } from "./glob-list.ts";
import { shellPattern } from "./path-globs.ts";
import { absolutePath, isWithin, pathSpellings } from "./paths.ts";
import {
  NOT_SECRET,
  NOT_STARTUP,
  SECRET_PATHS,
  STARTUP_PATHS,
  UNTRUSTED_FOLDERS,
} from "./sensitive-paths.ts";
import { SECRET_WORDS, STARTUP_WORDS } from "./sensitive-words.ts";

/** Where a word leads from one folder. */
export interface WordPath {
  /** Absolute and normalised; a pattern keeps its signs. */
  readonly path: string;
  /** `below`: any file under it. */
  readonly kind: "exact" | "pattern" | "below";
}

const SECRET = globList(SECRET_PATHS, SECRET_WORDS);
const OPEN = globList(NOT_SECRET);
const STARTUP = globList(STARTUP_PATHS, STARTUP_WORDS);
const ORDINARY = globList(NOT_STARTUP);
const UNTRUSTED = globList(UNTRUSTED_FOLDERS);

/** Folders of the system, in which no project lies. */
const SYSTEM =
  /^\/(?:(?:private\/)?etc|usr|(?:private\/)?var|bin|sbin|lib|lib64|boot|dev|proc|sys|run|System|Library|Applications)(?:\/|$)|^\/(?:home|Users|root)$/;

/** Names that a pattern could find; the second half only by a pattern that means them. */
const SECRET_DOT_NAMES =
  ".env .env.local .env.dev .env.development .env.test .env.staging .env.prod .env.production .env.live .npmrc .netrc .envrc .pypirc .pgpass .git-credentials".split(
    " ",
  );
/** Endings of files with secrets, for a pattern that spells one with signs: `*.p?m`. */
const SECRET_ENDINGS = "pem key p12 pfx jks tfstate tfvars env keystore kdbx ppk keytab ovpn".split(
  " ",
);
/** Folders of secrets, for a pattern that spells one with signs: `~/.??s/config`. */
const SECRET_SEGMENTS =
  ".ssh .aws .gnupg .azure .kube .docker .password-store secrets .secrets private".split(" ");
const SECRET_NAMES =
  "id_rsa id_ed25519 server.key key.pem cert.p12 store.jks credentials.json secrets.yml secrets.yaml terraform.tfstate prod.tfvars service-account.json prod.env".split(
    " ",
  );
const SECRET_FOLDERS =
  ".ssh/id_rsa .aws/credentials .aws/config .gnupg/x .kube/config .netrc .config/gh/hosts.yml .config/gcloud/x .docker/config.json .claude/.credentials.json .git-credentials .pgpass .npmrc .azure/x".split(
    " ",
  );
/** Longer than any path that the system takes. */
const MAX_PATH = 4096;

/** The paths that a word leads to; undefined where nobody knows. `~` and the project are put in. */
export function wordPaths(
  word: ShellWord,
  cwd: string,
  world: World,
): readonly WordPath[] | undefined {
  const { content, text } = word;
  if (text.length > MAX_PATH) return undefined;
  const at = (written: string): string => absolutePath(written, world, cwd);
  // A link of another process: what is above it is not what the words say.
  if (
    /^\/proc\//.test(text.startsWith("/") ? text : `${cwd}/`) &&
    /(?:^|\/)\.\.(?:\/|$)/.test(text)
  ) {
    return undefined;
  }
  switch (content.kind) {
    case "fixed":
      return [{ path: at(text), kind: "exact" }];
    case "glob":
      return [{ path: at(text), kind: "pattern" }];
    case "known": {
      const each = content.values.map((value) => wordPaths(value, cwd, world));
      return each.every((paths) => paths !== undefined) ? each.flat() : undefined;
    }
    case "below": {
      const roots = content.roots.map((root) => wordPaths(root, cwd, world));
      if (roots.some((paths) => paths === undefined)) return undefined;
      return roots
        .flatMap((paths) => paths ?? [])
        .map(({ path, kind }) => ({ path, kind: kind === "pattern" ? kind : "below" }));
    }
    case "stream":
      return [];
    default:
      return undefined;
  }
}

/** Every form in which a rule's glob may name a path: absolute, below home, below the project. */
export function pathForms(path: string, world: World): string[] {
  const below = (folder: string, mark: string): string[] => {
    if (folder === "" || folder === "/" || !isWithin(path, folder, world.caseInsensitive))
      return [];
    return [mark + path.slice(folder.length)];
  };
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  return [path, ...below(world.accountHome, "~"), ...below(project, ".")];
}

/** Whether reading there may show a secret: any spelling of it, any file that a pattern finds. */
export function isSecret(found: WordPath, world: World): boolean {
  if (found.kind === "below") return holdsSecrets(found.path, world);
  if (found.kind === "pattern") return findsSecret(found.path, world);
  return (
    holdsHomes(found.path, world) ||
    pathSpellings(found.path, world).some((path) => fits(SECRET, OPEN, path, world))
  );
}

/** Whether a path is by its name one of secrets; nobody looks where it leads. */
export function namesSecret(path: string, world: World): boolean {
  return fits(SECRET, OPEN, path, world);
}

/** Whether what is left there runs, configures or grants something later. */
export function isStartup(found: WordPath, world: World): boolean {
  return pathSpellings(found.path, world).some((path) => {
    const forms = pathForms(path, world);
    // The project may lie in a folder that is none of its own.
    const project = forms.find((form) => form.startsWith("./"));
    const told = project === undefined ? forms : [project];
    return told.some((form) => STARTUP.test(form)) && !forms.some((form) => ORDINARY.test(form));
  });
}

/** Whether code in a folder is what was downloaded or just written. */
export function isUntrusted(folder: string, world: World): boolean {
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  return pathSpellings(folder, world).some((path) => {
    if (project !== "" && project !== "/" && isWithin(path, project, world.caseInsensitive)) {
      return /\/(?:node_modules|\.git)(?:\/|$)/.test(path.slice(project.length));
    }
    return pathForms(path, world).some((form) => UNTRUSTED.test(form)) || isHidden(path, world);
  });
}

/** Folders that are nobody's project: the root, the homes themselves, those of the system. */
export function isNoProject(folder: string, world: World): boolean {
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  return pathSpellings(folder, world).some(
    (path) =>
      !(project !== "" && isWithin(path, project, world.caseInsensitive)) &&
      (isWithin(world.accountHome, path, world.caseInsensitive) ||
        /^\/(?:home|Users)\/[^/]+$/i.test(path) ||
        (SYSTEM.test(path) && !/^\/(?:var\/www|usr\/(?:local\/)?src)\//.test(path))),
  );
}

/** A hidden folder of the account's home: `~/.x`. */
function isHidden(path: string, world: World): boolean {
  return pathForms(path, world).some((form) => /^~\/\.[^/]/.test(form));
}

function fits(yes: GlobList, no: GlobList, path: string, world: World): boolean {
  const forms = pathForms(path, world);
  return forms.some((form) => yes.test(form)) && !forms.some((form) => no.test(form));
}

/** Parts of `/proc/1/task/1`, split at its slashes. */
const DEEPEST_HOMES = 5;

/** A folder above the homes: whoever reads all below it reads them too. */
function holdsHomes(path: string, world: World): boolean {
  if (path === "/" || isWithin(world.accountHome, path, world.caseInsensitive)) return true;
  // An expression costs a start of the hook more than counting the folders of a path.
  if (path.split("/").length > DEEPEST_HOMES) return false;
  return (
    /^\/(?:home|Users|root|proc|(?:private\/)?etc|run|(?:private\/)?var|var\/run)$/i.test(path) ||
    /^\/proc\/(?:self|thread-self|\d+|[^/]*[*?[][^/]*)(?:\/task(?:\/[^/]+)?)?$/.test(path) ||
    (/^\/(?:home|Users)\/[^/]+$/i.test(path) && path !== world.projectRoot)
  );
}

function holdsSecrets(path: string, world: World): boolean {
  return pathSpellings(path, world).some(
    (spelled) =>
      holdsHomes(spelled, world) ||
      fits(SECRET, OPEN, spelled, world) ||
      fits(SECRET, OPEN, `${spelled}/x`, world),
  );
}

/** A folder or an ending of secrets, spelled with signs and at least one character of it. */
function spellsSecret(pattern: string): boolean {
  const means = (part: string, names: readonly string[]): boolean =>
    /[*?[]/.test(part) &&
    /[^*?.]/.test(part.replace(/\[[^\]]*\]/g, "x")) &&
    names.some((name) => shellPattern(part).test(name));
  const folders = pattern.split("/").slice(0, -1);
  const ending = /\.([^./]*)$/.exec(pattern)?.[1] ?? "";
  return folders.some((folder) => means(folder, SECRET_SEGMENTS)) || means(ending, SECRET_ENDINGS);
}

function findsSecret(written: string, world: World): boolean {
  // `[[:alpha:]]` is any one character.
  const pattern = written.replace(/\[[!^]?(?:\[[:.=][^\]]*[:.=]\]|[^\]/])*\]/g, (set) =>
    set.includes("[:") ? "?" : set,
  );
  if (spellsSecret(pattern)) return true;
  const name = posix.basename(pattern);
  const folder = posix.dirname(pattern);
  const finds = shellPattern(pattern);
  const isGeneral = /^\*(?:\.(?!(?:pem|key|p12|pfx|jks|tfstate|tfvars|env)$)\w+)?$/.test(name);
  const isDotted = /^[.[{]/.test(name);
  const names = [...(isDotted ? SECRET_DOT_NAMES : []), ...(isGeneral ? [] : SECRET_NAMES)];
  const named = names.map((each) => `${folder}/${each}`);
  // A pattern among the folders: test it on the folders that hold secrets.
  const homes = [world.accountHome, "/home/x", "/Users/x", "/root"];
  const elsewhere = homes.flatMap((home) => SECRET_FOLDERS.map((each) => `${home}/${each}`));
  const reached = [...named, ...elsewhere, "/etc/shadow", "/proc/1/environ", "/proc/self/environ"];
  if (reached.some((each) => finds.test(each))) return true;
  const plain = pattern.replace(/[*?]+|\[[^\]]*\]/g, "x");
  return fits(SECRET, OPEN, plain, world) || holdsHomes(folder, world);
}
