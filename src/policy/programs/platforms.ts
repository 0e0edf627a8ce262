import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const project = { runs: "project" } as const;
const adb = (operands: string): Row => row("", operands);

const idf = withHelp(
  "-v --verbose --version -C=dir --project-dir=dir -B=write --build-dir=write --no-ccache --ccache --no-hints -p= --port= -b= --baud= --format=",
  "text*",
  project,
);
const pio = withHelp(
  "-e= --environment= -d=dir --project-dir=dir -j= --jobs= -s --silent -v --verbose -vv -vvv -f= --filter= -i= --ignore= --without-uploading --without-testing --skip-packages --severity= --fail-on-defect= --json-output --list-targets",
  "none",
  project,
);
const dbt = withHelp(
  "-s= --select= -m= --models= --exclude= --selector= -t= --target= --profile= --resource-type= --output= --output-keys= --no-version-check --threads= --fail-fast -x --quiet -q --no-partial-parse --full-refresh -f --target-path=write --inline=!",
  "text*",
  { ...project, network: true },
);
const forge = withHelp(
  "-v -vv -vvv -vvvv -vvvvv --match-test= --mt= --match-contract= --mc= --match-path= --mp= --no-match-test= --no-match-contract= --no-match-path= --gas-report --sizes --summary --list --json -j --force --fail-fast --fuzz-seed= --fuzz-runs= --ffi! --fork-url=host! --check --offline --skip= --names",
  "args*",
  project,
);

/** Mobile and embedded platforms, and builders of languages that have few tools. */
export const PLATFORMS = {
  // What follows `shell` is a line of the device's own shell.
  adb: row("-s= -d -e -t= -H=host! -P= -L=host!", "none", {
    sub: {
      "": row("--version", "none"),
      devices: row("-l", "none"),
      ...named(["get-state", "get-serialno", "version", "help", "features"], adb("none")),
      logcat: row(
        "-d -t= -T= -v= -b= -s -e= --regex= --pid= -m= --max-count= -D -g -S -c! -f=! -G=! -P=!",
        "text*",
      ),
      ...named(
        ["shell getprop", "shell dumpsys", "shell pm list", "shell pm path", "shell wm"],
        row("-l -f -3 -s -d -e -a -U -h", "text*"),
      ),
      ...named(["install", "uninstall", "push", "pull", "root", "remount", "reboot"], NEVER),
      shell: row("", "run args*"),
      "exec-out": row("", "run args*"),
    },
  }),
  emulator: row("-list-avds -version -help -accel-check", "none", { single: true }),
  ...named(["aapt", "aapt2"], row("", "none", { sub: { dump: row("", "text read") } })),
  "idf.py": row("-v --verbose --version --help -C=dir --project-dir=dir -B=write", "none", {
    runs: "project",
    sub: {
      "": row("--version", "none"),
      ...named(
        ["build", "all", "app", "reconfigure", "size", "size-components", "size-files", "clean"],
        idf,
      ),
      ...named(["flash", "monitor", "erase-flash", "menuconfig", "openocd", "gdb"], NEVER),
    },
  }),
  ...named(
    ["pio", "platformio"],
    row("--version --no-ansi -c=", "none", {
      sub: {
        "": row("--version", "none"),
        ...named(["run", "test", "check"], pio),
        ...named(
          ["device list", "boards", "system info", "pkg list", "pkg outdated", "project config"],
          withHelp("--json-output --serial --logical --installed -d=dir -g --global", "text?"),
        ),
        ...named(["upload", "remote", "home", "upgrade", "account"], NEVER),
      },
    }),
  ),
  west: row("-v --verbose -q -V --version", "none", {
    sub: {
      "": row("-V --version", "none"),
      build: withHelp(
        "-b= --board= -d=write --build-dir=write -p= --pristine= -t=(menuconfig|ram_report|rom_report|run|all) --target=(ram_report|rom_report|all) -c --cmake --cmake-only -n --just-print -S= --snippet= -T= --test-item= --sysbuild --no-sysbuild",
        "project?",
        project,
      ),
      ...named(["list", "topdir", "boards", "manifest --path"], withHelp("-f= -a --all", "text*")),
      ...named(["flash", "debug", "sign", "attach"], NEVER),
    },
  }),
  "arduino-cli": row("--format= --json -v --verbose --no-color --log", "none", {
    sub: {
      "": row("--version", "none"),
      compile: withHelp(
        "-b= --fqbn= -e --export-binaries --warnings= --clean -j= --jobs= --libraries=dir --build-path=write --output-dir=write -v --verbose -q --quiet --only-compilation-database --dump-profile --json --format=",
        "project?",
        project,
      ),
      ...named(
        ["board list", "board listall", "board details", "core list", "lib list", "version"],
        withHelp("-b= --fqbn= --json --format= --updatable --all", "text*"),
      ),
      ...named(["upload", "burn-bootloader", "config", "monitor", "debug"], NEVER),
    },
  }),
  verilator: row(
    "--lint-only -Wall -Wno-* --timing -sv -I* --top-module= --version --help",
    "read*",
    {
      single: true,
    },
  ),
  prove: row(
    "-l --lib -b --blib -r --recurse -v --verbose -q --quiet -Q -j= --jobs= -s --shuffle --state= -f --failures -c --color --nocolor --timer --merge -m -I=! -M=! -P=! -e=! --exec=! --harness=! --formatter=! --source=! --rc=! -a=! --archive=! --ext= -h --help -V --version",
    "args*",
    project,
  ),
  bats: row(
    "-r --recursive -f= --filter= --filter-tags= --filter-status= -j= --jobs= -t --tap -p --pretty -T --timing -x --trace -c --count --print-output-on-failure --show-output-of-passing-tests --verbose-run --no-tempdir-cleanup -F=(tap|pretty|tap13|junit) --formatter=(tap|pretty|tap13|junit) -o=write --output=write -h --help -v --version --abort",
    "args*",
    project,
  ),
  busted: row(
    "-v --verbose -c --coverage -o=(TAP|plainTerminal|utfTerminal|gtest|json) --output=(TAP|plainTerminal|utfTerminal|gtest|json) -p= --pattern= -t= --tags= --exclude-tags= --filter= --filter-out= -l --list --shuffle --version --help",
    "args*",
    project,
  ),
  ...named(
    ["gleam", "crystal", "dune", "scala-cli", "forge", "elm-test"],
    row("", "none", {
      runs: "project",
      sub: {
        "": row("-V", "none"),
        ...named(
          ["test", "build", "check", "spec", "fmt", "runtest", "inspect", "coverage"],
          forge,
        ),
        "tool format": forge,
        format: forge,
        compile: forge,
      },
    }),
  ),
  ...named(
    ["mill"],
    row("-i --interactive -j= --jobs= -k --keep-going -s --silent --no-server --version", "args*", {
      ...project,
      single: true,
    }),
  ),
  ...named(
    ["clj-kondo", "hlint", "ocamlformat", "statix", "cljfmt", "slither", "ameba", "elm-format"],
    row(
      "--lint= --parallel --check --validate --fail-level= --cache= --version -h --help --color= --no-summary -j --json --enable-outside-detected-project",
      "args*",
      project,
    ),
  ),
  dbt: row("--version --no-version-check --quiet -q --log-level= --no-use-colors", "none", {
    sub: {
      "": row("--version", "none"),
      ...named(
        ["parse", "compile", "test", "ls", "list", "deps", "debug", "source freshness"],
        dbt,
      ),
      ...named(["run", "build", "seed", "snapshot", "run-operation", "docs"], NEVER),
    },
  }),
  dvc: row("-q --quiet -v --verbose --cd=dir", "none", {
    sub: {
      "": row("-V --version", "none"),
      ...named(
        [
          "status",
          "dag",
          "diff",
          "data status",
          "list",
          "metrics show",
          "metrics diff",
          "params diff",
        ],
        withHelp("-q --quiet -v --json --md --dot --mermaid -o --outs --full --targets=", "text*"),
      ),
      ...named(["push", "remote", "config", "exp", "gc", "destroy"], NEVER),
    },
  }),
  latexmk: row(
    "-pdf -pdflua -pdfxe -lualatex -xelatex -quiet -silent -g -gg -f -c -C -cd -interaction=* -halt-on-error -synctex=* -bibtex -time -v -version -help -h -outdir=* -output-directory=* -shell-escape! -pdflatex=*! -latex=*! -e=! -r=! -pretex=*! -usepretex*! -pvc!",
    "project*",
    { ...project, single: true },
  ),
  "wasm-pack": row("-v -q", "none", {
    sub: {
      "": row("-V --version", "none"),
      ...named(
        ["build", "test"],
        withHelp(
          "-t= --target= -d=write --out-dir=write --out-name= --dev --debug --release --profiling --scope= --no-typescript --no-pack --node --chrome --firefox --safari --headless -m= --mode=",
          "project?",
          { ...project, network: true },
        ),
      ),
      ...named(["publish", "login"], NEVER),
    },
  }),
  promtool: row("", "none", {
    sub: {
      "": row("--version", "none"),
      ...named(
        ["check rules", "check config", "test rules"],
        withHelp("--lint= --lint-fatal --syntax-only", "read*"),
      ),
    },
  }),
} satisfies Record<string, Row>;
