import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const RUBOCOP = `
  -v --version -V --verbose-version --only= --except= --only-guide-cops -F --fail-fast -P --parallel --no-parallel -l --lint -x --fix-layout -s= --stdin= -c=project --config=project -d
  --debug -C= --cache= --cache-root=write --no-server --server! --start-server! --stop-server --server-status --restart-server! -r=! --require=! --plugin=! -f=(simple|progress|json|offenses|files|github|clang|emacs) --format=(simple|progress|json|offenses|files|github|clang)   -D --display-cop-names --no-display-cop-names -E --extra-details -S --display-style-guide -o=write --out=write --stderr
  --display-time --display-only-failed --display-only-fail-level-offenses --display-only-correctable --display-only-safe-correctable -a -A --autocorrect --autocorrect-all --auto-correct --auto-correct-all --disable-uncorrectable
  --auto-gen-config --regenerate-todo --auto-gen-only-exclude --auto-gen-enforced-style --no-auto-gen-enforced-style --exclude-limit= --no-exclude-limit --offense-counts --no-offense-counts --auto-gen-timestamp --no-auto-gen-timestamp --force-exclusion
  --only-recognized-file-types --ignore-parent-exclusion --force-default-config --ignore-unrecognized-cops --ignore-disable-comments -L --list-target-files --fail-level= --color --no-color --show-cops[=] --show-docs-url[=] --safe --profile --memory --raise-cop-error --init --lsp! --editor-mode`;

const RSPEC = `
  -v --version -I=! -r=! --require=! -O=! --options=! --order= --seed= --bisect[=] --fail-fast[=] --no-fail-fast --failure-exit-code= --error-exit-code= --fail-if-no-examples --dry-run --drb! --drb-port=! -f=(p|d|documentation|progress|json|html|failures) --format=(documentation|progress|json|p|d)   -o=write --out=write --deprecation-out=write -b --backtrace -c --color --force-color --no-color --force-colour -p[=] --profile[=] --no-profile -w --warnings --only-failures -n --next-failure
  -P=project --pattern=project --exclude-pattern= -e= --example= -E= --example-matches= -t= --tag= --default-path=dir --init`;

const SHELLCHECK = `
  -a --check-sourced -C[=] --color[=] -i= --include= -e= --exclude= --extended-analysis= -f= --format= --list-optional --norc --rcfile=read -o= --enable= -P=dir --source-path=dir -s= --shell= -S= --severity= -V --version -W= --wiki-link-count= -x --external-sources --help`;

const TRIVY = `
  -q --quiet -d --debug -c=! --config=! --cache-dir=write --generate-default-config --insecure! --timeout= -v --version -f= --format= -o=write --output=write -s= --severity= --scanners= --security-checks= --exit-code= --exit-on-eol= --ignore-unfixed --ignorefile=read
  --ignore-policy=! --skip-dirs= --skip-files= --skip-db-update --skip-java-db-update --download-db-only --offline-scan --no-progress --vuln-type= --pkg-types= --list-all-pkgs --dependency-tree --license-full --include-dev-deps --misconfig-scanners= --config-policy=! --config-check=! --config-data=!
  --policy=! --secret-config=! -t=! --template=! --server=host! --token= --module-dir=! --enable-modules=! --image-src= --input=read --platform= --removed-pkgs --severity= --tf-vars=read --helm-set= --helm-values=read --compliance= --report= --parallel= --db-repository=host! --java-db-repository=host! --show-suppressed`;

const BUF = `
  --debug --log-format= --timeout= --version --config=! --path=read --exclude-path= --error-format= --exclude-imports -o=write --output=write --template=! --against=project --against-config=! --limit-to-input-files --disable-symlinks -w --write -d --diff --exit-code --include-imports --include-wkt --as-file-descriptor-set --type= --format=
  --check`;

const tfLint = row(
  "--init! -c=! --config=! --chdir=dir -f= --format= --ignore-module= --enable-rule= --disable-rule= --only= --enable-plugin=! --var-file=read --var= --call-module-type= --force --minimum-failure-severity= --color --no-color --fix --recursive --filter= -v --version -h --help --max-workers=",
  "none",
  { runs: "project" },
);

/** Linters, formatters and scanners which belong to no package world, and those of Ruby. */
export const CHECKS = {
  ...named(["rspec"], withHelp(RSPEC, "args*", { runs: "project", from: "gems" })),
  ...named(
    ["rubocop", "standardrb"],
    withHelp(`${RUBOCOP} --fix --fix-unsafely --no-fix --generate-todo`, "read*", {
      runs: "project",
      from: "gems",
    }),
  ),
  ...named(
    ["srb", "sorbet"],
    withHelp("", "none", {
      runs: "project",
      from: "gems",
      sub: {
        ...named(
          ["tc", "typecheck"],
          withHelp(
            "-e=! --typed= --ignore= -q --quiet -v --verbose -a --autocorrect --isolate-error-code= --suppress-error-code= --error-white-list= --print= -p= --color= --no-error-count --metrics-file=write --dir=dir --file=read --max-threads= --counters",
            "read*",
          ),
        ),
        ...named(["init", "rbi"], NEVER),
      },
    }),
  ),
  ...named(
    [
      "erblint",
      "erb_lint",
      "reek",
      "brakeman",
      "haml-lint",
      "slim-lint",
      "rufo",
      "bundler-audit",
      "bundle-audit",
      "i18n-tasks",
      "fasterer",
      "steep",
    ],
    withHelp(
      "-v --version --lint-all -a --autocorrect --format= -f= -q --quiet -z --no-exit-on-warn --no-pager --no-progress -o=write --output=write -c=! --config=! -r=! --require=! -x --enable-linters= --cache --no-cache --update --check -w= --ignore= -A",
      "args*",
      { runs: "project", from: "gems" },
    ),
  ),
  minitest: withHelp("-v --verbose -n= --name= -s= --seed=", "args*", {
    runs: "project",
    from: "gems",
  }),
  shellcheck: row(SHELLCHECK, "read*"),
  shfmt: row(
    "-version --version -l --list -w --write -d --diff -s --simplify -mn --minify --apply-ignore -ln= --language-dialect= -ln=* -p --posix --filename= --filename=* -i= --indent= -i=* -bn --binary-next-line -ci --case-indent -sr --space-redirects -kp --keep-padding -fn --func-next-line -f --find --to-json --from-json -h --help",
    "write*",
    { single: true },
  ),
  hadolint: withHelp(
    "--version -v -c=read --config=read -f= --format= --no-fail --no-color -V --verbose --error= --warning= --info= --style= --ignore= --trusted-registry= --require-label= --strict-labels --disable-ignore-pragma -t= --failure-threshold= --file-path-in-report=",
    "read*",
  ),
  actionlint: row(
    "-color -config-file=read -debug -format= -ignore= -init-config -no-color -oneline -pyflakes=! -shellcheck=! -stdin-filename= -verbose -version -h -help --help --version",
    "read*",
    { single: true, runs: "project" },
  ),
  zizmor: withHelp(
    "-V --version -v --verbose -q --quiet -o --offline --gh-token= --format= --persona= -p --pedantic --no-progress --no-config -c=read --config=read --min-severity= --min-confidence= --no-exit-codes --collect= --color= --fix[=]",
    "read*",
    { network: true },
  ),
  taplo: withHelp("--colors= --verbose -V --version", "none", {
    sub: {
      "": withHelp("-V --version", "none"),
      ...named(
        ["fmt", "format", "lint", "check", "validate", "get"],
        withHelp(
          "-c=read --config=read --cache-path=write --check --diff --force --no-auto-config -o= --option= --stdin-filepath= --default-schema-catalogs --no-schema --schema=host! --schema-catalog=host! --file-path=read -f=read --output-format= --separator= --strip-newline --colors= --verbose",
          "write*",
        ),
      ),
      ...named(["lsp", "config"], NEVER),
    },
  }),
  buf: withHelp(BUF, "none", {
    runs: "project",
    sub: {
      "": withHelp("--version", "none"),
      ...named(
        [
          "lint",
          "breaking",
          "build",
          "format",
          "ls-files",
          "config ls-lint-rules",
          "config ls-breaking-rules",
          "dep graph",
        ],
        withHelp(BUF, "read?"),
      ),
      ...named(
        ["generate", "dep update", "dep prune", "mod update"],
        withHelp(BUF, "read?", { network: true }),
      ),
      ...named(["push", "curl", "registry login", "beta", "plugin", "lsp", "alpha"], NEVER),
    },
  }),
  protoc: row(
    "--version -h --help -I=dir --proto_path=dir --descriptor_set_out=write -o=write --include_imports --include_source_info --dependency_out=write --error_format= --fatal_warnings --experimental_allow_proto3_optional --decode_raw --cpp_out=write --java_out=write --python_out=write --pyi_out=write --ruby_out=write --csharp_out=write --php_out=write --objc_out=write --kotlin_out=write --go_out=write --go_opt= --go-grpc_out=write --go-grpc_opt= --plugin=! @*!",
    "read*",
    { runs: "project" },
  ),
  gitleaks: withHelp(
    "-c=! --config=! --exit-code= -l= --log-level= --max-target-megabytes= --no-banner --no-color --redact[=] -f= --report-format= -r=write --report-path=write -v --verbose -s=dir --source=dir -b=read --baseline-path=read --enable-rule= -i=read --gitleaks-ignore-path=read --ignore-gitleaks-allow! --timeout=",
    "none",
    {
      sub: {
        ...named(
          ["detect", "protect", "git", "dir", "stdin"],
          withHelp(
            "-c=! --config=! --exit-code= -l= --log-level= --log-opts=! --max-target-megabytes= --no-banner --no-color --no-git --redact[=] -f= --report-format= -r=write --report-path=write -v --verbose -s=dir --source=dir -b=read --baseline-path=read --enable-rule= --staged --pre-commit --follow-symlinks --pipe --platform= --max-archive-depth= --timeout=",
            "read?",
            { runs: "project" },
          ),
        ),
        version: withHelp("", "none"),
      },
    },
  ),
  ...named(["trufflehog", "detect-secrets"], withHelp("--version", "!")),
  trivy: withHelp(TRIVY, "none", {
    sub: {
      "": withHelp("-v --version", "none"),
      ...named(
        ["fs", "filesystem", "repo", "repository", "config", "rootfs", "sbom"],
        withHelp(TRIVY, "read?", { network: true }),
      ),
      ...named(["image", "i"], withHelp(TRIVY, "text?", { network: true })),
      ...named(
        ["version", "clean"],
        withHelp(`${TRIVY} -a --all --scan-cache --vuln-db --java-db`, "none"),
      ),
      ...named(
        ["plugin", "server", "kubernetes", "k8s", "module", "registry", "vm", "convert"],
        NEVER,
      ),
    },
  }),
  ...named(
    ["grype", "syft"],
    withHelp(
      "--version -o= --output= -q --quiet -v --verbose -f= --fail-on= --only-fixed --only-notfixed --by-cve -s= --scope= --exclude= --file=write --add-cpes-if-none --platform= -c=! --config=! -t=! --template=! --name= --show-suppressed",
      "text?",
      { network: true },
    ),
  ),
  tflint: tfLint,
  ...named(
    [
      "tfsec",
      "checkov",
      "kube-linter",
      "kubeconform",
      "kubeval",
      "conftest",
      "cfn-lint",
      "terrascan",
      "kube-score",
    ],
    withHelp(
      "-v --version -f= --format= -o= --output= -s --soft-fail -m= --minimum-severity= --no-color --no-colour --quiet --compact -d=dir --directory=dir --file=read --framework= --check= -c= --skip-check= -e= --exclude= --include= --summary --strict -strict -summary -ignore-missing-schemas -kubernetes-version= --schema-location=host! -schema-location=host! --external-checks-dir=! --external-checks-git=! --config-file=! --policy=! -p=! --policy-dir=!",
      "read*",
      { network: true },
    ),
  ),
  ...named(
    [
      "vale",
      "typos",
      "codespell-rs",
      "lychee",
      "editorconfig-checker",
      "ec",
      "addlicense",
      "reuse",
    ],
    withHelp(
      "-v --version -w --write-changes --diff --format= --output= --minAlertLevel= --glob= --no-exit --no-wrap --ext= --files --hidden --no-ignore --exclude= --force-exclude --locale= --sort --color= --offline --no-progress --verbose --quiet -q --cache --max-retries= --timeout= --accept= --include= --dry-run -c=project --config=project --isolated -check --check",
      "read*",
      { network: true },
    ),
  ),
  ...named(
    ["dprint"],
    withHelp("-V --version", "none", {
      runs: "project",
      sub: {
        "": withHelp("-V --version", "none"),
        ...named(
          ["check", "fmt", "output-file-paths", "output-resolved-config", "version"],
          withHelp(
            "-c=project --config=project --excludes= --allow-no-files --diff --staged --list-different --verbose -L= --log-level= --incremental[=] --plugins=!",
            "write*",
          ),
        ),
        ...named(["init", "add", "upgrade", "config"], NEVER),
      },
    }),
  ),
  ...named(
    ["zig"],
    row("", "none", {
      runs: "project",
      sub: {
        "": row("", "none"),
        ...named(["version", "env", "targets", "zen", "help"], row("", "none")),
        fmt: withHelp("--check --ast-check --exclude= --color= --stdin", "project*"),
        "ast-check": withHelp("--color= -t", "read"),
        build: withHelp(
          "-D*! -Doptimize=* -Dtarget=* --summary= -j* -l --list-steps --verbose --color= -p=write --prefix=write --build-file=! --zig-lib-dir=! --cache-dir=write --global-cache-dir=write --release[=] --fetch",
          "args*",
        ),
        test: withHelp(
          "--test-filter= -O= -target= --summary= -f* --color= --test-runner=! --test-cmd! --test-cmd-bin!",
          "project",
          { runs: "project" },
        ),
        ...named(
          ["run", "init", "cc", "c++", "fetch", "build-exe", "build-lib", "build-obj"],
          NEVER,
        ),
      },
    }),
  ),
  ...named(
    ["helm-docs", "terraform-docs"],
    withHelp(
      "-v --version -c=! --config=! --output-file=write --output-mode= --recursive --output-check --dry-run --chart-search-root=dir --sort-by= --hide= --show= -l= --log-level=",
      "text? dir?",
    ),
  ),
} satisfies Record<string, Row>;
