import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const PIP = `
  -v -vv -vvv --verbose -q -qq --quiet --isolated --require-virtualenv --python=! --no-input --log=write
  --proxy=host! --retries= --timeout= --exists-action= --trusted-host=host! --cert=! --client-cert=!
  --cache-dir=write --no-cache-dir --disable-pip-version-check --no-color --no-python-version-warning
  --use-feature= --use-deprecated= --debug`;
const INDEX = `
  -i=host! --index-url=host! --extra-index-url=host! --no-index -f=host! --find-links=host! --pre
  --no-binary= --only-binary= --prefer-binary --require-hashes --progress-bar= --platform=
  --python-version= --implementation= --abi= --no-build-isolation --use-pep517 --no-use-pep517
  --check-build-dependencies -C= --config-settings= --global-option=! --build-option=!
  --ignore-requires-python --no-clean --no-deps -r=project --requirement=project -c=project
  --constraint=project --group= --src=write`;

function pip(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(`${PIP} ${options}`, operands, more);
}

const pipList = pip(
  `-o --outdated -u --uptodate -e --editable --exclude-editable --include-editable -l --local --user
  --path=dir --pre --format= --not-required --exclude= -i=host! --index-url=host!
  --extra-index-url=host! --no-index -f=host! -r=read --requirement=read --all`,
  "none",
);

/** Sub-commands of pip; `python -m pip` has the same. */
export const PIP_SUBS: Record<string, Row> = {
  "": row("-V --version -h --help", "none"),
  list: pipList,
  freeze: pipList,
  show: pip("-f --files", "text*"),
  check: pip("", "none"),
  inspect: pip("--local --user --path=dir", "none"),
  debug: pip(INDEX, "none"),
  hash: pip("-a= --algorithm=", "read*"),
  help: pip("", "text?"),
  "index versions": pip(`${INDEX} --json`, "text", { network: true }),
  search: pip("", "text*", { network: true }),
  "config list": pip("--user --global --site", "none"),
  "config get": pip("--user --global --site", "text"),
  "config debug": pip("", "none"),
  "cache dir": pip("", "none"),
  "cache info": pip("", "none"),
  "cache list": pip("--format=", "text?"),
  "cache remove": pip("", "text"),
  "cache purge": pip("", "none"),
  install: pip(
    `${INDEX} -e=project --editable=project --dry-run -t=write --target=write --user --root=write
    --prefix=write -U --upgrade --upgrade-strategy= --force-reinstall -I --ignore-installed
    --break-system-packages --compile --no-compile --no-warn-script-location --no-warn-conflicts
    --report=write --root-user-action=`,
    "package*",
    { network: true, runs: "project" },
  ),
  uninstall: pip("-r=read --requirement=read -y --yes --break-system-packages", "text*"),
  download: pip(`${INDEX} -d=write --dest=write`, "package*", { network: true, runs: "project" }),
  wheel: pip(`${INDEX} -w=write --wheel-dir=write -e=project --editable=project`, "package*", {
    network: true,
    runs: "project",
  }),
  ...named(["config set", "config unset", "config edit"], NEVER),
};

const UV = `
  -q --quiet -v --verbose --color= --native-tls --system-certs --offline --no-progress --directory=dir
  --project=dir --no-config --config-file=! --allow-insecure-host=host! -n --no-cache --cache-dir=write
  --no-python-downloads --managed-python --no-managed-python --python-preference= -p= --python=
  --allow-python-downloads --preview --no-preview`;
const UV_RESOLVE = `
  --index=host! --default-index=host! -i=host! --index-url=host! --extra-index-url=host! -f=host!
  --find-links=host! --no-index --index-strategy= --keyring-provider= -U --upgrade -P= --upgrade-package=
  --resolution= --prerelease= --pre --fork-strategy= --exclude-newer= --no-sources --reinstall
  --reinstall-package= --link-mode= --compile-bytecode --no-build-isolation
  --no-build-isolation-package= -C= --config-setting= --no-build --no-build-package= --no-binary
  --no-binary-package= --refresh --refresh-package=`;
const UV_SYNC = `
  --extra= --all-extras --no-extra= --no-dev --dev --only-dev --group= --no-group= --no-default-groups
  --only-group= --all-groups --no-editable --inexact --exact --active --locked --frozen --no-sync
  --all-packages --package= --isolated --script=project --no-install-project
  --no-install-workspace --no-install-package= --dry-run --check --output-format=`;

function uv(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(`${UV} ${options}`, operands, more);
}

const uvPip = `${UV_RESOLVE} --system --break-system-packages --target=write --prefix=write
  -r=project --requirements=project --requirement=project -c=project --constraints=project
  --constraint=project --overrides=project -b=project -e=project --editable=project --extra=
  --all-extras --no-deps --require-hashes --no-require-hashes --dry-run --strict --user --group=
  --python-version= --python-platform= --torch-backend=`;
const uvPipList = uv(
  `--system --strict --format= --outdated -e --editable --exclude-editable --exclude= -f --files
  --depth= --prune= --package= --no-dedupe --invert --show-version-specifiers`,
  "text*",
);
const uvAdd = uv(
  `${UV_RESOLVE} ${UV_SYNC} -r=project --requirements=project -c=project --constraints=project
  --optional= --editable --no-editable --raw --bounds= --rev= --tag= --branch= --lfs -m= --marker=
  --workspace --no-workspace`,
  "package*",
  { network: true, runs: "project" },
);
const uvTool = `${UV_RESOLVE} --with=! --with-requirements=! --with-editable=! --from=! --isolated
  --env-file=read -c=! --constraints=! --overrides=! -e=! --editable=! --force --all -w=!`;

const UV_SUBS: Record<string, Row> = {
  "": row("-V --version -h --help", "none"),
  help: uv("--no-pager", "text*"),
  run: uv(
    `${UV_RESOLVE} ${UV_SYNC} --with=! --with-editable=! --with-requirements=! -w=! --env-file=read
    --no-env-file --no-project -m=module --module=module -s! --gui-script!`,
    "run args*",
    { network: true, runs: "project" },
  ),
  sync: uv(`${UV_RESOLVE} ${UV_SYNC}`, "none", { network: true, runs: "project" }),
  lock: uv(`${UV_RESOLVE} ${UV_SYNC}`, "none", { network: true, runs: "project" }),
  tree: uv(
    `${UV_RESOLVE} ${UV_SYNC} --universal --depth= -d= --prune= --no-dedupe --invert --outdated
    --show-sizes`,
    "none",
  ),
  export: uv(
    `${UV_RESOLVE} ${UV_SYNC} --format= --no-header --no-annotate --no-hashes --no-emit-project
    --no-emit-workspace --no-emit-package= -o=write --output-file=write --prune=`,
    "none",
  ),
  add: uvAdd,
  remove: uvAdd,
  init: uv(
    `--name= --package --no-package --app --lib --script --bare --description= --no-description --vcs=
    --build-backend= --no-readme --author-from= --no-pin-python --no-workspace`,
    "write?",
  ),
  build: uv(
    `${UV_RESOLVE} -o=write --out-dir=write --sdist --wheel --list --package= --all-packages
    --no-build-logs -b=project --build-constraints=project --clear`,
    "args*",
    { network: true, runs: "project" },
  ),
  publish: uv(
    `--index= -u= --username= -p= --password= -t= --token= --trusted-publishing= --publish-url=host!
    --check-url=host! --dry-run`,
    "read*",
    { network: true },
  ),
  format: uv("--check --diff --version=", "args*", { network: true }),
  version: uv("--short --output-format= --bump= --dry-run --frozen --no-sync --package=", "text?"),
  venv: uv(
    `${UV_RESOLVE} --seed --clear --allow-existing --prompt= --system-site-packages --relocatable --no-project`,
    "write?",
    { network: true },
  ),
  ...named(
    ["cache dir", "cache size", "python dir", "tool dir", "self version"],
    uv("--short --bin --human -H --output-format=", "none"),
  ),
  ...named(["cache clean", "cache prune", "clean"], uv("--ci --force", "text*")),
  ...named(
    ["python list", "python find"],
    uv(
      "--all-versions --all-platforms --all-arches --only-installed --only-downloads --show-urls --output-format= --no-project --system --show-version --script=",
      "text*",
    ),
  ),
  "python install": uv(
    "-i=write --install-dir=write --mirror=host! --pypy-mirror=host! -r --reinstall -f --force --default -U --upgrade",
    "text*",
    { network: true },
  ),
  "python pin": uv("--resolved --no-project --global --rm", "text?"),
  "python uninstall": uv("--all", "text*"),
  "tool list": uv(
    "--show-paths --show-version-specifiers --show-with --show-extras --show-python --outdated",
    "none",
  ),
  "tool run": uv(uvTool, "run args*", { network: true }),
  "tool install": uv(uvTool, "package*", { network: true, runs: "project" }),
  "tool upgrade": uv(uvTool, "text*", { network: true, runs: "project" }),
  "tool uninstall": uv("--all", "text*"),
  ...named(["pip list", "pip freeze", "pip show", "pip tree", "pip check"], uvPipList),
  ...named(["pip install", "pip sync"], uv(uvPip, "package*", { network: true, runs: "project" })),
  "pip uninstall": uv(`${uvPip} -y`, "text*"),
  "pip compile": uv(
    `${uvPip} -o=write --output-file=write --universal --no-strip-extras --generate-hashes --no-header --no-annotate --annotation-style= --no-strip-markers --emit-index-url --custom-compile-command=`,
    "args*",
    { network: true, runs: "project" },
  ),
  ...named(
    [
      "tool update-shell",
      "python update-shell",
      "self update",
      "auth login",
      "auth logout",
      "auth token",
    ],
    NEVER,
  ),
};

const POETRY = `
  -q --quiet -V --version --ansi --no-ansi -n --no-interaction --no-plugins --no-cache -P=dir
  --project=dir -C=dir --directory=dir -v -vv -vvv --verbose`;

function poetry(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(`${POETRY} ${options}`, operands, more);
}

const POETRY_INSTALL = `
  --without= --with= --only= --no-dev --sync --no-root --no-directory --dry-run -E= --extras=
  --all-extras --all-groups --only-root --compile --lock -G= --group= -D --dev -e --editable
  --optional= --python= --platform= --markers= --source=! --allow-prereleases`;
const poetryInstall = poetry(POETRY_INSTALL, "package*", { network: true, runs: "project" });

const POETRY_SUBS: Record<string, Row> = {
  "": row(POETRY, "none"),
  run: row(POETRY, "run args*", { runs: "project" }),
  show: poetry(
    "-t --tree -l --latest -o --outdated -a --all --why --without= --with= --only= -T --top-level --no-truncate -f= --format=",
    "text*",
  ),
  ...named(
    ["check", "about", "env list", "env info", "cache list", "self show"],
    poetry("--lock --strict -p --path -e --executable --full-path --addons", "none"),
  ),
  version: poetry("-s --short --dry-run --next-phase", "text?"),
  search: poetry("", "text*", { network: true }),
  // A second operand sets the value.
  config: poetry("--list --local --unset! --migrate!", "text?"),
  lock: poetry("--no-update --check --regenerate", "none", { network: true, runs: "project" }),
  ...named(["install", "add", "update", "sync"], poetryInstall),
  remove: poetry("-G= --group= -D --dev --dry-run --lock", "text*", { runs: "project" }),
  build: poetry(
    "-f= --format= -o=write --output=write --clean --local-version= --config-settings=",
    "none",
    { runs: "project" },
  ),
  publish: poetry(
    "-r= --repository= -u= --username= -p= --password= --cert=! --client-cert=! --dist-dir=read --build --dry-run --skip-existing",
    "none",
    { network: true, runs: "project" },
  ),
  export: poetry(
    "-f= --format= -o=write --output=write --without-hashes --without-urls --without= --with= --only= --dev -E= --extras= --all-extras --with-credentials!",
    "none",
  ),
  init: poetry(
    "--name= --description= --author= --python= --dependency= --dev-dependency= -l= --license=",
    "none",
  ),
  new: poetry("--name= --src --flat --readme= --author= --python=", "write"),
  ...named(["env use", "env remove", "cache clear"], poetry("--all", "text*")),
  "env activate": poetry("", "none"),
  ...named(
    ["shell", "self add", "self update", "self remove", "self lock", "source add", "source remove"],
    NEVER,
  ),
};

const CONDA = `
  -v --verbose -q --quiet --json -n= --name= -p=dir --prefix=dir --offline --dry-run -d -y --yes -k!
  --insecure! -c=host! --channel=host! --override-channels --use-local --no-channel-priority
  --strict-channel-priority --repodata-fn= --solver= --debug --no-pin --freeze-installed
  --update-deps -S --satisfied-skip-solve --update-all --force-reinstall --no-deps --only-deps
  --copy --no-default-packages --clone= --file=project -f=project --prune --all -a --full-name -e
  --explicit --export -r --revisions --from-history --no-builds -i --info -s --system --base
  --unsafe-channels --show --show-sources --get[=] --envs --subdir= --platform= --override-frozen`;
const condaRead = row(`${CONDA} -h --help`, "text*");
const condaInstall = row(`${CONDA} -h --help`, "package*", { network: true });

const CONDA_SUBS: Record<string, Row> = {
  "": row("-V --version -h --help", "none"),
  ...named(
    ["list", "info", "env list", "env export", "export", "compare", "search", "config"],
    condaRead,
  ),
  ...named(["install", "create", "update", "upgrade", "env create", "env update"], condaInstall),
  ...named(["remove", "uninstall", "env remove", "clean", "rename"], condaRead),
  run: row(
    "-n= --name= -p=dir --prefix=dir -v --no-capture-output --live-stream --cwd=dir -h --help",
    "run args*",
  ),
  ...named(["activate", "deactivate"], row("--stack -h --help", "text?")),
  ...named(["init", "env config", "develop", "build", "upload"], NEVER),
};

const pipxInstall = row(
  `-f --force --suffix= --include-deps -v --verbose -q --quiet --python=! --fetch-missing-python
  --preinstall=! --system-site-packages -i=host! --index-url=host! -e --editable --pip-args=!
  --include-injected --with-apps -r=project -g --global -h --help --skip= --upgrade-injected`,
  "package*",
  { network: true, runs: "project" },
);

const PIPX_SUBS: Record<string, Row> = {
  "": row("--version -h --help", "none"),
  list: withHelp("--include-injected --json --short --skip-maintenance -q -v --pinned", "none"),
  environment: withHelp("-V= --value=", "none"),
  run: row(
    "--no-cache --path! --pypackages --spec=! --with=! -v --verbose -q --quiet --python=! --system-site-packages -i=host! --index-url=host! -e --pip-args=! -h --help",
    "run args*",
    { network: true },
  ),
  ...named(
    ["install", "install-all", "inject", "upgrade", "upgrade-all", "reinstall", "reinstall-all"],
    pipxInstall,
  ),
  ...named(["uninstall", "uninstall-all", "uninject", "pin", "unpin"], withHelp("-v -q", "text*")),
  ...named(["ensurepath", "runpip"], NEVER),
};

const PIPENV = `
  -v --verbose -q --quiet --python=! --site-packages --clear --bare -d --dev --deploy --system
  --skip-lock --pre --ignore-pipfile --keep-outdated --selective-upgrade -r=project
  --requirements=project -e=project --editable=project -i=host! --index=host! --extra-pip-args=!
  --pypi-mirror=host! --categories= --json --json-tree --reverse --hash --exclude-markers --dev-only`;

const PIPENV_SUBS: Record<string, Row> = {
  "": row("--version --where --venv --py --envs -h --help", "none"),
  graph: row(`${PIPENV} -h --help`, "none"),
  ...named(
    ["check", "audit", "verify", "requirements", "scripts"],
    row(`${PIPENV} -h --help`, "none", { network: true }),
  ),
  run: row(PIPENV, "run args*", { runs: "project" }),
  ...named(
    ["install", "update", "upgrade", "sync", "lock"],
    row(`${PIPENV} -h --help`, "package*", { network: true, runs: "project" }),
  ),
  ...named(["uninstall", "clean"], row(`${PIPENV} -h --help --all --all-dev --dry-run`, "text*")),
  ...named(["shell", "open"], NEVER),
};

const PRE_COMMIT = `
  -c=! --config=! -a --all-files --files -s= --from-ref= --source= -o= --to-ref= --origin= --hook-stage=
  --remote-branch= --local-branch= --show-diff-on-failure --fail-fast --color= -v --verbose
  --commit-msg-filename=read --hook-dir= --remote-name= --remote-url= --checkout-type=`;

const PRE_COMMIT_SUBS: Record<string, Row> = {
  "": row("-V --version -h --help", "none"),
  run: withHelp(PRE_COMMIT, "text? read*"),
  ...named(["validate-config", "validate-manifest"], withHelp("--color=", "read*")),
  "sample-config": withHelp("", "none"),
  ...named(["clean", "gc"], withHelp("--color=", "none")),
  "install-hooks": withHelp("--color= -c=!", "none", { network: true }),
  ...named(
    [
      "install",
      "uninstall",
      "autoupdate",
      "init-templatedir",
      "try-repo",
      "migrate-config",
      "hook-impl",
    ],
    NEVER,
  ),
};

const pipRow = row(PIP, "none", { sub: PIP_SUBS });

/** Package managers and runners of Python. */
export const PYTHON_PACKAGES = {
  ...named(["pip", "pip2", "pip3", "pip3.9", "pip3.10", "pip3.11", "pip3.12", "pip3.13"], pipRow),
  ...named(
    ["pip-compile", "pip-sync"],
    row(
      `${INDEX} -h --help --version -v -q -n --dry-run -o=write --output-file=write -U --upgrade -P= --upgrade-package= --generate-hashes --strip-extras --no-strip-extras --resolver= --extra= --all-extras --allow-unsafe --no-header --no-annotate --pip-args=! --config=!`,
      "read*",
      { network: true, runs: "project", from: "pypi" },
    ),
  ),
  uv: row(UV, "none", { sub: UV_SUBS }),
  uvx: row(`${UV} ${uvTool} -h --help -V --version`, "run args*", { network: true }),
  poetry: row(POETRY, "none", { sub: POETRY_SUBS }),
  pipx: row("-q --quiet -v --verbose --global", "none", { sub: PIPX_SUBS }),
  pipenv: row(PIPENV, "none", { sub: PIPENV_SUBS }),
  ...named(["conda", "mamba", "micromamba"], row("-v -q", "none", { sub: CONDA_SUBS })),
  "pre-commit": row("", "none", { runs: "project", from: "pypi", sub: PRE_COMMIT_SUBS }),
  ...named(
    ["virtualenv"],
    row(
      "-h --help --version -p= --python= --system-site-packages --clear --prompt= --seeder= --no-seed --without-pip -q -v --creator= --no-download",
      "write",
    ),
  ),
  twine: row("", "none", {
    from: "pypi",
    sub: {
      "": row("--version -h --help", "none"),
      check: withHelp("--strict", "read*"),
      upload: withHelp(
        "-r= --repository= --repository-url=host! -u= --username= -p= --password= --skip-existing --non-interactive --verbose --disable-progress-bar --config-file=! -s -c= --cert=!",
        "read*",
        { network: true },
      ),
    },
  }),
} satisfies Record<string, Row>;
