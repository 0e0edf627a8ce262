/** Programs that people use for each other, with the same words behind them. */
const KIN = [
  "npm pnpm yarn bun",
  "npx pnpx bunx",
  "node deno tsx ts-node bun",
  "pip uv pipx",
  "python pypy uv",
  "cat head tail less more bat wc",
  "grep egrep fgrep zgrep rg ag ack",
  "find fd fdfind",
  "ls eza exa tree dir",
  "curl wget http https",
  "docker podman nerdctl docker-compose",
  "make gmake just task ninja",
  "mvn mvnw gradle gradlew",
  "sed gsed",
  "awk gawk mawk nawk",
  "tar gtar bsdtar",
  "jest vitest mocha ava",
  "eslint biome oxlint prettier",
  "vi vim nvim nano",
  "gh glab hub",
  "kubectl oc k9s",
  "terraform tofu terragrunt",
];

/** The program and those used for it, as an expression may name them. */
export function kinOf(program: string): readonly string[] {
  const name = plainName(program);
  return [program, name, ...KIN.filter((names) => holds(names, name)).flatMap(wordsOf)];
}

/** Whether one program may have been meant where the other stands: `pnpm` and `npm`, `python3.12`. */
export function areKin(one: string, other: string): boolean {
  const [a, b] = [plainName(one), plainName(other)];
  return a === b || KIN.some((names) => holds(names, a) && holds(names, b));
}

/** Without its folder, its version and its ending. */
function plainName(program: string): string {
  const name = program.slice(program.lastIndexOf("/") + 1);
  return /[\d.]/.test(name) ? name.replace(/(?:[-.]?\d[\d.]*)$|\.(?:exe|cmd|sh)$/i, "") : name;
}

function holds(names: string, name: string): boolean {
  return ` ${names} `.includes(` ${name} `);
}

function wordsOf(names: string): readonly string[] {
  return names.split(" ");
}
