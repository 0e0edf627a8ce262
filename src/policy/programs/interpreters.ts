import { PYTHON_CHECKS } from "./checks-python.ts";
import { PIP_SUBS, PYTHON_PACKAGES } from "./packages-python.ts";
import { type Row, row } from "./row.ts";
import { named, withHelp } from "./shared-rows.ts";

const NODE = `
  -v --version -h --help --v8-options -c --check --test --test-only --test-name-pattern= --test-skip-pattern=
  --test-reporter=(spec|tap|dot|junit|lcov) --test-reporter-destination=write --test-concurrency= --test-timeout= --test-force-exit
  --test-shard= --test-isolation= --test-coverage-include= --test-coverage-exclude= --test-coverage-lines=
  --test-coverage-branches= --test-coverage-functions= --test-update-snapshots --test-global-setup=!
  --experimental-test-coverage --experimental-test-module-mocks --experimental-strip-types
  --experimental-transform-types --experimental-vm-modules --experimental-sqlite --experimental-wasm-modules
  --experimental-json-modules --no-warnings --disable-warning= --trace-warnings --trace-deprecation
  --throw-deprecation --pending-deprecation --no-deprecation --trace-uncaught --trace-exit --enable-source-maps
  --stack-trace-limit= --stack-size= --max-old-space-size= --max-http-header-size= --unhandled-rejections=
  --expose-gc --abort-on-uncaught-exception --watch --watch-path= --watch-preserve-output --preserve-symlinks
  --preserve-symlinks-main --dns-result-order= --input-type= --conditions= -C= --icu-data-dir= --title=
  --env-file=read --env-file-if-exists=read --run=run --permission --allow-fs-read= --allow-fs-write= --cpu-prof
  --heap-prof --prof --cpu-prof-dir=write --cpu-prof-name= --heap-prof-dir=write --use-system-ca -e! --eval=! -p! --print[=]! -pe! -i!
  --interactive! -r=! --require=! --import=! --loader=! --experimental-loader=! --experimental-config-file=!
  --experimental-default-config-file! --inspect[=]! --inspect-brk[=]! --inspect-wait[=]! --inspect-port=!
  --inspect-publish-uid=! --openssl-config=! --snapshot-blob=! --build-snapshot! --redirect-warnings=write
  --report-directory=write --diagnostic-dir=write --trace-event-categories= --experimental-sea-config=!`;

const node = row(NODE, "run args*", { runs: "project" });

const PYTHON = `
  -V -VV --version -h --help -? --help-env --help-xoptions --help-all -b -bb -B -d -E -I -O -OO -P -q -s -S -u -v -W= -X=
  -x --check-hash-based-pycs= -c=! -i!`;

/** Modules of the standard library and of packages that `python -m` runs, by their words. */
const PYTHON_MODULES: Record<string, Row> = {
  "-m json.tool": withHelp(
    "--sort-keys --no-ensure-ascii --json-lines --indent= --tab --no-indent --compact",
    "read? write?",
  ),
  "-m unittest": withHelp(
    "-v --verbose -q --quiet --locals -f --failfast -c --catch -b --buffer -k= --durations=",
    "args*",
    { runs: "project" },
  ),
  "-m unittest discover": withHelp(
    "-v --verbose -q --quiet -f --failfast -c --catch -b --buffer -k= -s=dir --start-directory=dir -p= --pattern= -t=dir --top-level-directory=dir",
    "args*",
    { runs: "project" },
  ),
  "-m doctest": withHelp("-v --verbose -o= --option= -f --fail-fast", "args*", { runs: "project" }),
  ...named(["-m py_compile", "-m tabnanny"], withHelp("-q --quiet -v", "read*")),
  "-m compileall": withHelp("-l -r= -f -q -b -x= -j= --workers= -o=", "read*"),
  "-m ast": withHelp(
    "-m= --mode= --no-type-comments -a --include-attributes -i= --indent=",
    "read?",
  ),
  ...named(["-m tokenize", "-m dis"], withHelp("-e --exact -C --show-caches", "read?")),
  ...named(
    ["-m venv", "-m virtualenv"],
    withHelp(
      "--system-site-packages --symlinks --copies --clear --upgrade --without-pip --prompt= --upgrade-deps --without-scm-ignore-files",
      "write*",
    ),
  ),
  "-m ensurepip": withHelp("--upgrade --user --default-pip --version", "none"),
  "-m site": withHelp("--user-base --user-site", "none"),
  ...named(["-m sysconfig", "-m platform", "-m this", "-m calendar"], withHelp("", "text*")),
  "-m base64": withHelp("-d -e -u -t", "read?"),
  "-m gzip": withHelp("-d --decompress --fast --best", "read*"),
  "-m zipfile": withHelp(
    "-l=read --list=read -t=read --test=read --metadata-encoding= -e! --extract! -c! --create!",
    "none",
  ),
  "-m tarfile": withHelp(
    "-l=read --list=read -t=read --test=read -v -e! --extract! -c! --create!",
    "none",
  ),
  "-m timeit": withHelp("", "!"),
  "-m http.server": withHelp("-b= --bind= -d=dir --directory=dir --cgi! -p= --protocol=", "text?", {
    network: true,
  }),
  "-m build": withHelp(
    "-s --sdist -w --wheel -o=write --outdir=write -n --no-isolation -x --skip-dependency-check -v --verbose -C= --config-setting= --installer=",
    "dir?",
    { network: true, runs: "project" },
  ),
  ...Object.fromEntries(
    Object.entries(PIP_SUBS).map(([words, same]) => [`-m pip ${words}`.trim(), same]),
  ),
  ...modulesOf(PYTHON_CHECKS),
  ...modulesOf({
    pre_commit: PYTHON_PACKAGES["pre-commit"],
    poetry: PYTHON_PACKAGES.poetry,
    uv: PYTHON_PACKAGES.uv,
    pipx: PYTHON_PACKAGES.pipx,
    twine: PYTHON_PACKAGES.twine,
  }),
};

/** What a program does, also as `python -m NAME`; its sub-commands follow. */
function modulesOf(programs: Readonly<Record<string, Row>>): Record<string, Row> {
  return Object.fromEntries(Object.entries(programs).map(([name, same]) => [`-m ${name}`, same]));
}

const MANAGE = `-h --help -v= --verbosity= --check --dry-run --keepdb --failfast --parallel[=] --plan -p -l --list
  --tag= --exclude-tag= --deploy --noinput --no-input --traceback --no-color --force-color --skip-checks
  --database= --fail-level= --reverse -r --timing --buffer -b --shuffle[=] -k=`;

const python = row(PYTHON, "none", {
  sub: {
    ...PYTHON_MODULES,
    // Of Django: a rule says which of its commands.
    "manage.py": row(MANAGE, "args args*", { runs: "project" }),
    "*": row(PYTHON, "run args*", { runs: "project" }),
    "": row(PYTHON, "none"),
  },
});

const versionedPython = ["python", "python2", "python3", "pypy", "pypy3"].concat(
  Array.from({ length: 10 }, (_, minor) => `python3.${minor + 6}`),
);

const TSX = `-v --version -h --help --tsconfig=project --no-cache --include= --exclude= --clear-screen=
  --test --test-only --test-name-pattern= --test-reporter=(spec|tap|dot|junit|lcov) --test-concurrency= --no-warnings --env-file=read
  --conditions= -C= -e=! --eval=! -p=! --print=! -r=! --require=! --import=! --loader=! --inspect[=]! --inspect-brk[=]! -i!`;

const PHP = `-v --version -h --help -i --info -m --modules --ini -l=read --syntax-check=read -q -n -s=read
  -w=read --rf= --rc= --re= --ri= -r=! --run=! -d=! --define=! -c=! --php-ini=! -f=! --file=! -B=! -R=! -F=! -E=! -S=!
  -t=! -a! -z=! -e!`;
const CONSOLE = `-q --quiet -v -vv -vvv --verbose -n --no-interaction --ansi --no-ansi -h --help --format= --json
  --path= --method= --name= --columns= --except-vendor --only-vendor --domain= --sort= --filter= --parallel
  --testsuite= --group= --stop-on-failure --compact --coverage --min= --only= --database= --pending --tag= --tags
  --parameters --types --show-controllers --raw --all`;

/** Interpreters: a script of the project counts as run; program text is never granted. */
export const INTERPRETERS = {
  ...named(["node", "nodejs"], node),
  ...named(
    ["tsx"],
    row("", "none", {
      from: "npm",
      sub: {
        "": row(TSX, "none"),
        watch: row(TSX, "run args*", { runs: "project" }),
        "*": row(TSX, "run args*", { runs: "project" }),
      },
    }),
  ),
  ...named(
    ["ts-node", "ts-node-esm", "ts-node-script", "esno", "vite-node", "jiti"],
    row(
      "-v -vv -vvv --version -h --help -T --transpileOnly --transpile-only --type-check --typeCheck --files --swc --esm -P=project --project=project --cwd=dir --pretty --log-error --logError --emit --showConfig --skip-project --skipProject --prefer-ts-exts --watch -w -e=! --eval=! -p! --print! -r=! --require=! -i! --interactive! -C=! --compiler=! -O=! --compiler-options=! --loader=! --config=! --options=!",
      "run args*",
      { runs: "project", from: "npm" },
    ),
  ),
  ...named(versionedPython, python),
  ...named(
    ["ipython", "ipython3", "bpython"],
    row("--version -V -h --help -c=! -m=! -i! --ext=! --config=! --profile=!", "run args*"),
  ),
  ruby: row(
    "-v --version -h --help -c>read -w -W[=] -y -T[=] --copyright --yjit --disable= --enable= -e=! -r=! -I=! -n! -p! -l! -a! -i[=]! -S! -x! -C=dir -E= -U -d -F=!",
    "run args*",
    { runs: "project" },
  ),
  ...named(["irb", "pry"], row("-v --version -h --help", "!")),
  perl: row(
    "-v --version -V -h -? -c -w -W -t -T -e=! -E=! -n! -p! -i[=]! -I=! -M=! -m=! -x! -S! -s! -d[=]! -D[=]! -a! -F=! -l[=]! -0[=]!",
    "run args*",
    { runs: "project" },
  ),
  php: row(PHP, "none", {
    runs: "project",
    sub: {
      // Of Laravel and Symfony: a rule says which of their commands.
      ...named(["artisan", "bin/console"], row(CONSOLE, "args args*", { runs: "project" })),
      "*": row(PHP, "run args*", { runs: "project" }),
      "": row(PHP, "none"),
    },
  }),
  artisan: row("-v --version -h --help", "run args*"),
  ...named(
    ["lua", "luajit"],
    row("-v -E -W -e=! -l=! -i! -b! -j=!", "run args*", { runs: "project" }),
  ),
  luac: row("-p -l -v -s -o=write", "read*"),
  luacheck: row(
    "--config=! --default-config=! --no-config --std= --globals= --read-globals= --ignore= --only= --enable= --exclude-files= -q --quiet --codes --ranges --formatter= --no-color -j= --jobs= -v --version -h --help --max-line-length= --no-max-line-length --no-cache --cache[=]!",
    "read*",
    { runs: "project" },
  ),
  ...named(
    ["stylua"],
    row(
      "-c --check --config-path=read -f=read -a --allow-hidden -g= --glob= --stdin-filepath= -v --verbose -V --version -h --help --output-format= --color= --verify -s --search-parent-directories --respect-ignores --indent-type= --indent-width= --column-width= --quote-style= --num-threads=",
      "write*",
    ),
  ),
  ...named(
    ["Rscript", "R"],
    row(
      "--version --help --verbose --vanilla --no-save --no-restore --no-environ --no-init-file --slave -q --quiet --no-echo -e=! -f=! --file=! --default-packages=! -g=! -d=! --args",
      "run args*",
      { runs: "project" },
    ),
  ),
  julia: row(
    "-v --version -h --help -q --quiet -t= --threads= -O= --optimize= --color= --startup-file= --history-file= --project[=]! -e=! --eval=! -E=! --print=! -L=! --load=! -J=! --sysimage=! -i! -m=! -p= --procs=",
    "run args*",
    { runs: "project" },
  ),
  ...named(["tclsh", "pwsh", "powershell"], row("-h --help --version -Version", "!")),
  ...named(["ghc", "runghc", "stack", "cabal"], row("--version --help -V --numeric-version", "!")),
} satisfies Record<string, Row>;
