import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const CARGO = `
  +/*! +.*! +* -C=dir -v -vv --verbose -q --quiet --color= --locked --offline --frozen --config=! -Z=! -h --help`;
const COMPILE = `${CARGO}
  -p= --package= --workspace --all --exclude= --lib --bin= --bins --example= --examples --test= --tests
  --bench= --benches --all-targets -F= --features= --all-features --no-default-features -r --release
  --profile= -j= --jobs= --keep-going --target=project --target-dir=write --manifest-path=project
  --ignore-rust-version --message-format= --timings[=] --unit-graph --future-incompat-report
  --artifact-dir=write --out-dir=write --lockfile-path=write`;

const cargoBuild = row(`${COMPILE} --build-plan`, "none", { runs: "project" });
const cargoCheck = row(`${COMPILE} --fix --allow-dirty! --allow-staged! --no-deps`, "args*", {
  runs: "project",
});
const cargoTest = row(`${COMPILE} --no-run --no-fail-fast --doc`, "args*", { runs: "project" });
const cargoRun = row(COMPILE, "args*", { runs: "project" });
const cargoDeps = row(
  `${COMPILE} --dev --build --optional --no-optional --rename= --path=project --git=host! --branch=
  --tag= --rev= --registry=host! --index=host! --dry-run -n --precise= --recursive --aggressive
  --breaking --public --default-features --base=`,
  "package*",
  { network: true },
);

const CARGO_SUBS: Record<string, Row> = {
  "": row(`${CARGO} -V --version --list --explain=`, "none"),
  ...named(["version", "help"], row(CARGO, "text?")),
  ...named(["check", "c", "clippy", "fix"], cargoCheck),
  ...named(["build", "b"], cargoBuild),
  ...named(["test", "t", "bench", "miri"], cargoTest),
  nextest: row("", "none", {
    sub: {
      ...named(
        ["run", "list", "r"],
        row(
          `${COMPILE} --no-run --no-fail-fast --fail-fast --retries= --test-threads= -E= --filter-expr=
        --filterset= --run-ignored= --partition= --no-capture --nocapture --status-level=
        --final-status-level= --success-output= --failure-output= -P= --cargo-profile= --config-file=!
        --tool-config-file=! --max-fail= --no-tests= --hide-progress-bar --show-progress= -T= --archive-file=read`,
          "args*",
          { runs: "project" },
        ),
      ),
    },
  }),
  "llvm-cov": row(
    `${COMPILE} --no-run --no-fail-fast --html --json --lcov --cobertura --codecov --text --open!
    --summary-only --output-path=write --output-dir=write --fail-under-lines= --fail-under-functions=
    --fail-under-regions= --ignore-filename-regex= --show-missing-lines --no-clean --branch --doctests
    --no-report --include-build-script --no-cfg-coverage`,
    "args*",
    { runs: "project" },
  ),
  ...named(["run", "r"], cargoRun),
  ...named(
    ["doc", "rustdoc"],
    row(`${COMPILE} --open! --no-deps --document-private-items`, "args*", { runs: "project" }),
  ),
  fmt: row(
    `${CARGO} --all --check -p= --package= --manifest-path=project --message-format=`,
    "args*",
  ),
  tree: row(
    `${COMPILE} -e= --edges= -i[=] --invert[=] --prune= --depth= --prefix= --no-dedupe -d --duplicates
    --charset= -f= --format= --no-indent`,
    "text?",
  ),
  metadata: row(`${COMPILE} --format-version= --no-deps --filter-platform=`, "none"),
  ...named(
    ["pkgid", "read-manifest", "locate-project", "verify-project"],
    row(`${COMPILE} --message-format=`, "text?"),
  ),
  ...named(
    ["search", "info"],
    row(`${CARGO} --limit= --registry=host! --index=host!`, "text*", { network: true }),
  ),
  ...named(["add", "remove", "rm", "update", "upgrade"], cargoDeps),
  ...named(["generate-lockfile", "fetch"], row(COMPILE, "none", { network: true })),
  vendor: row(
    `${COMPILE} --no-delete --respect-source-config --versioned-dirs -s=read --sync=read`,
    "write?",
    { network: true },
  ),
  outdated: row(`${COMPILE} -R --root-deps-only -d= --depth= --format= --exit-code= -w`, "none", {
    network: true,
  }),
  audit: row(
    `${CARGO} --json -D= --deny= -f=read --file=read --ignore= -n --no-fetch --stale`,
    "none",
    { network: true },
  ),
  deny: row(
    `${COMPILE} --log-level= -L= -f= --format= --hide-inclusion-graph -c=read --config-path=read`,
    "text*",
    { network: true },
  ),
  ...named(
    ["machete", "udeps", "sort", "spellcheck"],
    row(`${COMPILE} --fix --with-metadata --skip-target-dir --check -w -c --grouped`, "list*", {
      runs: "project",
    }),
  ),
  expand: row(`${COMPILE} --ugly --theme=`, "text?", { runs: "project" }),
  clean: row(`${COMPILE} --doc -n --dry-run`, "none"),
  ...named(
    ["init", "new"],
    row(`${CARGO} --bin --lib --vcs= --edition= --name= --registry=host!`, "write?"),
  ),
  ...named(
    ["install", "binstall"],
    row(
      `${COMPILE} --version= --vers= --git=host! --branch= --tag= --rev= --path=project -f --force
    --root=write --list --no-track --index=host! --registry=host! -y --no-confirm --debug -n --dry-run`,
      "package*",
      { network: true, runs: "project" },
    ),
  ),
  uninstall: row(`${COMPILE} --root=write`, "text*"),
  ...named(
    ["package", "publish"],
    row(
      `${COMPILE} -l --list --no-verify! --no-metadata --allow-dirty! -n --dry-run --token= --registry=host! --index=host! --exclude-lockfile`,
      "none",
      { network: true, runs: "project" },
    ),
  ),
  ...named(["yank", "owner", "login", "logout", "script", "watch", "xtask"], NEVER),
};

const rustupRead = withHelp(
  "-v --verbose -q --quiet --installed --toolchain= --path --installed",
  "text*",
);
const rustupChange = withHelp(
  `--profile= -c= --component= -t= --target= --no-self-update --force --allow-downgrade
  --force-non-host --toolchain= -q --quiet`,
  "text*",
  { network: true },
);

const RUSTUP_SUBS: Record<string, Row> = {
  "": row("-V --version -v --verbose -q --quiet -h --help", "none"),
  ...named(
    ["show", "show active-toolchain", "show home", "show profile", "check", "which"],
    rustupRead,
  ),
  ...named(["toolchain list", "target list", "component list", "override list"], rustupRead),
  ...named(["doc", "man", "completions", "help"], rustupRead),
  ...named(
    ["update", "toolchain install", "install", "default", "target add", "component add"],
    rustupChange,
  ),
  ...named(["toolchain uninstall", "uninstall", "target remove", "component remove"], rustupChange),
  run: row("--install", "text run args*"),
  ...named(
    [
      "override set",
      "override unset",
      "toolchain link",
      "self update",
      "self uninstall",
      "set profile",
    ],
    NEVER,
  ),
};

const RUSTC = `
  --crate-name= --crate-type= --edition= --emit= --print= -g -O -o=write --out-dir=write
  --target= --cfg= --check-cfg= -L= -l= -W= --warn= -A= --allow= -D= --deny= -F= --forbid= --cap-lints=
  --error-format= --color= --explain= --test -v --verbose -V --version -vV -h --help -C=! --codegen=!
  -Z=! --sysroot=! --extern=! @*!`;

/** Options of the go command; a value that names a program or a linker is never granted. */
const GO_BUILD = `
  -C=dir -a -n -p= -race[=] -msan -asan -cover -covermode= -coverpkg= -v[=] -work -x -buildmode=
  -buildvcs[=] -compiler= -installsuffix= -json -linkshared -mod= -modcacherw -modfile=! -overlay=!
  -pgo=! -pkgdir=! -tags= -trimpath[=] -toolexec=! -asmflags=! -gcflags=! -gccgoflags=! -ldflags=! -h -help`;
const GO_TEST = `${GO_BUILD}
  -o=write -c -i -args -bench= -benchtime= -benchmem[=] -count= -cpu= -failfast[=] -fullpath -fuzz= -fuzztime=
  -fuzzminimizetime= -list= -parallel= -run= -short[=] -shuffle= -skip= -timeout= -vet= -exec=!
  -coverprofile=write -cpuprofile=write -memprofile=write -blockprofile=write -mutexprofile=write
  -trace=write -outputdir=write -memprofilerate= -blockprofilerate= -mutexprofilefraction=
  -test.v -test.run= -test.count= -update -artifacts`;

function go(options: string, operands: string, more?: Partial<Row>): Row {
  return row(`-C=dir -h -help ${options}`, operands, { single: true, ...more });
}

const GO_SUBS: Record<string, Row> = {
  "": go("--help --version", "none"),
  version: go("-m -v -json", "read*"),
  help: go("", "text*"),
  env: go("-json -changed -w! -u!", "text*"),
  list: go(
    `${GO_BUILD} -m -u -f= -deps -test -e -find -export -compiled -versions -retracted -reuse=read`,
    "text*",
    { network: true },
  ),
  doc: go("-all -c -cmd -short -src -u -http! -ex", "text*"),
  build: go(`${GO_BUILD} -o=write`, "args*", { runs: "project" }),
  vet: go(
    `${GO_BUILD} -vettool=! -c= -fix -diff -all -printf[=] -copylocks[=] -composites[=] -unusedresult[=] -shadow[=] -structtag[=]`,
    "args*",
  ),
  test: go(GO_TEST, "args*", { runs: "project" }),
  fmt: go("-n -x -mod=", "args*"),
  fix: go(`${GO_BUILD} -fix= -diff`, "args*"),
  run: go(`${GO_BUILD} -exec=!`, "run args*", { runs: "project" }),
  generate: go(`${GO_BUILD} -run= -skip=`, "args*", { runs: "project" }),
  install: go(GO_BUILD, "package*", { network: true, runs: "project" }),
  get: go(`${GO_BUILD} -d -t -u[=] -tool -insecure!`, "package*", { network: true }),
  clean: go(`${GO_BUILD} -i -r -cache -testcache -modcache -fuzzcache`, "args*"),
  "mod tidy": go("-e -v -x -go= -compat= -diff", "none", { network: true }),
  "mod download": go("-x -json -reuse=read", "text*", { network: true }),
  "mod graph": go("-go= -x", "none", { network: true }),
  "mod why": go("-m -vendor", "text*", { network: true }),
  "mod verify": go("", "none"),
  "mod vendor": go("-e -v -o=write", "none", { network: true }),
  "mod init": go("", "text?"),
  "mod edit": go(
    "-json -print -fmt -go= -toolchain= -require= -droprequire= -exclude= -dropexclude= -replace=! -dropreplace= -retract= -dropretract= -module= -tool= -droptool=",
    "write?",
  ),
  "work edit": go("-json -print -fmt -go= -use= -dropuse= -replace=! -dropreplace=", "write?"),
  ...named(["work sync", "work init", "work use", "work vendor"], go("-r -v -o=write", "list*")),
  "tool cover": go("-func=read -html=read -mode= -o=write", "none"),
  "tool nm": go("-n -size -sort= -type", "read*"),
  "tool objdump": go("-s= -S -gnu", "read text*"),
  "tool dist list": go("-json", "none"),
  "tool pprof": go(
    "-top -text -tree -list= -peek= -raw -nodecount= -cum -flat -sample_index= -focus= -ignore= -http=! -web! -base=read -diff_base=read -output=write",
    "read*",
  ),
  ...named(["bug", "telemetry", "tool compile", "tool link", "tool asm", "tool cgo"], NEVER),
};

const GOLANGCI = `
  -c=project --config=project --no-config --fix[=] --fast --fast-only -E= --enable= -D= --disable= --enable-only=
  --enable-all --disable-all --default= --timeout= --new[=] --new-from-rev= --new-from-patch=read
  --new-from-merge-base= --out-format=! --path-prefix= --path-mode= --modules-download-mode=
  --build-tags= --tests[=] -v --verbose --color= -j= --concurrency= --issues-exit-code=
  --max-issues-per-linter= --max-same-issues= -p= --presets= --show-stats[=] --skip-dirs= --skip-files=
  -e= --exclude= --exclude-use-default[=] --whole-files --allow-parallel-runners
  --allow-serial-runners --go= --print-issued-lines[=] --print-linter-name[=] --uniq-by-line[=]
  --sort-results --output.*=write --cpu-profile-path=write --mem-profile-path=write
  --trace-path=write --json --debug --format= --short -d --diff --diff-colored --stdin`;

function golangci(operands: string, runs?: "project"): Row {
  return withHelp(GOLANGCI, operands, runs === undefined ? {} : { runs });
}

const MIX_TEST = `
  --all-warnings --breakpoints --color --no-color --cover --exclude= --exit-status= --export-coverage=
  --failed --force --formatter= --include= --listen-on-stdin --max-cases= --max-failures= --max-requires=
  --name-pattern= --no-archives-check --no-compile --no-deps-check --no-elixir-version-check --no-start
  --only= --partitions --preload-modules --profile-require= --raise --repeat-until-failure= --seed=
  --slowest= --slowest-modules= --stale --timeout= --trace --warnings-as-errors -v`;
const MIX_COMPILE = `
  --all-warnings --no-all-warnings --docs --no-docs --debug-info --force -f --ignore-module-conflict
  --long-compilation-threshold= --no-archives-check --no-compile --no-deps-check --no-deps-loading
  --no-elixir-version-check --no-optional-deps --no-prune-code-paths --no-protocol-consolidation
  --no-validate-compile-env --no-warnings-as-errors --warnings-as-errors --return-errors --profile=
  --erl-config=! --tracer=! --verbose --list --include-children --skip-umbrella-children --no-start`;

function mix(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(options, operands, { runs: "project", ...more });
}

const mixDeps = mix(
  "--only= --all --force --check-unused --unlock --unused --check-locked --include-children --no-archives-check --no-compile --target= --no-deps-check --skip-umbrella-apps --skip-local-deps",
  "text*",
  { network: true },
);
const ecto = mix(
  "-r= --repo= -n= --step= --to= --to-exclusive= --all --quiet -q --no-compile --no-deps-check --prefix= --migrations-path=project --strict-version-order --log-migrations-sql --log-migrator-sql --log-level= --pool-size= --force -f --force-drop --no-start",
  "none",
);

const MIX_SUBS: Record<string, Row> = {
  "": mix("-v --version", "none"),
  ...named(
    [
      "help",
      "xref",
      "app.tree",
      "deps.tree",
      "hex.outdated",
      "hex.info",
      "deps",
      "phx.routes",
      "ecto.migrations",
    ],
    mix(
      "--search= --names --aliases --all --format= --only= --exclude= --no-compile --sink= --source= --label= --within-apps -r= --fail-above= --group= --module= --include-siblings",
      "text*",
    ),
  ),
  ...named(["compile", "compile.elixir", "deps.compile"], mix(MIX_COMPILE, "text*")),
  test: mix(MIX_TEST, "args*"),
  "test.coverage": mix("", "none"),
  format: mix(
    "--check-formatted --dry-run --dot-formatter=! --no-compile --no-exit --stdin-filename= --migrate --force",
    "args*",
  ),
  credo: mix(
    "-a --all -A --all-priorities --strict -c= --checks= --checks-with-tag= --checks-without-tag= -C= --config-name= --config-file=! --format= -i= --ignore= --ignore-checks= --min-priority= --only= --files-included= --files-excluded= --mute-exit-status --no-color --color --verbose --read-from-stdin -v --version --debug --crash-on-error --all-priorities --first-run --enable-disabled-checks=",
    "args*",
  ),
  "credo diff": mix("--from-git-ref= --from-git-merge-base= --since= --strict --all", "args*"),
  dialyzer: mix(
    "--no-compile --no-check --force-check --ignore-exit-status --list-unused-filters --plt --format= --quiet --quiet-with-result --raw",
    "none",
  ),
  sobelow: mix(
    "-v --verbose -r=dir --root=dir -i= --ignore= -d= --details= -f= --format= --exit[=] --skip --router=read --private --strict --threshold= --out=write --compact --config",
    "none",
  ),
  ...named(
    ["deps.get", "deps.update", "deps.unlock", "deps.clean", "hex.audit", "deps.audit"],
    mixDeps,
  ),
  ...named(
    [
      "clean",
      "docs",
      "coveralls",
      "gettext.extract",
      "gettext.merge",
      "assets.build",
      "assets.deploy",
      "assets.setup",
      "setup",
      "quality",
      "lint",
      "check",
      "precommit",
      "ci",
    ],
    mix(`${MIX_TEST} --deps --only= --merge --check-up-to-date`, "args*"),
  ),
  ...named(
    [
      "ecto.migrate",
      "ecto.create",
      "ecto.rollback",
      "ecto.drop",
      "ecto.reset",
      "ecto.setup",
      "ecto.dump",
      "ecto.load",
    ],
    ecto,
  ),
  ...named(
    [
      "ash.codegen",
      "ash.migrate",
      "ash.setup",
      "ash.reset",
      "ash.rollback",
      "ash_postgres.generate_migrations",
    ],
    mix("--name= --dry-run --check --yes --dev --domains= --quiet --no-format", "text*"),
  ),
  ...named(
    [
      "ecto.gen.migration",
      "phx.gen.schema",
      "phx.gen.context",
      "phx.gen.live",
      "phx.gen.html",
      "phx.gen.json",
      "phx.gen.auth",
    ],
    mix(
      "-r= --repo= --no-context --no-schema --no-migration --table= --web= --binary-id --live --no-live --migration",
      "text*",
    ),
  ),
  "phx.digest": mix("-o=write --output=write --no-vsn", "list?"),
  "phx.server": mix("--open! --no-halt --no-compile --no-start", "none"),
  run: row(
    "-e=! --eval=! -r=! --require=! -p! --parallel! -c=! --config=! --no-start --no-halt --no-compile --no-deps-check --no-mix-exs --preload-modules -h --help",
    "run args*",
    { runs: "project" },
  ),
  do: row("--app=", "run run*"),
  release: mix("--overwrite --no-compile --no-deps-check --path=write --quiet --version=", "text?"),
  new: withHelp("--app= --module= --sup --umbrella", "write"),
  ...named(
    [
      "cmd",
      "eval",
      "archive.install",
      "escript.install",
      "local.hex",
      "local.rebar",
      "hex.publish",
      "hex.user",
      "hex.organization",
      "igniter.install",
      "hex.config",
      "profile.eprof",
    ],
    NEVER,
  ),
};

const COMPOSER = `
  -q --quiet -V --version --ansi --no-ansi -n --no-interaction --profile --no-plugins --no-scripts
  -d=dir --working-dir=dir --no-cache -v -vv -vvv --verbose -h --help --silent`;
const composerInstall = row(
  `${COMPOSER} --dev --no-dev --no-autoloader --no-progress --no-install --no-update --prefer-source
  --prefer-dist --prefer-install= --audit --no-audit --audit-format= -o --optimize-autoloader -a
  --classmap-authoritative --apcu-autoloader --ignore-platform-req= --ignore-platform-reqs --dry-run
  -w --update-with-dependencies -W --update-with-all-dependencies --with-dependencies
  --with-all-dependencies --with= --lock --root-reqs --prefer-stable --prefer-lowest --sort-packages
  --minimal-changes -m --fixed --no-suggest --unused --patch-only --bump-after-update[=]`,
  "package*",
  { network: true, runs: "project" },
);
const composerRead = row(
  `${COMPOSER} -a --all --locked -i --installed -p --platform --available -s --self -N --name-only -P
  --path -t --tree -l --latest -o --outdated -m --minor-only -M --major-only -D --direct --strict -f=
  --format= --no-dev --ignore= --ignore-platform-req= --ignore-platform-reqs -r --recursive
  --no-check-all --check-lock --no-check-lock --no-check-publish --with-dependencies -A --only-name
  --only-vendor --type= --abandoned= --show -H --homepage --list --absolute`,
  "text*",
  { network: true },
);

const COMPOSER_SUBS: Record<string, Row> = {
  "": row(COMPOSER, "none"),
  ...named(
    [
      "show",
      "info",
      "outdated",
      "why",
      "depends",
      "why-not",
      "prohibits",
      "licenses",
      "search",
      "suggests",
      "fund",
      "status",
      "validate",
      "check-platform-reqs",
      "audit",
      "diagnose",
      "about",
      "help",
      "list",
      "browse",
    ],
    composerRead,
  ),
  ...named(
    ["install", "i", "update", "u", "upgrade", "require", "reinstall", "bump"],
    composerInstall,
  ),
  remove: composerInstall,
  ...named(
    ["run", "run-script"],
    row(`${COMPOSER} --timeout= --dev --no-dev -l --list`, "run? args*", { runs: "project" }),
  ),
  ...named(
    ["test", "lint", "check", "cs", "cs-fix", "phpstan", "analyse"],
    row(COMPOSER, "args*", { runs: "project" }),
  ),
  exec: row(`${COMPOSER} -l --list`, "run? args*", { runs: "project" }),
  ...named(
    ["dump-autoload", "dumpautoload", "clear-cache", "clearcache", "normalize"],
    row(
      `${COMPOSER} -o --optimize -a --classmap-authoritative --apcu --dry-run --no-dev --dev --strict-psr`,
      "none",
      { runs: "project" },
    ),
  ),
  ...named(["config", "global", "create-project", "self-update", "init", "archive"], NEVER),
};

const DOTNET_BUILD = `
  -c= --configuration= -f= --framework= -r= --runtime= -a= --arch= --os= -o=write --output=write
  --no-restore --no-build --no-dependencies --no-incremental --no-logo --nologo -v= --verbosity=
  --self-contained[=] --no-self-contained --version-suffix= --force --interactive --use-current-runtime
  --ucr --tl[=] --disable-build-servers --artifacts-path=write -s=host! --source=host! --packages=write
  --locked-mode --use-lock-file --no-cache --ignore-failed-sources -p=! -p:*! /p:*! -property:*!
  --property=! -bl -maxcpucount[=] -m[=] -h --help -? --launch-profile= --no-launch-profile --project=project
  --filter= -t --list-tests --blame --collect=(XPlat*|Code*) --collect:XPlat* --collect:Code* --logger=(console*|trx|html|junit|GitHubActions)
  --logger:console* --logger:trx -l=(console*|trx|html|junit|GitHubActions) -v:* --verbosity:* /v:* -c:* -clp:* /clp:* /nologo -warnaserror
  -p:Configuration=* /p:Configuration=* -p:TreatWarningsAsErrors=* /p:TreatWarningsAsErrors=* -p:CollectCoverage=* /p:CollectCoverage=*
  -p:WarningLevel=* --startup-project=project --settings=! --results-directory=write
  --test-adapter-path=! -d=! --diag=write -e= --environment= --no-progress --outdated --vulnerable
  --deprecated --include-transitive --include-prerelease --format= --config=! --highest-minor
  --verify-no-changes --include= --exclude= --severity= --no-color --report=write --diagnostics=`;
const dotnet = row(DOTNET_BUILD, "args*", { runs: "project" });
const dotnetNetwork = row(
  `${DOTNET_BUILD} --version= -n --prerelease --package-directory=write -g --global --tool-path=write --local --add-source=host! --configfile=!`,
  "args*",
  { network: true, runs: "project" },
);

const DOTNET_SUBS: Record<string, Row> = {
  "": row("--version --info --list-sdks --list-runtimes -h --help -d --diagnostics", "none"),
  ...named(
    ["build", "test", "run", "clean", "format", "msbuild", "publish", "pack", "watch test"],
    dotnet,
  ),
  ...named(
    [
      "list package",
      "list reference",
      "list",
      "sln list",
      "tool list",
      "workload list",
      "nuget locals",
      "package list",
      "reference list",
      "sdk check",
      "package search",
    ],
    dotnetNetwork,
  ),
  ...named(
    [
      "restore",
      "add package",
      "add reference",
      "remove package",
      "remove reference",
      "sln add",
      "sln remove",
      "package add",
      "tool restore",
      "tool install",
      "tool update",
    ],
    dotnetNetwork,
  ),
  new: row(
    "-n= --name= -o=write --output=write -f= --framework= -lang= --language= --force --dry-run --no-update-check -h --help --type=",
    "text?",
  ),
  "new list": row("--columns= --author= --language= --tag= -h --help", "text?"),
  csharpier: withHelp("--check --fast --skip-write --no-cache --loglevel=", "write*", {
    runs: "project",
  }),
  "csharpier check": withHelp("--no-cache --log-level=", "write*", { runs: "project" }),
  ...named(
    [
      "ef migrations list",
      "ef migrations add",
      "ef migrations remove",
      "ef database update",
      "ef dbcontext info",
    ],
    row(`${DOTNET_BUILD} --context= --no-connect --json`, "args*", {
      runs: "project",
    }),
  ),
  ...named(
    [
      "exec",
      "fsi",
      "tool run",
      "dev-certs",
      "nuget push",
      "nuget delete",
      "user-secrets",
      "watch",
      "build-server",
      "vstest",
    ],
    NEVER,
  ),
};

const MAVEN = `
  -q --quiet -B --batch-mode -e --errors -X --debug -U --update-snapshots -o --offline -V --show-version -v
  --version -N --non-recursive -am --also-make -amd --also-make-dependents -pl= --projects= -rf=
  --resume-from= -P= --activate-profiles= -T= --threads= -fae --fail-at-end -ff --fail-fast -fn --fail-never
  -nsu --no-snapshot-updates -ntp --no-transfer-progress -C --strict-checksums -c --lax-checksums
  -f=project --file=project -s=! --settings=! -gs=! --global-settings=! -t=! --toolchains=! -l=write
  --log-file=write -D=! -D*! -DskipTests[=] -DskipITs[=] -Dtest= -Dit.test= -DfailIfNoTests= -DfailIfNoSpecifiedTests=
  -Dsurefire.failIfNoSpecifiedTests= -Dsurefire.useFile= -Dmaven.test.skip[=] -Dmaven.test.failure.ignore[=] -Dstyle.color=
  -Dcheckstyle.skip[=] -Dspotless.check.skip[=] -Djacoco.skip[=] -Dmaven.javadoc.skip[=] -Dgroups= -Dverbose[=]
  -Dincludes= -DoutputType= -Ddetail[=] -Dartifact= --color= -h --help -itr -ep= -b=`;
const maven = row(MAVEN, "none", { single: true, network: true, runs: "project" });

const GRADLE = `
  -q --quiet -i --info -d --debug -w --warn -s --stacktrace -S --full-stacktrace --console= --color-output=
  --warning-mode= -a --no-rebuild --no-daemon --daemon --foreground --status --stop --build-cache
  --no-build-cache --configuration-cache --no-configuration-cache --configuration-cache-problems=
  --configure-on-demand --no-configure-on-demand --continue --no-continue -m --dry-run --offline --parallel
  --no-parallel --max-workers= --refresh-dependencies --refresh-keys --rerun-tasks --rerun --profile -t
  --continuous -u -x= --exclude-task= --tests= --test-dry-run --fail-fast --priority= --scan! --no-scan
  -P=! -P*! -D=! -D*! --project-prop=! --system-prop=! -I=! --init-script=! -b=! --build-file=! -c=!
  --settings-file=! --include-build=! -p=dir --project-dir=dir --project-cache-dir=write -g=!
  --gradle-user-home=! -F=! --dependency-verification=! -M=! --write-verification-metadata=! --write-locks
  --update-locks= -v -V --version --show-version -h -? --help --no-watch-fs --watch-fs --all --configuration=
  --dependency= --task= --group= --single-path --types --property= --gradle-version= --distribution-type=`;

const gradle = row(GRADLE, "args*", { network: true, runs: "project" });
const GRADLE_SUBS: Record<string, Row> = {
  "": row(GRADLE, "none"),
  ...named(
    [
      "tasks",
      "projects",
      "properties",
      "dependencies",
      "dependencyInsight",
      "buildEnvironment",
      "components",
      "help",
      "javaToolchains",
      "outgoingVariants",
    ],
    gradle,
  ),
  ...named(
    [
      "build",
      "assemble",
      "check",
      "test",
      "clean",
      "compileJava",
      "compileKotlin",
      "compileTestJava",
      "compileTestKotlin",
      "classes",
      "testClasses",
      "jar",
      "javadoc",
    ],
    gradle,
  ),
  ...named(
    [
      "lint",
      "ktlintCheck",
      "ktlintFormat",
      "detekt",
      "spotlessCheck",
      "spotlessApply",
      "checkstyleMain",
      "assembleDebug",
      "testDebugUnitTest",
      "lintDebug",
      "jacocoTestReport",
      "integrationTest",
    ],
    gradle,
  ),
  ...named(["wrapper", "init"], NEVER),
  // Any task: a rule spells those it grants.
  "*": gradle,
};
const gradleRow = row(GRADLE, "none", { runs: "project", sub: GRADLE_SUBS });

const BUNDLE = "--no-color --retry= -r= -V --verbose -h --help";
const bundleInstall = row(
  `${BUNDLE} --jobs= -j= --local --quiet --frozen --deployment --without= --with= --path=write --clean --force
  --redownload --full-index --no-cache --prefer-local --gemfile=project --system --standalone[=]
  --binstubs[=] --no-prune --group= -g= --all --conservative --patch --minor --major --strict --source=
  --ruby --bundler[=] --pre --skip-install --version= -v= --git=host! --github= --branch= --optimistic
  --require=`,
  "package*",
  { network: true, runs: "project" },
);
const bundleRead = row(
  `${BUNDLE} --paths --name-only --only-group= --without-group= --outdated --path --dry-run --gemfile=project
  --parseable --porcelain --strict --groups --group= --local --pre --patch --minor --major
  --filter-major --filter-minor --filter-patch --only-explicit --source= --update[=] -u -q --quiet
  --ignore= --format= --print --conservative --lockfile=write --add-platform= --remove-platform= --normalize-platforms`,
  "text*",
  { network: true, runs: "project" },
);

const gemRead = withHelp(
  "-l --local -r --remote -b --both -d --details --no-details -a --all -e --exact --versions --no-versions --prerelease --pre -i --installed -v= --version= -q --quiet -V --verbose --pipe -n= --reverse-dependencies -s=host! --source=host! --platform= --lines",
  "text*",
  { network: true },
);

/** Toolchains and package managers of compiled and other languages. */
export const LANGUAGE_TOOLS = {
  cargo: row(CARGO, "none", { sub: CARGO_SUBS }),
  rustup: row("-v --verbose -q --quiet", "none", { sub: RUSTUP_SUBS }),
  rustc: row(RUSTC, "read*"),
  rustfmt: row(
    "--check --edition= --emit= --color= --config= --config-path=read -l --files-with-diff -v --verbose -q --quiet --backup --print-config=! --skip-children --style-edition= -V --version -h --help --file-lines=",
    "write*",
  ),
  go: row("-C=dir", "none", { single: true, sub: GO_SUBS }),
  gofmt: row("-d -e -l -s -w -r= -cpuprofile=write", "write*", { single: true }),
  ...named(
    ["goimports", "gofumpt", "golines"],
    row(
      "-d -e -l -w -v -extra -format-only -local= -srcdir= -lang= -modpath= -version -m= -base-formatter=! -cpuprofile=write -memprofile=write -trace=write",
      "write*",
      { single: true },
    ),
  ),
  ...named(
    [
      "staticcheck",
      "revive",
      "errcheck",
      "ineffassign",
      "govulncheck",
      "deadcode",
      "gosec",
      "unparam",
      "gocyclo",
    ],
    row(
      "-checks= -tags= -tests[=] -f= -fail= -go= -explain= -list-checks -matrix -merge -show-ignored -version -debug.version -config=project -formatter= -exclude= -set_exit_status -blank -asserts -ignoretests -abspath -verbose -v -json -mode= -scan= -show= -C=dir -test -generated -filter= -whylive= -fmt= -out=write -quiet -severity= -confidence= -include= -exclude-dir= -nosec -over= -top= -avg -ignore=",
      "args*",
      { single: true },
    ),
  ),
  ...named(
    ["gotestsum"],
    row(
      "-f= --format= --format-hide-empty-pkg --format-icons= --hide-summary= --jsonfile=write --junitfile=write --rerun-fails[=] --packages= --max-fails= --no-color --raw-command! --post-run-command=! --watch --watch-chdir --version --debug --junitfile-testsuite-name= -h --help",
      "args*",
      { runs: "project" },
    ),
  ),
  "golangci-lint": row("-v --verbose --color=", "none", {
    runs: "project",
    sub: {
      "": row("--version -h --help", "none"),
      run: golangci("args*"),
      fmt: golangci("write*"),
      ...named(
        [
          "linters",
          "formatters",
          "version",
          "help",
          "help linters",
          "help formatters",
          "config path",
          "config verify",
          "cache status",
          "cache clean",
          "completion",
        ],
        golangci("text*"),
      ),
      ...named(["custom", "migrate"], NEVER),
    },
  }),
  mix: row("", "none", { runs: "project", sub: MIX_SUBS }),
  elixir: row(
    "-v --version -h --help -e=! --eval=! -r=! -S=! -pr=! -pa=! -pz=! --erl=! --no-halt --rpc-eval=!",
    "run args*",
  ),
  elixirc: row(
    "-v --version -h --help -o=write --warnings-as-errors --ignore-module-conflict --no-docs --no-debug-info",
    "read*",
  ),
  ...named(["iex", "erl", "escript"], row("-v --version -h --help", "!")),
  rebar3: row("", "none", {
    runs: "project",
    sub: {
      "": row("-v --version -h --help", "none"),
      ...named(
        [
          "compile",
          "eunit",
          "ct",
          "dialyzer",
          "xref",
          "lint",
          "fmt",
          "cover",
          "clean",
          "proper",
          "tree",
          "deps",
          "version",
          "help",
          "report",
        ],
        withHelp(
          "-v --verbose -c --cover --module= --suite= --case= --dir=project --app= --group= --readable= -w --write --check -u -s --succ-typings",
          "args*",
        ),
      ),
      ...named(
        ["get-deps", "upgrade", "unlock", "release"],
        withHelp("-a --all", "text*", { network: true }),
      ),
      ...named(["shell", "escriptize", "as", "do", "new", "hex publish"], NEVER),
    },
  }),
  composer: row(COMPOSER, "none", { runs: "project", sub: COMPOSER_SUBS }),
  ...named(
    ["php-cs-fixer"],
    row("", "none", {
      runs: "project",
      from: "composer",
      sub: {
        "": row("-V --version -h --help", "none"),
        ...named(
          ["fix", "check", "list-files", "describe", "list"],
          withHelp(
            "--path-mode= --allow-risky= --config=project --dry-run --rules= --using-cache= --cache-file=write --diff --format= --stop-on-violation --show-progress= --sequential -q -v -vv -vvv --no-interaction -n --ansi --no-ansi",
            "write*",
          ),
        ),
      },
    }),
  ),
  ...named(
    ["phpcs", "phpcbf"],
    row(
      "-h --help --version -n -w -s -p -v -l -a --standard=project --report= --report-*=write --report-file=write --colors --no-colors --extensions= --ignore= --severity= --exclude= --sniffs= --parallel= -i -e --bootstrap=! -d=! --runtime-set=! --config-set=! --config-show --filter= -q --cache[=] --no-cache --basepath= --tab-width= --encoding=",
      "write*",
      { runs: "project", from: "composer" },
    ),
  ),
  phpstan: row("", "none", {
    runs: "project",
    from: "composer",
    sub: {
      "": row("-V --version -h --help", "none"),
      ...named(
        ["analyse", "analyze"],
        withHelp(
          "-c=project --configuration=project -l= --level= --no-progress --debug -a=! --autoload-file=! --error-format= -b=write --generate-baseline[=] --memory-limit= --allow-empty-baseline --xdebug --pro -v -vv -vvv -q --no-interaction -n --ansi --no-ansi",
          "args*",
        ),
      ),
      "clear-result-cache": withHelp("-c=project --configuration=project", "none"),
      "dump-parameters": withHelp("-c=project --json -l=", "none"),
      diagnose: withHelp("-c=project", "none"),
    },
  }),
  psalm: row(
    "-h --help -v --version -c=project --config=project --no-cache --no-diff --diff --threads= --output-format= --show-info= --stats --alter --dry-run --issues= --set-baseline= --update-baseline --no-progress --monochrome -m --long-progress --report=write --clear-cache --find-unused-code[=] --php-version= --memory-limit= -r=dir --root=dir --plugin=! --taint-analysis",
    "args*",
    { runs: "project", from: "composer" },
  ),
  ...named(
    ["phpunit", "pest", "paratest"],
    row(
      "-h --help --version -c=project --configuration=project --filter= --testsuite= --group= --exclude-group= --list-tests --list-suites --list-groups --stop-on-failure --stop-on-error --stop-on-defect --fail-on-warning --fail-on-risky --testdox --colors[=] --verbose -v --debug --no-coverage --coverage-text[=]! --coverage-html=write --coverage-clover=write --coverage --min= --log-junit=write --testdox-text=write --order-by= --random-order-seed= --no-progress --no-output --display-warnings --display-deprecations --display-all-issues --cache-directory=write --do-not-cache-result --process-isolation --parallel -p= --processes= --dirty --compact --ci --bail --bootstrap=! --prepend=! --include-path=! -d=! --printer=! --extension=! --no-configuration --no-extensions",
      "args*",
      { runs: "project", from: "composer" },
    ),
  ),
  pint: row(
    "--test --dirty --diff= --bail --repair --format= --preset= --config=project -v -vv -vvv -q --no-interaction -n --ansi --no-ansi --parallel --max-processes=",
    "write*",
    { runs: "project", from: "composer" },
  ),
  rector: row("", "none", {
    runs: "project",
    from: "composer",
    sub: {
      "": row("-V --version -h --help", "none"),
      ...named(
        ["process", "list-rules"],
        withHelp(
          "-n --dry-run -c=project --config=project --no-progress-bar --no-diffs --output-format= --memory-limit= --clear-cache --only= --debug --xdebug -v -vv -vvv -q --ansi --no-ansi --no-interaction",
          "write*",
        ),
      ),
    },
  }),
  dotnet: row("-d --diagnostics", "none", { sub: DOTNET_SUBS }),
  nuget: row("", "none", {
    sub: {
      ...named(
        ["list", "search", "help", "locals"],
        row(
          "-Source=host! -Verbosity= -AllVersions -Prerelease -NonInteractive -Take= -list -clear",
          "text*",
          { single: true, network: true },
        ),
      ),
      ...named(
        ["restore", "install", "update"],
        row(
          "-Source=host! -Verbosity= -NonInteractive -OutputDirectory=write -PackagesDirectory=write -Version= -Prerelease -ConfigFile=! -MSBuildPath=!",
          "package*",
          { single: true, network: true },
        ),
      ),
      ...named(["push", "delete", "setapikey", "sources", "config"], NEVER),
    },
  }),
  ...named(
    ["mvn", "mvnw", "mvnd"],
    row(MAVEN, "none", {
      single: true,
      runs: "project",
      sub: {
        "": row(MAVEN, "none", { single: true }),
        ...named(
          [
            "validate",
            "compile",
            "test-compile",
            "test",
            "package",
            "verify",
            "install",
            "clean",
            "site",
            "integration-test",
            "generate-sources",
          ],
          maven,
        ),
        ...named(
          ["clean test", "clean compile", "clean package", "clean verify", "clean install"],
          maven,
        ),
        ...named(
          [
            "dependency:tree",
            "dependency:analyze",
            "dependency:resolve",
            "dependency:list",
            "dependency:go-offline",
            "versions:display-dependency-updates",
            "versions:display-plugin-updates",
            "help:effective-pom",
            "help:describe",
            "help:active-profiles",
          ],
          maven,
        ),
        ...named(
          [
            "spotless:check",
            "spotless:apply",
            "checkstyle:check",
            "spotbugs:check",
            "pmd:check",
            "surefire:test",
            "jacoco:report",
            "fmt:format",
            "fmt:check",
            "enforcer:enforce",
          ],
          maven,
        ),
        ...named(
          [
            "deploy",
            "exec:java",
            "exec:exec",
            "release:prepare",
            "release:perform",
            "wrapper:wrapper",
          ],
          NEVER,
        ),
      },
    }),
  ),
  ...named(["gradle", "gradlew"], gradleRow),
  gem: row("", "none", {
    sub: {
      "": row("-v --version -h --help", "none"),
      ...named(
        [
          "list",
          "search",
          "info",
          "specification",
          "outdated",
          "dependency",
          "environment",
          "env",
          "which",
          "contents",
          "query",
          "help",
          "stale",
          "check",
          "sources --list",
        ],
        gemRead,
      ),
      ...named(
        ["install", "update", "fetch"],
        withHelp(
          "-v= --version= -N --no-document --document= -i=write --install-dir=write -n=write --bindir=write --user-install --no-user-install -f --force --conservative --pre --prerelease -s=host! --source=host! -l --local -r --remote -q --quiet -V --verbose -g=project --file=project --minimal-deps --development -P= --trust-policy= --platform= --system",
          "package*",
          { network: true, runs: "project" },
        ),
      ),
      ...named(
        ["uninstall", "cleanup", "pristine"],
        withHelp(
          "-a --all -v= --version= -x --executables -I --ignore-dependencies -n --dry-run -d --force -q",
          "text*",
        ),
      ),
      build: withHelp("--strict -o=write --output=write -C=dir --force -q", "read"),
      ...named(
        ["push", "yank", "owner", "signin", "signout", "sources", "exec", "open", "server", "cert"],
        NEVER,
      ),
    },
  }),
  ...named(
    ["bundle", "bundler"],
    row(BUNDLE, "none", {
      runs: "project",
      sub: {
        "": bundleInstall,
        exec: row("--keep-file-descriptors --gemfile=project", "run args*"),
        ...named(
          [
            "list",
            "show",
            "info",
            "outdated",
            "check",
            "platform",
            "env",
            "doctor",
            "licenses",
            "version",
            "help",
            "viz",
            "audit",
            "lock",
          ],
          bundleRead,
        ),
        ...named(["install", "update", "add", "cache", "package"], bundleInstall),
        ...named(
          ["remove", "clean", "pristine", "binstubs", "init"],
          row(`${BUNDLE} --dry-run --force --install --all --path=write`, "text*", {
            runs: "project",
          }),
        ),
        // A second operand sets the value.
        "config get": row(BUNDLE, "text"),
        "config list": row(`${BUNDLE} --parseable`, "none"),
        ...named(
          ["config", "console", "open", "plugin", "gem", "inject", "config set", "config unset"],
          NEVER,
        ),
      },
    }),
  ),
} satisfies Record<string, Row>;
