import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const PYTEST = `
  @*! -# -k= -m= --markers -x --exitfirst --fixtures --fixtures-per-test --pdb! --pdbcls=! --trace! --capture= -s --runxfail --lf
  --last-failed --ff --failed-first --nf --new-first --cache-show[=] --cache-clear --lfnf= --last-failed-no-failures= --sw
  --stepwise --sw-skip --stepwise-skip --sw-reset --durations= --durations-min= -v -vv -vvv --verbose --no-header --no-summary
  --no-fold-skipped --force-short-summary -q -qq --quiet --verbosity= -r= --disable-warnings --disable-pytest-warnings -l
  --showlocals --no-showlocals --tb= --xfail-tb --show-capture= --full-trace --color= --code-highlight= --pastebin=! --junit-xml=write
  --junitxml=write --junit-prefix= --junitprefix= -W= --pythonwarnings= --maxfail= --strict-config --strict-markers --strict
  -c=! --config-file=! --continue-on-collection-errors --rootdir=dir --collect-only --co --pyargs --ignore=list --ignore-glob=
  --deselect= --confcutdir=! --noconftest --keep-duplicates --collect-in-virtualenv --import-mode= --doctest-modules
  --doctest-report= --doctest-glob= --doctest-ignore-import-errors --doctest-continue-on-failure --basetemp=write -V --version -p=!
  --trace-config --debug[=]! -o=! --override-ini=! --assert= --setup-only --setup-show --setup-plan --log-level= --log-format=
  --log-date-format= --log-cli-level= --log-cli-format= --log-cli-date-format= --log-file=write --log-file-mode= --log-file-level=
  --log-auto-indent= --log-disable= --no-cov --cov[=] --cov-report=(term|term-missing|xml|html|json|lcov|term-missing:skip-covered)   --cov-config=! --cov-fail-under=
  --cov-branch --cov-append --cov-context= --no-cov-on-fail -n= --numprocesses= --dist= --maxprocesses= --max-worker-restart= --tx=! --rsyncdir=!
  --asyncio-mode= --timeout= --timeout-method= --session-timeout= --reruns= --reruns-delay= --only-rerun= --randomly-seed= --randomly-dont-reorganize
  --random-order --random-order-seed= --benchmark-only --benchmark-skip --benchmark-disable --benchmark-json=write --snapshot-update
  --create-db --reuse-db --no-migrations --nomigrations --ds= --dc= --html=write --self-contained-html --json-report --json-report-file=write --testmon
  --picked[=] --hypothesis-seed= --hypothesis-show-statistics --hypothesis-profile= --hypothesis-verbosity= --headed --browser= --tracing= --video= --screenshot= --slowmo= --base-url=host
  --ruff --mypy --flake8 --pylint --inline-snapshot= --force-regen --instafail --no-success-flaky-report --splits= --group= --store-durations --forked --boxed --memray --record-mode= --block-network`;

const RUFF = `
  -v --verbose -q --quiet -s --silent --config=project --isolated --fix --no-fix --unsafe-fixes --no-unsafe-fixes --show-fixes --no-show-fixes --diff --check
  -w --watch --fix-only --no-fix-only --ignore-noqa --output-format= -o=write --output-file=write --target-version= --preview --no-preview --statistics
  --add-noqa[=] --show-files --show-settings --select= --ignore= --extend-select= --extend-ignore= --per-file-ignores= --extend-per-file-ignores=
  --fixable= --unfixable= --extend-fixable= --exclude= --extend-exclude= --respect-gitignore --no-respect-gitignore --force-exclude --no-force-exclude
  -n --no-cache --cache-dir=write --stdin-filename= --extension= -e --exit-zero --exit-non-zero-on-fix --exit-non-zero-on-format --line-length= --range= --all
  --direction= --min-dots --detect-string-imports --no-detect-string-imports --python=dir`;

const BLACK = `
  -l= --line-length= -t= --target-version= --pyi --ipynb --python-cell-magics= -x --skip-source-first-line -S --skip-string-normalization -C
  --skip-magic-trailing-comma --preview --unstable --enable-unstable-feature= --check --diff --color --no-color --line-ranges= --fast --safe --required-version=
  --exclude= --extend-exclude= --force-exclude= --include= --stdin-filename= -W= --workers= -q --quiet -v --verbose --version --config=project --no-cache -c!
  --code=! --line-length=`;

const ISORT = `
  -V --version --vn --version-number -v --verbose --only-modified --om --dedup-headings -q --quiet -d --stdout --overwrite-in-place --show-config --show-files --df --diff
  -c --check-only --check --ws --ignore-whitespace --sp=project --settings-path=project --settings-file=project --cr=dir --config-root=dir --profile= --old-finders -j= --jobs= --ac
  --atomic --interactive! --filter-files -s= --skip= --extend-skip= --sg= --skip-glob= --extend-skip-glob= --gitignore --skip-gitignore --ext= --extension= --blocked-extension= --dont-follow-links --filename=
  --allow-root -a= --add-import= --af --append --rm= --remove-import= --float-to-top -l= --line-length= -w= --line-width= -m= --multi-line= --tc --trailing-comma
  --src=dir -p= --project= --py= --python-version= --known-local-folder= -o= -f= --color --resolve-all-configs -e --sl --force-single-line-imports --fss --fas --ca --combine-as --cs --ds`;

const FLAKE8 = `
  -v --verbose --output-file=write -a --append-config=! --config=! --isolated --enable-extensions=! --require-plugins= --version -q --quiet --color= --count --exclude=
  --extend-exclude= --filename= --stdin-display-name= --format= --hang-closing --ignore= --extend-ignore= --per-file-ignores= --max-line-length= --max-doc-length=
  --indent-size= --select= --extend-select= --disable-noqa --show-source --no-show-source --statistics --exit-zero -j= --jobs= --tee --benchmark --bug-report --max-complexity=
  --builtins= --doctests --include-in-doctest= --exclude-from-doctest= --extend-default-ignore=`;

const PYLINT = `
  --version --rcfile=! --init-hook=! --load-plugins=! --output=write --errors-only -E --verbose -v --fail-under= --fail-on= --ignore= --ignore-patterns= --ignore-paths= --jobs= -j= --disable= -d= --enable= -e=
  --msg-template= --output-format=(text|json|json2|colorized|parseable) -f=! --reports= -r= --score= -s= --recursive= --py-version= --max-line-length=
  --good-names= --list-msgs --list-msgs-enabled --list-groups --list-conf-levels --list-extensions --help-msg= --exit-zero --from-stdin --disable-all-extensions --persistent= --confidence= --extension-pkg-allow-list=! --extension-pkg-whitelist=! --unsafe-load-any-extension=! --generate-rcfile
  --generate-toml-config --source-roots=dir --clear-cache-post-run= --max-args= --min-similarity-lines= --notes= --additional-builtins=`;

const MYPY = `
  -v --verbose -V --version -O= --output= --config-file=! --warn-unused-configs --no-namespace-packages --namespace-packages --ignore-missing-imports --follow-imports= --follow-untyped-imports
  --python-executable=! --no-site-packages --no-silence-site-packages --python-version= --platform= --always-true= --always-false= --disallow-any-unimported --disallow-any-expr
  --disallow-any-decorated --disallow-any-explicit --disallow-any-generics --disallow-subclassing-any --disallow-untyped-calls --untyped-calls-exclude= --disallow-untyped-defs --disallow-incomplete-defs
  --check-untyped-defs --disallow-untyped-decorators --implicit-optional --no-implicit-optional --no-strict-optional --warn-redundant-casts --no-warn-unused-ignores --warn-unused-ignores
  --no-warn-no-return --warn-return-any --warn-unreachable --allow-untyped-globals --allow-redefinition --no-implicit-reexport --strict-equality --extra-checks --strict --disable-error-code=
  --enable-error-code= --show-error-context --show-column-numbers --show-error-end --hide-error-codes --show-error-codes --show-error-code-links --pretty --no-color-output --no-error-summary --show-absolute-path
  --no-incremental --incremental --cache-dir=write --sqlite-cache --cache-fine-grained --skip-version-check --skip-cache-mtime-checks --pdb! --show-traceback --tb --raise-exceptions --custom-typing-module=! --custom-typeshed-dir=!
  --warn-incomplete-stub --shadow-file=! --any-exprs-report=write --cobertura-xml-report=write --html-report=write --linecount-report=write --linecoverage-report=write --txt-report=write --xml-report=write
  --junit-xml=write --junit-format= --find-occurrences= --scripts-are-modules --install-types! --non-interactive! --explicit-package-bases --exclude= -m= --module= -p= --package= -c=! --command=! --fast-module-lookup --enable-incomplete-feature= --local-partial-types --exclude-gitignore`;

const PYRIGHT = `
  --version -p=project --project=project --createstub= --dependencies --level= --outputjson --ignoreexternal --stats --pythonplatform= --pythonpath=! --pythonversion= --skipunannotated -t=dir
  --typeshedpath=dir -v=dir --venvpath=dir --venv-path=dir --verifytypes= --verbose -w --watch --warnings --threads[=]`;

const COVERAGE = `
  -a --append --branch --concurrency= --context= --data-file=write --include= --omit= -L --pylib -p --parallel-mode --source= --source-pkgs= --timid --debug= --rcfile=! -m -i --ignore-errors --keep -q --quiet --fail-under= --precision=
  --skip-covered --no-skip-covered --skip-empty --show-missing --sort= --format= --contexts= -d=write --directory=write --show-contexts --title= -o=write --pretty-print --save-signal=`;

const TOX = `
  -v --verbose -q --quiet --colored= --exit-and-dump-after= -c=! --conf=! --workdir=write --root=dir --runner= --version --no-provision[=] --no-recreate-provision -r --recreate -e= -m= -f= --skip-env= --no-recreate-pkg
  --stderr-color= --result-json=write --hashseed= --discover=! --list-dependencies --no-list-dependencies --sitepackages --skip-missing-interpreters[=] --notest --develop -b --pkg-only --installpkg=! --sdistonly --skip-pkg-install -p[=]
  --parallel[=] -o --parallel-live --parallel-no-spinner -x=! --override=! --force-dep=! -a --listenvs -l --showconfig -s= -n --no-desc -k= --core -d -i=!`;

const NOX = `
  --version -l --list --list-sessions --json -s= --session= --sessions= -e= -p= --python= --pythons= -k= --keywords= -t= --tags= -v --verbose -ts --add-timestamp -R -r --reuse-existing-virtualenvs -N --no-reuse-existing-virtualenvs --reuse-venv=
  -f=! --noxfile=! --envdir=write -x --stop-on-first-error --no-stop-on-first-error --error-on-missing-interpreters --no-install --install-only --report=write --non-interactive --nocolor --no-color --force-color --force-pythons= --forcecolor --no-venv -db= --default-venv-backend= --download-python= --sessions= --no-error-on-missing-interpreters`;

const BANDIT = `
  -r --recursive -a= --aggregate= -n= --number= -c=project --configfile=project -p= --profile= -t= --tests= -s= --skip= -l -ll -lll --level --severity-level= -i -ii -iii --confidence --confidence-level= -f= --format= --msg-template= -o=write --output=write
  -v --verbose -d --debug -q --quiet --silent --ignore-nosec -x= --exclude= -b=read --baseline=read --ini=project --exit-zero --version`;

function check(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(options, operands, { runs: "project", from: "pypi", ...more });
}

const report = check(COVERAGE, "text*");
const django = check(
  "--version --verbosity= -v= --settings= --traceback --no-color --force-color --skip-checks -p= --plan --list -l --check --deploy --tag= --database= --fail-level= --list-tags --dry-run --name= -n= --empty --merge --noinput --no-input --fake --fake-initial --run-syncdb --prune --failfast -k= --keepdb -r --reverse --parallel[=] --tag= --exclude-tag= --debug-mode --debug-sql --timing --shuffle[=] --pdb! --testrunner=! --pythonpath=! --clear --all --update --locale= --ignore= --noreload --insecure! --nothreading",
  "args*",
);

/** Linters, type checkers and test runners that come from PyPI. */
export const PYTHON_CHECKS: Record<string, Row> = {
  ...named(["pytest", "py.test"], check(PYTEST, "args*")),
  ruff: check(
    "-v --verbose -q --quiet -s --silent --config=project --isolated -V --version",
    "none",
    {
      sub: {
        "": check("-V --version", "none"),
        ...named(["check", "format"], check(RUFF, "read*")),
        ...named(
          ["rule", "config", "linter", "version", "help", "analyze graph"],
          check(RUFF, "text*"),
        ),
        clean: check("", "none"),
        server: NEVER,
      },
    },
  ),
  ...named(["black", "blue", "darker"], check(BLACK, "read*")),
  isort: check(ISORT, "read*"),
  ...named(["flake8", "pycodestyle", "pyflakes", "pydocstyle"], check(FLAKE8, "read*")),
  pylint: check(PYLINT, "args*"),
  ...named(["mypy"], check(MYPY, "args*")),
  dmypy: check("--status-file=!", "none", {
    sub: {
      ...named(["run", "check", "start", "restart"], row("--timeout= --log-file=write", "args*")),
      ...named(["status", "stop", "kill"], row("-v", "none")),
    },
  }),
  ...named(["pyright", "basedpyright"], check(PYRIGHT, "args*")),
  ...named(
    ["ty", "pyrefly", "pyre"],
    check("--version -V", "none", {
      sub: {
        "": check("-V --version", "none"),
        ...named(
          ["check", "version"],
          check(
            "--project=dir --python=dir --typeshed=dir --python-version= --output-format= --error= --warn= --ignore= --error-on-warning --exit-zero --watch -W --exclude= --respect-ignore-files -v -q --verbose --quiet --color= --no-progress --config-file=project -c=project",
            "args*",
          ),
        ),
      },
    }),
  ),
  tox: check(TOX, "args*", {
    sub: {
      "": check(TOX, "none"),
      "*": check(TOX, "args*"),
      ...named(
        ["run", "r", "run-parallel", "p", "list", "l", "config", "c", "depends", "de"],
        check(TOX, "args*"),
      ),
      ...named(["exec", "e", "devenv", "d", "quickstart", "q", "legacy", "le"], NEVER),
    },
  }),
  nox: check(NOX, "args*"),
  coverage: check("--version", "none", {
    sub: {
      "": check("--version", "none"),
      ...named(
        ["report", "combine", "erase", "html", "xml", "json", "lcov", "annotate", "debug", "help"],
        report,
      ),
      run: check(`${COVERAGE.replace(" -m ", " ")} -m=module --module=module`, "run args*"),
    },
  }),
  bandit: check(BANDIT, "read*"),
  ...named(
    [
      "autopep8",
      "yapf",
      "autoflake",
      "pyupgrade",
      "docformatter",
      "usort",
      "ssort",
      "add-trailing-comma",
      "unimport",
    ],
    check(
      "--version -v --verbose -d --diff -i --in-place --inplace -r --recursive -j= --jobs= -p --parallel -a --aggressive --experimental --exclude= --list-fixes --ignore= --select= --max-line-length= --line-range= --exit-code -e= --style= --no-local-style -q --quiet -c --check --check-diff --remove-all-unused-imports --remove-unused-variables --remove-duplicate-keys --ignore-init-module-imports --expand-star-imports --imports= --py3-plus --py36-plus --py37-plus --py38-plus --py39-plus --py310-plus --py311-plus --py312-plus --py313-plus --py314-plus --exit-zero-even-if-changed --keep-percent-format -s --stdout --wrap-summaries= --wrap-descriptions= --global-config=! --config=project",
      "read*",
    ),
  ),
  ...named(
    [
      "vulture",
      "radon",
      "xenon",
      "interrogate",
      "deptry",
      "pip-audit",
      "safety",
      "pipdeptree",
      "pip-licenses",
      "pyroma",
      "refurb",
      "djlint",
      "codespell",
      "pydoclint",
      "import-linter",
      "lint-imports",
      "towncrier",
    ],
    check(
      "--version -V -v --verbose -q --quiet --min-confidence= --sort-by-size --exclude= --ignore-names= --ignore-decorators= --make-whitelist -s -a -nc -n= -i= -e= -f= --format= --fail-under= -l= --local --desc[=] -r=read --requirement=read --skip-editable --strict --fix --dry-run --json --json-tree --warn= --packages= -p= --reverse --depth= --order= --from= --with-urls --summary --check --lint --reformat --profile= --max-absolute= --max-modules= --max-average= -w --write-changes --skip= --ignore-words=read --ignore-words-list= -L= -S= -x=read --check-filenames --config=project --contract= --cache-dir=write --no-cache --known-first-party= --per-rule-ignores= -o=write --output=write",
      "text*",
      { network: true },
    ),
  ),
  ...named(["sphinx-build", "mkdocs", "pdoc"], check("--version", "!")),
  ...named(
    ["alembic"],
    check("-c=! --config=! -n= -x= --raiseerr -q", "none", {
      sub: {
        ...named(
          ["current", "history", "heads", "branches", "show", "check"],
          check(
            "-v --verbose -r= --rev-range= -i --indicate-current --resolve-dependencies --check-heads",
            "text*",
          ),
        ),
        ...named(
          ["upgrade", "downgrade", "revision", "merge", "stamp"],
          check(
            "-m= --message= --autogenerate --sql --tag= --head= --splice --branch-label= --version-path=project --rev-id= --depends-on= --purge",
            "text*",
          ),
        ),
        ...named(["edit", "init"], NEVER),
      },
    }),
  ),
  ...named(
    ["django-admin", "manage.py"],
    check("--version", "none", {
      sub: {
        ...named(
          [
            "check",
            "test",
            "showmigrations",
            "makemigrations",
            "migrate",
            "sqlmigrate",
            "diffsettings",
            "findstatic",
            "collectstatic",
            "compilemessages",
            "makemessages",
            "startapp",
            "runserver",
            "loaddata",
            "version",
            "help",
            "inspectdb",
          ],
          django,
        ),
        ...named(
          ["shell", "dbshell", "flush", "createsuperuser", "changepassword", "dumpdata"],
          NEVER,
        ),
        "*": check("", "run args*"),
      },
    }),
  ),
  ...named(
    ["flask", "uvicorn", "gunicorn", "hypercorn", "celery", "streamlit", "fastapi"],
    check("--version -V", "run args*"),
  ),
  ...named(["jupyter", "jupytext", "nbconvert"], check("--version", "!")),
  ...named(
    ["sqlfluff"],
    check("--version", "none", {
      sub: {
        "": check("--version", "none"),
        ...named(
          ["lint", "fix", "format", "parse", "dialects", "rules", "version"],
          check(
            "-d= --dialect= -t= --templater= -r= --rules= -e= --exclude-rules= --config=! --ignore-local-config --encoding= -i= --ignore= --bench --logger= --disable-noqa --disable-noqa-except= --library-path=! --stdin-filename= -v --verbose -n --nocolor -f --force -x= --fixed-suffix= --format= --write-output=write --annotation-level= --nofail --disregard-sqlfluffignores -p= --processes= --disable-progress-bar -q --quiet --FIX-EVEN-UNPARSABLE --check --show-lint-violations -c --code-only -m --include-meta",
            "read*",
          ),
        ),
      },
    }),
  ),
  ...named(
    ["semgrep", "opengrep"],
    check("--version", "none", {
      sub: {
        "": check("--version", "none"),
        ...named(
          ["scan", "ci"],
          check(
            "-c=host! --config=host! -f=host! -e=pattern --pattern=pattern -l= --lang= -a --autofix --dryrun -d --exclude= --include= --exclude-rule= --json --json-output=write --sarif --sarif-output=write --text --junit-xml --gitlab-sast --emacs --vim -o=write --output=write -q --quiet -v --verbose --debug --error --strict --severity= --metrics= --disable-version-check --no-git-ignore --baseline-commit= -j= --jobs= --timeout= --max-target-bytes= --max-memory= --oss-only --dataflow-traces --no-rewrite-rule-ids --validate --test --allow-local-builds! --pro! --dry-run --no-suppress-errors --time --dump-command-for-core",
            "read*",
            { network: true },
          ),
        ),
        ...named(
          ["login", "logout", "publish", "install-semgrep-pro", "lsp", "mcp", "show"],
          NEVER,
        ),
      },
    }),
  ),
  yamllint: check(
    "-c=project --config-file=project -d= --config-data= --list-files -f= --format= -s --strict --no-warnings -v --version",
    "read*",
  ),
};
