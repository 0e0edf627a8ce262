import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const BREW = "-d --debug -q --quiet -v --verbose -h --help";
const BREW_KINDS = "--formula --formulae --cask --casks";
const brewRead = row(
  `${BREW} ${BREW_KINDS} -1 -l -r -t --full-name --versions --multiple --pinned --installed --json[=]
  --analytics --days= --category= --github --fetch-manifest --eval-all --desc --name --description -s
  --search --pull-request --open --closed --include-build --include-optional --include-test
  --include-requirements --include-implicit --topological --direct --union --full --tree --graph --dot
  --annotate --recursive --missing --skip-recommended --skip-optional --hide= --greedy --fetch-HEAD
  --outdated --leaves --installed-on-request --installed-as-dependency --prefix --all --list --file=project
  --no-upgrade`,
  // A formula by its path, address or tap is code that is loaded.
  "package*",
  { network: true },
);
const brewChange = row(
  `${BREW} ${BREW_KINDS} -f --force -n --dry-run --ignore-dependencies --only-dependencies --cc= -s
  --build-from-source --force-bottle --include-test --HEAD --fetch-HEAD --keep-tmp --overwrite --no-binaries
  --binaries --require-sha --no-quarantine! --adopt --skip-cask-deps --zap --display-times -i!
  --interactive! --greedy --ask --prune= --prune-prefix --cleanup --auto-update --merge
  --no-ask --skip-link --as-dependency`,
  "package*",
  { network: true },
);

const BREW_SUBS: Record<string, Row> = {
  "": row(
    `${BREW} --version --prefix[=] --cellar[=] --cache --repository --config --env --taps`,
    "text?",
  ),
  ...named(
    [
      "list",
      "ls",
      "info",
      "abv",
      "search",
      "outdated",
      "leaves",
      "deps",
      "uses",
      "desc",
      "home",
      "cat",
      "formulae",
      "casks",
      "missing",
      "options",
      "log",
    ],
    brewRead,
  ),
  ...named(
    [
      "config",
      "--config",
      "doctor",
      "--prefix",
      "--version",
      "--cellar",
      "--cache",
      "--repository",
      "commands",
      "help",
      "shellenv",
      "services list",
      "services info",
      "tap-info",
      "livecheck",
      "bundle check",
      "bundle list",
    ],
    brewRead,
  ),
  ...named(["install", "reinstall", "upgrade", "update", "fetch"], brewChange),
  ...named(
    ["uninstall", "remove", "rm", "autoremove", "cleanup", "link", "unlink", "pin", "unpin"],
    brewChange,
  ),
  ...named(
    ["services start", "services stop", "services restart", "services run"],
    row(`${BREW} --all --sudo-service-user= --no-wait`, "text?"),
  ),
  ...named(
    ["bundle", "bundle install"],
    row(`${BREW} --file=project --no-upgrade --no-lock --global`, "none", { network: true }),
  ),
  ...named(
    [
      "bundle exec",
      "tap",
      "untap",
      "edit",
      "create",
      "sh",
      "ruby",
      "irb",
      "test",
      "audit",
      "postinstall",
      "analytics",
      "developer",
    ],
    NEVER,
  ),
};

const APT = `
  -q -qq --quiet -y --yes --assume-yes --assume-no -s --simulate --just-print --dry-run --no-act -d
  --download-only -f --fix-broken -m --ignore-missing --fix-missing --no-download -V --verbose-versions
  --no-install-recommends --install-recommends --install-suggests --no-install-suggests --only-upgrade
  --no-upgrade --reinstall --autoremove --auto-remove --purge --print-uris --show-progress -t=
  --target-release= --default-release= --no-remove -o=! --option=! -c=! --config-file=!
  --allow-unauthenticated! --allow-downgrades --allow-change-held-packages!
  --allow-remove-essential! --force-yes! --allow-insecure-repositories! --no-allow-insecure-repositories
  --with-source=! -a --all-versions --installed --upgradable --upgradeable --manual-installed -v
  --verbose -h --help --version --names-only -n --full -F --no-all-versions --recurse --important -i
  --arch-only -P= --build-profiles= --with-new-pkgs --trivial-only --mark-auto --no-show-upgraded`;
const aptRead = row(APT, "text*");
const aptChange = row(APT, "package*", { network: true });

const APT_SUBS: Record<string, Row> = {
  "": row("-v --version -h --help", "none"),
  ...named(
    [
      "list",
      "search",
      "show",
      "policy",
      "depends",
      "rdepends",
      "showsrc",
      "changelog",
      "check",
      "help",
      "madison",
      "why",
      "moo",
    ],
    aptRead,
  ),
  ...named(
    [
      "install",
      "reinstall",
      "satisfy",
      "build-dep",
      "download",
      "source",
      "upgrade",
      "full-upgrade",
      "dist-upgrade",
      "update",
    ],
    aptChange,
  ),
  ...named(
    ["remove", "purge", "autoremove", "auto-remove", "autopurge", "clean", "autoclean", "mark"],
    aptChange,
  ),
  ...named(["edit-sources", "modernize-sources"], NEVER),
};

const APT_CACHE_SUBS: Record<string, Row> = named(
  [
    "search",
    "show",
    "showpkg",
    "policy",
    "depends",
    "rdepends",
    "madison",
    "pkgnames",
    "stats",
    "showsrc",
    "dump",
    "unmet",
  ],
  aptRead,
);

const DNF = `
  -y --assumeyes --assumeno -q --quiet -v --verbose -C --cacheonly --refresh --best --nobest --allowerasing
  --skip-broken --downloadonly --downloaddir=write --enablerepo= --disablerepo= --repo= --repoid= -x=
  --exclude= --installed --available --extras --updates --upgrades --recent --all --security --bugfix
  --advisory= --setopt=! -c=! --config=! --nogpgcheck! --no-gpgchecks! --repofrompath=! --installroot=!
  --releasever= --showduplicates --color= -d= -e= --allowdowngrade --info --list --requires --provides
  --whatrequires= --whatprovides= --queryformat= --qf= -l --file= --tree --resolve --latest-limit= -h
  --help --version --noplugins --disableplugin= --enableplugin= --obsoletes --forcearch= --comment=`;
const dnfRead = row(DNF, "text*", { network: true });
const dnfChange = row(DNF, "package*", { network: true });

const DNF_SUBS: Record<string, Row> = {
  "": row("--version -h --help", "none"),
  ...named(
    [
      "list",
      "list installed",
      "list available",
      "info",
      "search",
      "provides",
      "whatprovides",
      "repoquery",
      "check-update",
      "repolist",
      "repoinfo",
      "history",
      "history list",
      "history info",
      "deplist",
      "grouplist",
      "group list",
      "group info",
      "updateinfo",
      "check",
      "help",
    ],
    dnfRead,
  ),
  ...named(
    [
      "install",
      "reinstall",
      "upgrade",
      "update",
      "downgrade",
      "localinstall",
      "groupinstall",
      "group install",
      "builddep",
      "distro-sync",
      "makecache",
      "download",
    ],
    dnfChange,
  ),
  ...named(["remove", "erase", "autoremove", "clean", "clean all", "mark", "swap"], dnfChange),
  ...named(["config-manager", "copr", "shell", "history undo", "history rollback"], NEVER),
};

const APK = `
  -q --quiet -v --verbose -U --update-cache --no-cache -f --force -i -s --simulate --progress --no-progress
  --purge -t= --virtual= -X=host! --repository=host! -p=! --root=! --allow-untrusted! --no-network
  --no-interactive --cache-dir=write --repositories-file=! --keys-dir=! --wait= -V --version -h --help
  --upgrade -u --latest -l --installed -I --available -a --all -d --description -e --exact -x --has-origin
  --origin -O --orphaned -R --depends -r --rdepends -L --contents -W --who-owns --webpage -w --size -z
  --rdepends --clean-protected --no-commit-hooks! --no-scripts!`;

const APK_SUBS: Record<string, Row> = {
  "": row(APK, "none"),
  ...named(
    ["info", "list", "search", "policy", "version", "stats", "dot", "audit", "verify"],
    row(APK, "text*", { network: true }),
  ),
  ...named(
    ["add", "del", "update", "upgrade", "fix", "fetch", "cache"],
    row(APK, "package*", { network: true }),
  ),
};

const snap = (operands: string) =>
  withHelp(
    "--all --color= --unicode= --verbose --classic! --devmode! --dangerous! --jailmode --channel= --edge --beta --candidate --stable --revision= --name= --purge --no-wait --hold[=] --unhold --amend --narrow --section[=] --private --last[=] --abs-time -n= -f",
    operands,
    { network: true },
  );

const PORT = "-v -d -q -n -R -u -f -o -s -b -c -k -p -y -N -D=dir -h --help";

const versionManager: Record<string, Row> = {
  "": row("-v --version -h --help", "none"),
  ...named(
    [
      "list",
      "ls",
      "current",
      "which",
      "where",
      "whence",
      "whereis",
      "version",
      "versions",
      "root",
      "help",
      "commands",
      "default",
      "ls-remote",
      "list-remote",
      "list all",
      "list-all",
      "latest",
      "info",
      "doctor",
      "shims",
      "prefix",
      "hooks",
      "completions",
      "install --list",
      "plugin list",
      "plugin-list",
      "plugin-list-all",
      "version-name",
      "version-file",
      "version-origin",
    ],
    withHelp(
      "--bare --skip-aliases --skip-envs --lts[=] --no-colors --no-alias --sort= --filter= --latest -l --list --nosystem --urls --refs -d --default -c --current --format= -a --all -q --quiet",
      "text*",
      { network: true },
    ),
  ),
  ...named(
    [
      "install",
      "i",
      "use",
      "local",
      "global",
      "shell",
      "set",
      "add",
      "pin",
      "fetch",
      "reshim",
      "rehash",
      "unset",
      "plugin update",
      "plugin-update",
    ],
    withHelp(
      "-f --force -s --skip-existing -k --keep -v --verbose --lts[=] --latest-npm --latest --default --reinstall-packages-from= --save --silent -b --no-progress --install-if-missing --silent-if-unchanged --corepack-enabled --progress= --unset --no-fetch -p --parent --quiet -q --keep-download --arch= --use",
      "text*",
      { network: true },
    ),
  ),
  ...named(
    ["uninstall", "remove", "rm", "unalias", "deactivate", "cache", "cache dir", "cache clear"],
    withHelp("-f --force --lts[=]", "text*"),
  ),
  ...named(
    ["exec", "run"],
    withHelp(
      "--silent --lts[=] --using= --node= --npm= --yarn= --pnpm= --no-yarn --bundled-npm",
      "run run*",
      { runs: "project" },
    ),
  ),
  ...named(
    [
      "init",
      "env",
      "setup",
      "alias",
      "plugin add",
      "plugin-add",
      "plugin remove",
      "plugin-remove",
      "update",
      "upgrade",
    ],
    NEVER,
  ),
};

const MISE = `
  -C=dir --cd=dir -E= --env= -q --quiet -v -vv --verbose -y --yes --silent --no-config! --locked -j= --jobs=
  --raw --debug --trace --log-level= --no-timings -h --help`;

function mise(options: string, operands: string, more?: Partial<Row>): Row {
  return row(`${MISE} ${options}`, operands, more);
}

const miseRun = mise(
  `-c --continue-on-error -n --dry-run -f --force -o= --output= -p --prefix -i --interleave -r= --fresh-env
  -s=! --shell=! -t=! --tool=! -S --skip-deps --no-cache --timings --timeout= --output=`,
  "run? args*",
  { runs: "project" },
);
const miseList = mise(
  `-c --current -g --global -l --local -i --installed -m --missing -J --json --no-header --prefix=
  --prunable --outdated --all-sources -o --offline -x --extended --hidden --all -u --urls --refs --core
  --user --sort= --sort-order= --columns= --usage --name-only -b= --bump -e= --long --full --tool=
  --security --backend --description --active --config-only --tool-options -a -s --no-hidden`,
  "text*",
  { network: true },
);
const miseChange = mise(
  `-f --force -g --global -p=project --path=project --pin --fuzzy -n --dry-run --dry-run-code --remove=
  -e= --env= --before= -a --all -i! --interactive! --bump -l --local --exclude= --tools --configs
  --monorepo --shared=write --system --minimum-release-age=`,
  "text*",
  { network: true, runs: "project" },
);

const MISE_SUBS: Record<string, Row> = {
  "": row(`${MISE} -V --version`, "none"),
  ...named(["run", "r", "tasks run", "task run", "tasks r"], miseRun),
  ...named(
    ["exec", "x"],
    mise("-c=! --command=! --fresh-env --no-prepare --no-deps", "run run*", { runs: "project" }),
  ),
  ...named(
    [
      "ls",
      "list",
      "ls-remote",
      "list-remote",
      "latest",
      "current",
      "where",
      "which",
      "outdated",
      "registry",
      "search",
      "bin-paths",
      "version",
      "doctor",
      "dr",
      "doctor path",
      "help",
      "tool",
    ],
    miseList,
  ),
  ...named(
    [
      "tasks",
      "tasks ls",
      "tasks info",
      "tasks deps",
      "task ls",
      "tasks validate",
      "config",
      "config ls",
      "cfg",
      "plugins ls",
      "plugins",
      "alias ls",
      "alias get",
      "settings ls",
      "settings get",
      "backends ls",
      "cache path",
      "fmt",
    ],
    miseList,
  ),
  // A second operand sets the value.
  ...named(["config get"], mise("-f=project --file=project", "text?")),
  settings: mise("-a --all --json -J --names --toml -T -l --local", "text?"),
  ...named(
    [
      "install",
      "i",
      "use",
      "u",
      "upgrade",
      "up",
      "lock",
      "reshim",
      "link",
      "prune",
      "uninstall",
      "unuse",
      "rm",
      "remove",
      "cache clear",
      "cache prune",
    ],
    miseChange,
  ),
  env: row(
    `${MISE} -J --json --json-extended -D --dotenv -s= --shell= --redacted --values`,
    "text*",
    { prints: "environment" },
  ),
  watch: mise("-t=! --task=! -g= --glob=", "run run*", { runs: "project" }),
  ...named(
    [
      "activate",
      "deactivate",
      "trust",
      "set",
      "unset",
      "settings set",
      "settings add",
      "settings unset",
      "config set",
      "config generate",
      "plugins install",
      "plugins update",
      "plugins uninstall",
      "alias set",
      "shell",
      "shell-alias",
      "self-update",
      "tasks edit",
      "tasks add",
      "edit",
      "generate",
      "hook-env",
      "implode",
      "sync",
      "en",
      "bootstrap",
    ],
    NEVER,
  ),
  "*": mise("", "run args*", { runs: "project" }),
};

/** Package managers of systems, and managers of versions of tools. */
export const SYSTEM_PACKAGES = {
  brew: row(BREW, "none", { sub: BREW_SUBS }),
  ...named(["apt", "apt-get", "aptitude"], row(APT, "none", { sub: APT_SUBS })),
  "apt-cache": row(APT, "none", { sub: APT_CACHE_SUBS }),
  "apt-mark": row("", "none", {
    sub: {
      ...named(["showauto", "showmanual", "showhold"], row(APT, "text*")),
      ...named(["auto", "manual", "hold", "unhold"], row(APT, "text*")),
    },
  }),
  "apt-file": row("", "none", {
    sub: {
      ...named(
        ["search", "find", "list", "show"],
        withHelp("-i -x -F -l -D -a= --package-only --regexp --fixed-string", "text*"),
      ),
      update: withHelp("", "none", { network: true }),
    },
  }),
  dpkg: row(
    `-l --list -L --listfiles -s --status -S --search -p --print-avail -C --audit -V --verify --get-selections
    --print-architecture --print-foreign-architectures --compare-versions --validate-version -c --contents
    -I --info -f --field --version --help -? --no-pager --assert-* -i! --install! --unpack! --configure! -r!
    --remove! -P! --purge! -e! --control! -x! --extract! -X! --root=! --admindir=! --instdir=! --path-include=!
    --force-*! --pre-invoke=! --post-invoke=! --status-logger=! --set-selections! --add-architecture! -D=
    --no-act --simulate --dry-run`,
    "text*",
  ),
  "dpkg-query": row(
    "-l --list -L --listfiles -s --status -S --search -W --show -f= --showformat= -p --print-avail --version --help --no-pager --load-avail -c --control-path --control-list",
    "text*",
  ),
  apk: row(APK, "none", { sub: APK_SUBS }),
  ...named(["dnf", "dnf5", "yum", "microdnf"], row(DNF, "none", { sub: DNF_SUBS })),
  rpm: row(
    `-q -qa -qi -ql -qf -qR -qc -qd -qp -qpl -qpi --query -a --all -i -l --list -f -p --package --info -R --requires --provides
    --whatrequires --whatprovides --changelog --scripts -c --configfiles -d --docfiles --qf= --queryformat= --last -V
    --verify --version --help -v --nosignature! --nodigest! -U! --upgrade! -F! --freshen! -e! --erase! --install!
    --import! --root=! --dbpath=! --rcfile=! --eval=! -E=! -D=! --define=! --pipe=! --load=!`,
    "text*",
  ),
  pacman: row(
    `-Q -Qi -Ql -Qs -Qe -Qm -Qo -Qu -Qdt -Qk -S! -Ss -Si -Sl -Sg -Sy! -Syu! -Syy! -Syyu! -U! -R! -Rs! -Rns! -D! -T -F -Fl
    -Fy --query --search --info --list --owns --explicit --foreign --upgrades --quiet -q -v --verbose --color=
    --noconfirm --needed --version -V -h --help --config=! --root=! -r=! --dbpath=! -b=! --hookdir=! --gpgdir=!
    --cachedir=! --sync! --remove! --upgrade! --database! --files --deptest`,
    "text*",
    { single: true, network: true },
  ),
  snap: row("", "none", {
    sub: {
      "": row("--version -h --help", "none"),
      ...named(
        [
          "list",
          "info",
          "find",
          "search",
          "version",
          "changes",
          "tasks",
          "services",
          "connections",
          "interfaces",
          "warnings",
          "help",
          "get",
          "logs",
        ],
        snap("text*"),
      ),
      ...named(["install", "refresh", "revert", "download"], snap("package*")),
      ...named(["remove", "disable", "enable", "start", "stop", "restart"], snap("text*")),
      run: row("", "run args*"),
      ...named(
        ["connect", "disconnect", "set", "unset", "alias", "try", "login", "ack", "prefer"],
        NEVER,
      ),
    },
  }),
  port: row(PORT, "none", {
    sub: {
      "": row(PORT, "none"),
      ...named(
        [
          "list",
          "installed",
          "info",
          "search",
          "deps",
          "rdeps",
          "dependents",
          "outdated",
          "variants",
          "contents",
          "provides",
          "version",
          "help",
          "echo",
          "leaves",
          "livecheck",
          "notes",
        ],
        row(`${PORT} --name --regex --exact --line --index`, "text*"),
      ),
      ...named(
        ["install", "upgrade", "selfupdate", "sync", "fetch"],
        row(PORT, "package*", { network: true }),
      ),
      ...named(
        ["uninstall", "clean", "reclaim", "activate", "deactivate", "setrequested"],
        row(`${PORT} --all --follow-dependents`, "text*"),
      ),
      ...named(["select", "load", "unload", "edit", "shell", "test"], NEVER),
    },
  }),
  ...named(
    ["nvm", "fnm", "volta", "asdf", "pyenv", "rbenv", "nodenv", "goenv", "jenv", "n", "rvm"],
    row("-v --verbose -q --quiet", "none", { sub: versionManager }),
  ),
  ...named(["mise", "rtx"], row(MISE, "none", { runs: "project", sub: MISE_SUBS })),
  sdk: row("", "none", {
    sub: {
      "": row("-h --help", "none"),
      ...named(
        ["list", "ls", "current", "c", "version", "v", "home", "help"],
        row("", "text*", { network: true }),
      ),
      ...named(
        [
          "install",
          "i",
          "use",
          "u",
          "default",
          "d",
          "upgrade",
          "ug",
          "env",
          "env install",
          "update",
        ],
        row("", "text text?", { network: true }),
      ),
      ...named(["uninstall", "rm", "flush"], row("--force", "text*")),
      ...named(["selfupdate", "config", "offline"], NEVER),
    },
  }),
  // What it installs into the shell or loads from .envrc runs; only its state is looked at.
  direnv: row("", "none", {
    sub: {
      ...named(["status", "version", "help"], row("--json", "none")),
      ...named(
        [
          "exec",
          "allow",
          "permit",
          "grant",
          "deny",
          "edit",
          "reload",
          "hook",
          "export",
          "prune",
          "stdlib",
        ],
        NEVER,
      ),
    },
  }),
  nix: row("", "none", {
    sub: {
      "": row("--version --help", "none"),
      ...named(
        [
          "search",
          "eval",
          "flake show",
          "flake metadata",
          "flake check",
          "derivation show",
          "path-info",
          "why-depends",
          "profile list",
          "store ls",
          "hash file",
        ],
        row(
          "--json --raw --no-update-lock-file --all-systems --extra-experimental-features= --offline -L --print-build-logs --show-trace --impure! --expr=! -f=! --file=! -I=! --apply=! --override-input=! --option=! -r --recursive -s -S -h --closure-size",
          "text*",
          { network: true, runs: "project" },
        ),
      ),
      ...named(
        ["build", "flake update", "flake lock", "fmt"],
        row(
          "--json --no-link -o=write --out-link=write -L --print-build-logs --show-trace --dry-run --keep-going --offline --extra-experimental-features= --impure! --expr=! -f=! --file=! --option=! --override-input=!",
          "text*",
          { network: true, runs: "project" },
        ),
      ),
      ...named(
        [
          "run",
          "develop",
          "shell",
          "repl",
          "profile install",
          "profile remove",
          "profile upgrade",
          "copy",
          "upgrade-nix",
        ],
        NEVER,
      ),
    },
  }),
} satisfies Record<string, Row>;
