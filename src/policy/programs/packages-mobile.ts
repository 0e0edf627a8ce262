import type { Row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const TEST = `-n= --name= -N= --plain-name= -t= --tags= -x= --exclude-tags= --run-skipped -j=
  --concurrency= --total-shards= --shard-index= --timeout= --ignore-timeouts --fail-fast
  -r=(compact|expanded|github|json|silent|failures-only)
  --reporter=(compact|expanded|github|json|silent|failures-only)
  --file-reporter=! --test-randomize-ordering-seed= --color --no-color --platform= -P= --preset=`;
const ANALYZE = `--fatal-infos --no-fatal-infos --fatal-warnings --no-fatal-warnings
  --format=(default|json|machine)`;
const BUILD = `--debug --profile --release --flavor= --build-name= --build-number= --no-codesign
  --codesign --simulator --analyze-size --split-per-abi --target-platform= --tree-shake-icons
  --no-tree-shake-icons --no-pub --pub --obfuscate --split-debug-info=write -t=project
  --target=project --base-href= --wasm --config-only -o=write --output=write
  --dart-define=! --dart-define-from-file=!`;
const PUB = `--no-dev-dependencies --dev-dependencies --json --no-color --color --up-to-date
  --transitive --dependency-overrides --prereleases --show-all --no-show-all --mode= -s= --style=
  --no-dev --executables -C=dir --directory=dir --offline -n --dry-run --enforce-lockfile`;

/** `pub get` and its kin, of dart and of flutter. */
const pub = {
  ...named(["pub outdated", "pub deps"], withHelp(PUB, "none", { network: true })),
  ...named(["pub get", "pub upgrade", "pub downgrade"], withHelp(PUB, "text*", { network: true })),
  ...named(["pub run", "pub global", "pub publish", "pub cache", "pub token"], NEVER),
};

/** Tools of Dart, Flutter and Clojure. */
export const MOBILE_TOOLS = {
  dart: withHelp("-v --verbose --disable-analytics --suppress-analytics", "none", {
    runs: "project",
    sub: {
      "": withHelp("-v --verbose", "none"),
      analyze: withHelp(ANALYZE, "project*"),
      format: withHelp(
        `-o=(none|show|json|write) --output=(none|show|json|write) --set-exit-if-changed -l=
         --line-length= --page-width= --show= --summary= --fix --language-version= --indent=`,
        "project*",
      ),
      test: withHelp(`${TEST} -p= --coverage=write --no-retry --chain-stack-traces`, "project*"),
      ...named(
        ["compile exe", "compile js", "compile kernel", "compile wasm", "compile aot-snapshot"],
        withHelp("-o=write --output=write -O0 -O1 -O2 -O3 -O4 --verbosity= -D*=", "project"),
      ),
      doc: withHelp("-o=write --output=write --validate-links --dry-run", "project?"),
      fix: withHelp("-n --dry-run --apply --code=", "project?"),
      info: withHelp("", "none"),
      ...pub,
      ...named(["run", "create", "build", "devtools", "compile"], NEVER),
    },
  }),
  flutter: withHelp("-v --verbose --suppress-analytics --no-version-check", "none", {
    runs: "project",
    sub: {
      "": withHelp("--version", "none"),
      test: withHelp(
        `${TEST} --coverage --coverage-path=write --branch-coverage --coverage-package=
         --merge-coverage --update-goldens --machine --no-pub --pub --null-assertions
         --flavor= --no-test-assets --enable-experiment= -d= --device-id= --start-paused!
         --dart-define=! --dart-define-from-file=! --test-assets`,
        "project*",
      ),
      analyze: withHelp(
        `${ANALYZE} --write=write --no-pub --pub --no-preamble --preamble --no-congratulate
         --current-package --no-current-package --suggestions --watch`,
        "project*",
      ),
      ...named(
        [
          "build apk",
          "build appbundle",
          "build web",
          "build ios",
          "build ipa",
          "build macos",
          "build linux",
          "build windows",
          "build bundle",
        ],
        withHelp(BUILD, "project?"),
      ),
      ...named(["doctor", "devices", "emulators"], withHelp("-v --machine", "none")),
      clean: withHelp("", "none"),
      ...pub,
      ...named(["run", "drive", "create", "config", "upgrade", "install", "channel"], NEVER),
    },
  }),
  lein: withHelp("-o -U", "none", {
    runs: "project",
    sub: {
      "": withHelp("-v --version", "none"),
      ...named(
        ["test", "check", "compile", "deps", "deps :tree", "classpath", "jar", "uberjar", "clean"],
        withHelp("", "args*"),
      ),
      ...named(["version", "help", "eastwood", "kibit", "cljfmt check"], withHelp("", "args*")),
      ...named(["run", "repl", "with-profile", "do", "deploy", "install", "update-in"], NEVER),
    },
  }),
} satisfies Record<string, Row>;
