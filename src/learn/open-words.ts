import type { Step } from "../policy/steps/steps.ts";
import type { WordClass } from "./word-classes.ts";

/** Which operands of a command a learned rule leaves open. */
interface OpenWords {
  /** So many operands behind the sub-command stay as they were: the script, the kind of resource. */
  readonly kept: number;
  /** What those behind them may be exchanged for; none: all stay as they were. */
  readonly classes: readonly WordClass[];
}

const TESTS: OpenWords = { kept: 0, classes: ["path"] };
const PATHS: OpenWords = { kept: 0, classes: ["path"] };
const NUMBERS: OpenWords = { kept: 0, classes: ["number"] };
const NAMES: OpenWords = { kept: 0, classes: ["word"] };
const REVISIONS: OpenWords = { kept: 0, classes: ["revision", "file"] };
const KIND_AND_NAME: OpenWords = { kept: 1, classes: ["word"] };
const CLOSED: OpenWords = { kept: 0, classes: [] };

/**
 * By program and sub-command. What stands in no row keeps every word: a word may be a place that is
 * deployed to, a branch that is deleted, a package that is fetched and run.
 */
const ROWS = new Map<string, OpenWords>([
  // Runners of tests and checks: other files of the same kind.
  ...rows(
    `npm test, pnpm test, yarn test, bun test, vitest, vitest run, jest, mocha, ava, tap, pytest,
     python -m pytest, python3 -m pytest, python -m unittest, python3 -m unittest, rspec, phpunit,
     go test, go vet, eslint, stylelint, prettier, biome check, biome lint, tsc, mypy, pyright, flake8,
     pylint, ruff check, black, isort, shellcheck, hadolint, yamllint, markdownlint, rubocop, gofmt,
     rustfmt, node --check, node --test, deno test, deno lint, deno check, playwright test, bats`,
    TESTS,
  ),
  ...rows("cargo test, cargo clippy, mix test, rails test, dotnet test", PATHS),
  // git: what looks, and what only moves files to the index.
  ...rows("git show, git log, git diff, git blame, git show-branch, git cat-file", REVISIONS),
  ...rows("git add, git stage, git restore --staged, git ls-files, git check-ignore", PATHS),
  // Hosting: one thing by its number.
  ...rows(
    `gh pr view, gh pr diff, gh pr checks, gh pr status, gh issue view, gh run view, gh run watch,
     glab mr view, glab issue view, glab ci view`,
    NUMBERS,
  ),
  // Machines: one thing by its name, of a kind that stays.
  ...rows("kubectl get, kubectl describe, kubectl top", KIND_AND_NAME),
  ...rows("kubectl logs, docker logs, docker port, docker top", NAMES),
  ...rows("docker compose logs, docker compose ps, docker-compose logs, podman logs", NAMES),
  // Registries: what they say of a package.
  ...rows(
    `npm view, npm info, npm why, npm outdated, pnpm why, yarn why, yarn info, pip show, pip3 show,
     cargo info, cargo tree, brew info, brew list, gem info, go doc, go list, pydoc, man, which, type`,
    NAMES,
  ),
  // Numbers of lines, seconds, columns.
  ...rows("head, tail, sleep, seq", { kept: 0, classes: ["number", "path"] }),
  // What only reads files, or their names.
  ...rows(
    `cat, less, more, nl, wc, file, stat, ls, tree, du, md5sum, sha1sum, sha256sum, shasum, cksum, diff,
     cmp, comm, xxd, hexdump, od, strings, column, realpath, readlink, basename, dirname, bat, cloc, tokei`,
    PATHS,
  ),
]);

/** Scripts of a project that check it, by their names: what is handed to them is a file. */
const CHECKING = /^(?:test|tests|spec|lint|typecheck|type-check|check)(?:[:_-][\w:-]+)?$/;
/** Kinds of resources that are secrets by name. */
const SECRET_KINDS = /secret|configmap|serviceaccount|token/i;

/** What stays and what is open in a command. */
export function openWords({ command, usage }: Step): OpenWords {
  // In another folder the words may lead anywhere.
  if (!usage.known || usage.folders.length > 0) return CLOSED;
  const { program, args } = command;
  const whole = `${program} ${usage.subcommand}`.trim();
  const first = usage.operands[0]?.word.text ?? "";
  const script = /^(?:npm|pnpm|yarn|bun) (?:run|run-script)$/.test(whole) ? first : undefined;
  if (script !== undefined) return { kept: 1, classes: CHECKING.test(script) ? ["path"] : [] };
  if (program === "kubectl" && args.some(({ text }) => SECRET_KINDS.test(text))) return CLOSED;
  return ROWS.get(whole) ?? CLOSED;
}

function rows(names: string, open: OpenWords): [string, OpenWords][] {
  return names.split(",").map((name) => [name.trim().replace(/\s+/g, " "), open]);
}
