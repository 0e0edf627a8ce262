import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

/** npm takes every setting as an option everywhere. */
const NPM = `
  --prefix=dir -C=dir -g --global --location= -w= --workspace= -ws --workspaces --no-workspaces
  --include-workspace-root -iwr -s --silent -q --quiet -d -dd -ddd --verbose --loglevel= --json -l
  --long -p --parseable -a --all --depth= --omit= --include= --production --only= --also= --color[=]
  --no-color --progress --no-progress --fund --no-fund --audit --no-audit --audit-level=
  --no-update-notifier --offline --prefer-offline --prefer-online --registry=host! --cache=write
  --userconfig=! --globalconfig=! --script-shell=! --shell=! --node-options=! --editor=! --viewer=!
  --browser=! --git=! --init-module=! --npm= --ignore-scripts --no-ignore-scripts!
  --foreground-scripts -y --yes --no -n -f --force --legacy-peer-deps --no-legacy-peer-deps
  --strict-peer-deps --no-strict-ssl! --strict-ssl[=]! --ca=! --cafile=! --proxy=host!
  --https-proxy=host! --install-links --install-strategy= --engine-strict --save --no-save -S -D
  --save-dev -E --save-exact -O --save-optional -P --save-prod --save-peer -B --save-bundle
  --dry-run --tag= --access= --otp= --scope= --if-present --package-lock --no-package-lock
  --package-lock-only --bin-links --no-bin-links --no-optional --optional --unicode --timing
  --no-timing --before= --cpu= --os= --libc= --maxsockets= --fetch-retries= --fetch-timeout=
  --logs-max= --logs-dir=write --timeout=`;

function npm(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(`${NPM} ${options}`, operands, more);
}

const npmInstall = npm("", "package*", { network: true, runs: "project" });
const npmCi = npm("", "none", { network: true, runs: "project" });
const npmRun = npm("", "run? args*", { runs: "project" });
const npmScript = npm("", "args*", { runs: "project" });
const npmExec = npm("-c=! --call=! --package=!", "run args*", { network: true });
const npmList = npm("--link --package-lock-only", "text*");
const npmView = npm("", "package text*", { network: true });
const npmRemove = npm("", "text*", { runs: "project" });
const npmAudit = npm("", "none", { network: true });
const npmInit = npm("--init-author-name= --init-version= --init-license=", "run? args*", {
  network: true,
});

const NPM_SUBS: Record<string, Row> = {
  "": row("-v --version -h --help -l", "none"),
  ...named(["list", "ls", "la", "ll"], npmList),
  ...named(["view", "v", "info", "show", "search", "find", "outdated"], npmView),
  ...named(["docs", "repo", "bugs", "home"], npmView),
  ...named(["explain", "why"], npm("", "text*")),
  ...named(["query", "fund"], npm("--which=", "text*")),
  ...named(["root", "prefix", "bin", "ping", "whoami"], npm("", "none")),
  ...named(["diff", "dist-tag ls", "owner ls", "access list", "team ls"], npmView),
  "pkg get": npm("", "text*"),
  "config get": npm("", "text*"),
  "config list": npm("", "none"),
  "config ls": npm("", "none"),
  get: npm("", "text*"),
  audit: npmAudit,
  "audit signatures": npmAudit,
  doctor: npm("", "text*", { network: true }),
  "cache verify": npm("", "none"),
  "cache ls": npm("", "text*"),
  version: npm(
    "--no-git-tag-version --git-tag-version --commit-hooks --no-commit-hooks! --preid= -m= --message= --allow-same-version --sign-git-tag",
    "text?",
    { runs: "project" },
  ),
  ...named(["help", "help-search", "completion"], npm("", "text*")),
  ...named(["run", "run-script", "rum", "urn"], npmRun),
  ...named(["test", "t", "tst", "start", "stop", "restart"], npmScript),
  ...named(["install", "i", "add", "in", "update", "up", "upgrade", "link", "ln"], npmInstall),
  ...named(["ci", "clean-install", "install-test", "it", "cit", "install-ci-test"], npmCi),
  ...named(["uninstall", "un", "remove", "rm", "r", "unlink"], npmRemove),
  ...named(["dedupe", "ddp", "prune", "shrinkwrap"], npm("", "text*", { runs: "project" })),
  rebuild: npm("", "text*", { runs: "project" }),
  "audit fix": npm("", "none", { network: true, runs: "project" }),
  pack: npm("--pack-destination=write", "package*", { runs: "project" }),
  publish: npm("--provenance --provenance-file=read", "package*", {
    network: true,
    runs: "project",
  }),
  ...named(["exec", "x"], npmExec),
  ...named(["init", "create", "innit"], npmInit),
  "pkg delete": npm("", "text*"),
  "cache clean": npm("", "text*"),
  ...named(
    ["unpublish", "deprecate", "dist-tag add", "dist-tag rm"],
    npm("", "text*", { network: true }),
  ),
  ...named(
    [
      "config set",
      "config edit",
      "config delete",
      "set",
      "set-script",
      "pkg set",
      "token",
      "login",
    ],
    NEVER,
  ),
  ...named(
    ["logout", "adduser", "owner add", "owner rm", "access", "edit", "explore", "hook"],
    NEVER,
  ),
};

const PNPM = `
  -C=dir --dir=dir -w --workspace-root -F=project --filter=project --filter-prod=project -r --recursive --if-present
  --aggregate-output --no-bail --bail --parallel --stream --sequential --reporter= --reporter-hide-prefix
  --loglevel= -s --silent --color --no-color --workspace-concurrency= --workspace-packages= --json
  --long --parseable --depth= -P --prod -D --dev --no-optional --only-projects --include-workspace-root
  --fail-if-no-match --test-pattern= --changed-files-ignore-pattern= --resume-from= --no-sort --sort
  --reverse --no-reporter-hide-prefix --report-summary --use-stderr --yes -y --offline
  --prefer-offline -g --global --global-dir=write --config.*! --script-shell=! --shell-emulator
  --registry=host! --userconfig=! --store-dir=write --node-options=!`;

function pnpm(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(`${PNPM} ${options}`, operands, more);
}

const PNPM_INSTALL = `
  --frozen-lockfile --no-frozen-lockfile --lockfile-only --fix-lockfile --ignore-scripts --force
  --shamefully-hoist --no-lockfile --merge-git-branch-lockfiles --ignore-pnpmfile
  --ignore-workspace --strict-peer-dependencies --no-strict-peer-dependencies --pnpmfile=! --hoist
  --no-hoist --prefer-frozen-lockfile --resolution-only --side-effects-cache -E --save-exact
  --save-dev --save-prod -O --save-optional --save-peer --save-catalog --workspace
  --allow-build=! --latest -L -i! --interactive! --virtual-store-dir=write --modules-dir=write`;

const pnpmInstall = pnpm(PNPM_INSTALL, "package*", { network: true, runs: "project" });
const pnpmScript = pnpm("--no-bail", "args*", { runs: "project" });
const pnpmExec = pnpm("-c! --shell-mode!", "run args*");
const pnpmDlx = pnpm("-c! --shell-mode! --package=! --allow-build=!", "run args*", {
  network: true,
});
const pnpmList = pnpm("--lockfile-only --exclude-peers --find-by=", "text*");

const PNPM_SUBS: Record<string, Row> = {
  "": row(`${PNPM} -v --version -h --help`, "none"),
  "*": pnpm("", "run args*", { runs: "project" }),
  ...named(["list", "ls", "la", "ll", "why"], pnpmList),
  ...named(
    ["outdated", "view", "info", "show", "search"],
    pnpm("--compatible --format=", "text*", { network: true }),
  ),
  ...named(
    ["root", "bin", "store path", "store status", "licenses", "licenses list"],
    pnpm("", "none"),
  ),
  "config get": pnpm("--location=", "text*"),
  "config list": pnpm("--location=", "none"),
  audit: pnpm(
    "--audit-level= --ignore-registry-errors --fix --ignore=! --ignore-unfixable!",
    "none",
    { network: true },
  ),
  ...named(["cat-file", "cat-index", "find-hash"], pnpm("", "text*")),
  ...named(["help", "doctor"], pnpm("", "text*")),
  ...named(["run", "run-script"], pnpm("", "run? args*", { runs: "project" })),
  ...named(["test", "t", "tst", "start", "stop", "restart"], pnpmScript),
  ...named(
    ["install", "i", "add", "update", "up", "upgrade", "link", "ln", "import", "fetch"],
    pnpmInstall,
  ),
  ...named(
    ["dedupe", "prune", "rebuild", "rb"],
    pnpm("--check --pending --ignore-scripts --no-optional", "text*", { runs: "project" }),
  ),
  ...named(
    ["remove", "rm", "uninstall", "un", "unlink"],
    pnpm("--save-dev --save-prod --save-optional", "text*", { runs: "project" }),
  ),
  exec: pnpmExec,
  dlx: pnpmDlx,
  ...named(["create", "init"], pnpm("--package=!", "run? args*", { network: true })),
  pack: pnpm("--pack-destination=write --out=write --pack-gzip-level=", "none", {
    runs: "project",
  }),
  publish: pnpm(
    "--tag= --access= --dry-run --force --ignore-scripts --no-git-checks! --otp= --publish-branch=",
    "package?",
    { network: true, runs: "project" },
  ),
  deploy: pnpm("--legacy --prod", "write", { runs: "project" }),
  "store prune": pnpm("--force", "none"),
  "cache list": pnpm("", "text*"),
  ...named(
    ["config set", "config delete", "patch", "patch-commit", "env use", "setup", "self-update"],
    NEVER,
  ),
  ...named(["approve-builds", "server", "login", "logout"], NEVER),
};

const YARN = `
  --cwd=dir -s --silent --verbose --json --no-progress --non-interactive --offline --prefer-offline
  --frozen-lockfile --immutable --ignore-scripts --ignore-engines --ignore-platform
  --ignore-optional --production[=] --prod --force --flat --no-lockfile --pure-lockfile
  --network-timeout= --network-concurrency= --mutex= --no-bin-links --check-files --modules-folder=write
  --cache-folder=write --registry=host! --use-yarnrc=! --script-shell=! --no-default-rc! -D --dev -E
  --exact -T --tilde -P --peer -O --optional -W --ignore-workspace-root-check -A --all -R
  --recursive --latest --pattern= --scope= -i! --interactive! --mode= --inline-builds
  --check-cache --check-resolutions --refresh-lockfile --immutable-cache --emoji[=] --focus`;

function yarn(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(`${YARN} ${options}`, operands, more);
}

const yarnInstall = yarn("", "package*", { network: true, runs: "project" });
const yarnScript = yarn("", "args*", { runs: "project" });
const yarnForeach = `-A --all -R --recursive -W --worktree --since[=] --from= --include= --exclude=
  --no-private --private -p --parallel -i --interlaced -j= --jobs= -t --topological
  --topological-dev -v --verbose -n --dry-run`;

const YARN_SUBS: Record<string, Row> = {
  "": yarn("-v --version", "none", { network: true, runs: "project" }),
  "*": yarn("", "run args*", { runs: "project" }),
  ...named(
    ["list", "why", "licenses list", "workspaces info", "workspaces list"],
    yarn("--depth= --peers -v --no-private --since[=]", "text*"),
  ),
  ...named(
    ["info", "outdated", "npm info"],
    yarn("--fields= --dependents --cache --manifest -X=", "text*", { network: true }),
  ),
  ...named(
    ["bin", "versions", "help", "check", "explain"],
    yarn("--integrity --verify-tree", "text*"),
  ),
  ...named(
    ["config get", "config list", "cache list", "cache dir", "global list", "global bin"],
    yarn("", "text*"),
  ),
  config: yarn("--why -v", "none"),
  audit: yarn("--level= --groups=", "none", { network: true }),
  "npm audit": yarn("--severity= --environment= --no-deprecations --exclude= --ignore=", "none", {
    network: true,
  }),
  run: yarn(
    "-T --top-level -B --binaries-only --inspect[=]! --inspect-brk[=]! --require=!",
    "run? args*",
    { runs: "project" },
  ),
  ...named(["test", "start", "build", "lint"], yarnScript),
  exec: yarn("", "run args*"),
  dlx: yarn("-p=! --package=! -q --quiet", "run args*", { network: true }),
  node: yarn("", "run args*"),
  ...named(["install", "add", "up", "upgrade", "link", "import", "global add"], yarnInstall),
  ...named(
    ["remove", "unlink", "dedupe", "autoclean", "rebuild", "prune"],
    yarn("-c --check --strategy=", "text*", { runs: "project" }),
  ),
  workspace: yarn("", "text run args*", { runs: "project" }),
  "workspaces run": yarn("", "run args*", { runs: "project" }),
  "workspaces foreach": row(yarnForeach, "run run*", { runs: "project" }),
  "workspaces focus": yarn("", "text*", { network: true, runs: "project" }),
  ...named(
    ["create", "init"],
    yarn("-y --yes -p --private -w --workspace -2", "run? args*", { network: true }),
  ),
  pack: yarn("-f=write --filename=write -o=write --out=write -n --dry-run", "none", {
    runs: "project",
  }),
  ...named(
    ["publish", "npm publish"],
    yarn("--tag= --access= --otp= --new-version= --tolerate-republish", "package?", {
      network: true,
      runs: "project",
    }),
  ),
  "cache clean": yarn("--mirror", "text*"),
  version: yarn(
    "--new-version= --major --minor --patch --no-git-tag-version --deferred --immediate",
    "text?",
    { runs: "project" },
  ),
  "npm whoami": yarn("--publish", "none", { network: true }),
  ...named(
    [
      "config set",
      "config unset",
      "config delete",
      "set version",
      "policies",
      "policies set-version",
    ],
    NEVER,
  ),
  ...named(
    [
      "plugin import",
      "plugin remove",
      "patch",
      "patch-commit",
      "npm login",
      "npm logout",
      "login",
      "logout",
      "self-update",
    ],
    NEVER,
  ),
};

const BUN = `
  --cwd=dir --silent --verbose --no-progress --no-summary --dry-run -c=! --config=! --env-file=read
  -F= --filter= --no-env-file --no-color`;
const BUN_RUN = `
  --watch --hot --no-clear-screen --smol -r=! --preload=! --require=! --import=! --inspect[=]!
  --inspect-wait[=]! --inspect-brk[=]! --if-present --no-install --install=! -i! -e=! --eval=! -p=!
  --print=! --prefer-offline --prefer-latest --port= --conditions= --bun -b --shell=! --elide-lines=
  --main-fields= --tsconfig-override=project -d= --define= --drop= -l= --loader= --no-macros
  --jsx-factory= --jsx-runtime= --workspaces --parallel --sequential --title= --expose-gc`;
const BUN_INSTALL = `
  -p --production --no-save --save --ca=! --cafile=! --frozen-lockfile -f --force --cache-dir=write
  --no-cache --no-verify! --ignore-scripts --trust! -g --global --backend= --registry=host!
  --concurrent-scripts= --network-concurrency= --save-text-lockfile --omit= --lockfile-only
  --linker= -d --dev -D --optional --peer -E --exact --only-missing -a --analyze --latest -r
  --recursive -i! --interactive! -y --yarn`;

function bun(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(`${BUN} ${options}`, operands, more);
}

const bunInstall = bun(BUN_INSTALL, "package*", { network: true, runs: "project" });

const BUN_SUBS: Record<string, Row> = {
  "": bun("-v --version --revision", "none"),
  "*": bun(BUN_RUN, "run args*", { runs: "project" }),
  run: bun(BUN_RUN, "run? args*", { runs: "project" }),
  test: bun(
    `${BUN_RUN} --timeout= -u --update-snapshots --rerun-each= --only --todo --coverage
    --coverage-reporter= --coverage-dir=write --bail[=] -t= --test-name-pattern= --reporter=
    --reporter-outfile=write --randomize --seed= --concurrent --max-concurrency= --pass-with-no-tests`,
    "args*",
    { runs: "project" },
  ),
  ...named(["install", "i", "add", "a", "update", "link", "ci"], bunInstall),
  ...named(["remove", "rm", "unlink"], bun(BUN_INSTALL, "text*", { runs: "project" })),
  ...named(
    ["outdated", "info", "audit", "why"],
    bun("--json -r --recursive --audit-level= --top --depth=", "text*", { network: true }),
  ),
  ...named(
    ["pm ls", "pm list", "pm bin", "pm hash", "pm hash-print", "pm cache", "pm whoami"],
    bun("-a --all -g", "none"),
  ),
  ...named(["pm untrusted", "pm default-trusted", "pm pkg get", "pm view"], bun("--json", "text*")),
  "pm pack": bun(
    "--destination=write --filename=write --ignore-scripts --gzip-level= --quiet",
    "none",
    { runs: "project" },
  ),
  "pm cache rm": bun("", "none"),
  build: bun(
    `${BUN_RUN} --outdir=write --outfile=write --target= --format= --splitting --sourcemap[=] --minify
    --minify-syntax --minify-whitespace --minify-identifiers --external= --packages= --compile
    --root=dir --public-path= --entry-naming= --chunk-naming= --asset-naming= --production --env=
    --bytecode --banner= --footer= --metafile[=]!`,
    "args*",
    { runs: "project" },
  ),
  x: bun("--bun -p=! --package=! --no-install", "run args*", { network: true }),
  ...named(["create", "init"], bun("-y --yes", "run? args*", { network: true })),
  publish: bun("--tag= --access= --otp= --auth-type= --tolerate-republish", "package?", {
    network: true,
    runs: "project",
  }),
  ...named(["pm trust", "pm pkg set", "pm pkg delete", "patch", "upgrade", "exec", "repl"], NEVER),
};

const DENO = `
  -q --quiet -L= --log-level= -c=! --config=! --no-config --import-map=! --lock[=] --frozen[=]
  --no-lock --no-remote --no-npm --node-modules-dir[=] --vendor[=] -r[=] --reload[=] --cached-only
  --cert=! --unstable --unstable-*  --no-check[=] --check[=] --conditions= --allow-import[=]!
  --unsafely-ignore-certificate-errors[=]!`;
const DENO_RUN = `
  -A --allow-all -P[=] --permission-set[=] -R[=] --allow-read[=] --deny-read[=] -W[=] --allow-write[=]
  --deny-write[=] -N[=] --allow-net[=] --deny-net[=] -E[=] --allow-env[=] --deny-env[=] -S[=]
  --allow-sys[=] --deny-sys[=] --allow-run[=] --deny-run[=] --allow-ffi[=] --deny-ffi[=]
  --no-prompt --env-file[=]! --location= --seed= --v8-flags=! --inspect[=]! --inspect-brk[=]!
  --inspect-wait[=]! --watch[=] --watch-hmr[=] --watch-exclude[=] --no-clear-screen --preload=!
  --require=! --ext= -t --trace-leaks`;

function deno(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(`${DENO} ${options}`, operands, more);
}

const denoAdd = deno(
  "-D --dev --npm --jsr -g --global -e= --entrypoint=! --allow-scripts[=]!",
  "package*",
  {
    network: true,
  },
);

const DENO_SUBS: Record<string, Row> = {
  "": row("-V --version -h --help", "none"),
  "*": deno(DENO_RUN, "run args*", { runs: "project" }),
  run: deno(DENO_RUN, "run args*", { runs: "project" }),
  task: deno("--cwd=dir -f= --filter= --recursive --eval!", "run? args*", { runs: "project" }),
  test: deno(
    `${DENO_RUN} --ignore= --no-run --doc --fail-fast[=] --allow-none --filter= --shuffle[=]
    --coverage[=]! --parallel --junit-path=write --reporter= --hide-stacktraces --permit-no-files
    --clean`,
    "args*",
    { runs: "project" },
  ),
  bench: deno(`${DENO_RUN} --filter= --ignore= --json --no-run --permit-no-files`, "args*", {
    runs: "project",
  }),
  fmt: deno(
    `--ext= --ignore= --use-tabs[=] --line-width= --indent-width= --single-quote[=]
    --prose-wrap= --no-semicolons[=] --watch[=] --permit-no-files`,
    "write*",
  ),
  lint: deno(
    "--fix --ext= --rules --rules-tags= --rules-include= --rules-exclude= --ignore= --json --compact --watch[=] --permit-no-files",
    "args*",
    { runs: "project" },
  ),
  check: deno("--all --doc --doc-only --remote", "args*"),
  info: deno("--json", "read?"),
  doc: deno(
    "--html --name= --output=write --lint --private --json --filter= --symbol-redirect-map=read",
    "args*",
  ),
  types: deno("", "none"),
  coverage: deno(
    "--include= --exclude= --ignore= --lcov --output=write --html --detailed",
    "list*",
  ),
  outdated: deno("--compatible --recursive --latest -u --update --interactive!", "text*", {
    network: true,
  }),
  cache: deno("", "args*", { network: true }),
  ...named(["add", "remove", "install", "i", "uninstall"], denoAdd),
  compile: deno(
    `${DENO_RUN} -o=write --output=write --target= --include= --exclude= --icon=read --no-terminal`,
    "run args*",
    { network: true },
  ),
  publish: deno(
    "--dry-run --allow-slow-types --allow-dirty! --token= --set-version= --no-provenance",
    "none",
    { network: true },
  ),
  ...named(["eval", "repl", "jupyter", "upgrade", "serve", "x"], NEVER),
};

const NPX = `
  -y --yes --no --no-install -q --quiet -s --silent --prefer-online --prefer-offline --offline
  --ignore-existing -w= --workspace= -ws --workspaces --include-workspace-root --loglevel= -p=!
  --package=! -c=! --call=! --registry=host! --userconfig=! --script-shell=! --shell=!
  --node-options=! -n=! --node-arg=! --prefix=dir -v --version -h --help`;

const hookManager = {
  "": row("-V --version -h --help", "none"),
};

const TURBO = `
  --filter= -F= --force[=] --dry-run[=] --dry[=] --graph[=]! --cache-dir=write --concurrency=
  --continue[=] --only --parallel --no-cache --output-logs= --log-order= --log-prefix= --summarize[=]
  --affected --env-mode[=] --framework-inference[=] --global-deps= --profile=write
  --anon-profile=write --remote-only[=] --cache= --team= --token= --api=host! --cwd=dir --color
  --no-color --no-daemon --daemon --ui= -v[=] --verbosity= --no-update-notifier --include-dependencies
  --no-deps --scope= --since= --ignore= --heap=! --login= --preflight --skip-infer --root-turbo-json=!`;

const NX = `
  -t= --target= --targets= -p= --projects= --exclude= --configuration= -c= --parallel[=] --maxParallel=
  --base= --head= --files= --uncommitted --untracked --all --skip-nx-cache --skipNxCache
  --skipRemoteCache --nxBail --nxIgnoreCycles --output-style= --outputStyle= --verbose --graph[=]!
  --batch --runner=! --tuiAutoExit= --tui[=] --skipSync --json --sep= --affected --type= --web
  --withTarget= --with-target= --dry-run --watch --prod`;

const LERNA = `
  --scope= --ignore= --no-private --since[=] --exclude-dependents --include-dependents
  --include-dependencies --include-merged-tags --loglevel= --concurrency= --stream --parallel
  --no-bail --no-prefix --no-sort --sort --npm-client=! --ignore-changes= --json -l --long -a --all -p
  --parseable --toposort --graph --ndjson -v --version`;

const script = row("-h --help --reporter= --ci --watch", "run args*");

/** Package managers, runners and task runners of JavaScript. */
export const NODE_PACKAGES = {
  npm: row(NPM, "none", { sub: NPM_SUBS }),
  pnpm: row(PNPM, "none", { sub: PNPM_SUBS }),
  yarn: row(YARN, "none", { sub: YARN_SUBS }),
  yarnpkg: row(YARN, "none", { sub: YARN_SUBS }),
  bun: row(BUN, "none", { sub: BUN_SUBS }),
  deno: row(DENO, "none", { sub: DENO_SUBS }),
  npx: row(NPX, "run args*", { network: true }),
  pnpx: row("-c! --shell-mode! --package=! -s --silent -h --help", "run args*", { network: true }),
  bunx: row("--bun --silent --verbose --no-install -p=! --package=! -h --help", "run args*", {
    network: true,
  }),
  corepack: row("", "none", {
    sub: {
      "": row("-v --version -h --help", "none"),
      ...named(["enable", "disable"], withHelp("--install-directory=write", "text*")),
      ...named(
        ["install", "prepare", "use", "up", "cache"],
        withHelp("-g --global --activate --all -o=write --cache-only", "package*", {
          network: true,
        }),
      ),
      "*": row("", "run args*"),
    },
  }),
  husky: row("", "none", {
    sub: { ...hookManager, ...named(["install", "init", "add", "set", "uninstall"], NEVER) },
    from: "npm",
  }),
  "lint-staged": row(
    `--allow-empty -p= --concurrent= -c=! --config=! --cwd=dir -d --debug --diff= --diff-filter=
    --max-arg-length= --no-revert --no-stash --stash --no-hide-partially-staged -q --quiet -r
    --relative -v --verbose -x! --shell! -h --help -V --version --fail-on-changes --hide-unstaged`,
    "none",
    { runs: "project", from: "npm" },
  ),
  turbo: row(TURBO, "none", {
    runs: "project",
    from: "npm",
    sub: {
      "": row("--version -h --help", "none"),
      run: withHelp(TURBO, "run run*"),
      ls: withHelp(`${TURBO} --output=`, "text*"),
      query: withHelp("--variables= --schema", "text?"),
      info: withHelp("", "none"),
      bin: withHelp("", "none"),
      prune: withHelp("--docker --out-dir=write --scope= --use-gitignore[=]", "text*"),
      watch: withHelp(TURBO, "run run*"),
      ...named(
        ["build", "test", "lint", "typecheck", "check-types", "dev"],
        withHelp(TURBO, "args*"),
      ),
      ...named(["login", "logout", "link", "unlink", "gen", "daemon", "telemetry", "scan"], NEVER),
      "*": withHelp(TURBO, "run run*"),
    },
  }),
  nx: row(NX, "none", {
    runs: "project",
    from: "npm",
    sub: {
      "": row("--version -h --help", "none"),
      ...named(
        ["show projects", "show project", "show target", "report", "list"],
        withHelp(NX, "text*"),
      ),
      ...named(["format:check", "format:write", "format"], withHelp(NX, "text*")),
      ...named(["build", "test", "lint", "typecheck", "serve", "e2e"], withHelp(NX, "text args*")),
      ...named(
        ["run", "run-many", "affected", "affected:test", "affected:build", "affected:lint"],
        withHelp(NX, "run? args*"),
      ),
      ...named(["reset", "sync", "sync:check", "daemon"], withHelp(NX, "none")),
      graph: withHelp(
        `${NX} --file=write --focus= --open[=]! --host= --port= --groupByFolder --view= --print`,
        "none",
      ),
      ...named(
        ["exec", "generate", "g", "migrate", "import", "add", "init", "connect", "repair"],
        NEVER,
      ),
      "*": withHelp(NX, "run args*"),
    },
  }),
  lerna: row(LERNA, "none", {
    runs: "project",
    from: "npm",
    sub: {
      "": row("-v --version -h --help", "none"),
      ...named(["list", "ls", "la", "ll", "changed", "info", "diff"], withHelp(LERNA, "text*")),
      run: withHelp(LERNA, "run args*"),
      exec: withHelp(LERNA, "run run*"),
      ...named(
        ["bootstrap", "clean", "link"],
        withHelp(`${LERNA} -y --yes --hoist --force-local`, "none", { network: true }),
      ),
      ...named(
        ["version", "publish"],
        withHelp(
          `${LERNA} --conventional-commits --no-git-tag-version --no-push -y --yes --dist-tag= --exact --force-publish[=] -m= --message= --preid=`,
          "text?",
          { network: true },
        ),
      ),
    },
  }),
  changeset: row("", "none", {
    from: "npm",
    sub: {
      "": row("-h --help", "none"),
      status: withHelp("--verbose --output=write -o=write --since=", "none"),
      add: withHelp("--empty --open! --since=", "none"),
      version: withHelp("--ignore= --snapshot[=]", "none", { runs: "project" }),
      publish: withHelp("--otp= --tag= --no-git-tag", "none", { network: true, runs: "project" }),
    },
  }),
  ...named(
    ["npm-run-all", "npm-run-all2", "run-s", "run-p", "concurrently", "nodemon", "dotenv"],
    script,
  ),
} satisfies Record<string, Row>;
