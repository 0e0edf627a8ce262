import type { Risk } from "../../model/words.ts";
import { hasFlag } from "../matching/command-keys.ts";
import { isWrapper, SHELLS } from "../shell/wrappers.ts";
import type { SimpleCommand } from "../shell.ts";
import { isInterpreter } from "../usage/program-kinds.ts";
import type { Step } from "./steps.ts";

/** Programs with sub-commands that hand the work to the world, and those sub-commands. */
const PUBLISHERS = new Set(
  "npm pnpm yarn bun cargo poetry uv mix gem vsce ovsx twine docker podman gh helm terraform fly vercel netlify wrangler firebase serverless".split(
    " ",
  ),
);
const PUBLISHES =
  /^(?:(?:npm|pnpm|yarn|bun|cargo|poetry|uv|mix hex\.|gem|vsce|ovsx) (?:publish|push|upload)|twine upload|docker (?:push|image push)|podman push|gh release create|helm push|terraform apply|fly deploy|vercel|netlify deploy|wrangler (?:deploy|publish)|firebase deploy|serverless deploy)\b/;
const DISCARDS =
  /^git (?:reset .*--hard|clean .*-\w*[fdx]|checkout (?:-f|--force|\.|-- )|restore (?!.*--staged)|stash (?:drop|clear)|branch .*-D|filter-branch|filter-repo|reflog (?:expire|delete)|update-ref -d)/;
const DISCARDING = new Set(
  "reset clean checkout restore stash branch filter-branch filter-repo reflog update-ref".split(
    " ",
  ),
);
const DISK_PROGRAMS = new Set(["fdisk", "parted", "diskutil", "wipefs", "sgdisk", "mkfs"]);
const RAISERS = new Set("sudo doas su pkexec runuser nsenter chroot".split(" "));
const LISTENS = /^(?:nc|ncat|netcat) .*-\w*l|^python[\d.]* -m http\.server|^socat .*LISTEN/;

/** The risks of one simple command. */
export function stepRisks(step: Step): readonly Risk[] {
  const { command } = step;
  return TESTS.filter(([, test]) => test(step, command)).map(([risk]) => risk);
}

type Test = (step: Step, command: SimpleCommand) => boolean;

const TESTS: readonly (readonly [Risk, Test])[] = [
  [
    "recursive_delete",
    (_, each) =>
      each.program === "rm" && ["r", "R", "recursive"].some((flag) => hasFlag(each, flag)),
  ],
  [
    "recursive_delete",
    ({ usage }, each) =>
      each.program === "find" && usage.options.some(({ name }) => name === "-delete"),
  ],
  ["pipe_to_shell", (_, each) => readsProgram(each)],
  ["privilege", (_, each) => RAISERS.has(each.program)],
  [
    "privilege",
    (_, each) =>
      (each.program === "docker" || each.program === "podman") &&
      /--privileged|-v=?\s*\/:/.test(each.canonical),
  ],
  ["force_push", (_, each) => isForcePush(each)],
  [
    "discards_work",
    (_, each) => each.program === "git" && mayDiscard(each) && DISCARDS.test(each.canonical),
  ],
  ["secret_read", ({ reads }) => reads.some((path) => path.sensitive)],
  ["startup_write", ({ writes }) => writes.some((path) => path.sensitive)],
  [
    "open_permissions",
    (_, each) =>
      each.program === "chmod" &&
      /\b[0-7]?[0-7]{0,2}7\b|[ao]\+\w*w|[ugo]*\+\w*s/.test(each.canonical),
  ],
  ["publish", (_, each) => PUBLISHERS.has(each.program) && PUBLISHES.test(each.canonical)],
  [
    "upload",
    ({ usage, hosts }) =>
      hosts.length > 0 && usage.reads.some(({ by }) => by === "option" || by === "operand"),
  ],
  [
    "production",
    (_, each) =>
      each.canonical.toLowerCase().includes("prod") &&
      /(?:^|[\s=/:_-])prod(?:uction)?(?:$|[\s/:_.-])/i.test(each.canonical) &&
      WRITING.test(each.canonical),
  ],
  ["network_listener", (_, each) => mayListen(each.program) && LISTENS.test(each.canonical)],
  [
    "whole_disk",
    ({ writes }, each) =>
      DISK_PROGRAMS.has(each.program) ||
      each.program.startsWith("mkfs.") ||
      writes.some(({ path }) => /^\/dev\/(?:sd|nvme|disk|hd|vd)/.test(path)),
  ],
  [
    "unread_code",
    ({ scripts }, each) =>
      scripts.length > 0 ||
      (isInterpreter(each.program) && /(?:^| )-(?:c|e|r|E)\b/.test(each.canonical)),
  ],
];

function mayDiscard({ canonical }: SimpleCommand): boolean {
  return DISCARDING.has(canonical.split(" ")[1] ?? "");
}

function mayListen(program: string): boolean {
  return ["nc", "ncat", "netcat", "socat"].includes(program) || program.startsWith("python");
}

/** Programs that act on an environment by its name. */
const WRITING =
  /^(?:kubectl|helm|terraform|tofu|aws|gcloud|az|fly|heroku|vercel|ssh|psql|mysql|docker|ansible)/;

const AWKS = new Set(["awk", "gawk", "mawk", "nawk"]);

/** A shell or interpreter that takes its program from a pipe. */
function readsProgram({ program, piped, args }: SimpleCommand): boolean {
  if (!piped || isWrapper(program) || AWKS.has(program)) return false;
  const reads = SHELLS.has(program) || isInterpreter(program);
  return reads && args.every((word) => word.text.startsWith("-"));
}

function isPush({ canonical }: SimpleCommand): boolean {
  return canonical.includes("push") && /^git (?:\S+ )*?push\b/.test(canonical);
}

function isForcePush(command: SimpleCommand): boolean {
  if (command.program !== "git" || !isPush(command)) return false;
  return (
    ["force", "f", "mirror", "delete"].some((flag) => hasFlag(command, flag)) ||
    command.args.some((word) => /^[+:]\S/.test(word.text))
  );
}
