import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const MAKE = `
  -f=! --file=! --makefile=! --eval=! -E=! -C=dir --directory=dir -j[=] --jobs[=] -k --keep-going -S
  --no-keep-going --stop -n --just-print --dry-run --recon -B --always-make -s --silent --quiet --no-silent
  -i --ignore-errors -q --question -t --touch -r --no-builtin-rules -R --no-builtin-variables -p
  --print-data-base -d --debug[=] -v --version -h --help -w --print-directory --no-print-directory
  -l[=] --load-average[=] --max-load[=] -O[=] --output-sync[=] --trace --warn-undefined-variables
  -W=list --what-if=list --new-file=list --assume-new=list -o=list --old-file=list --assume-old=list -I=!
  --include-dir=! -e --environment-overrides -L --check-symlink-times --shuffle[=]`;

const JUST = `
  -f=! --justfile=! -d=dir --working-directory=dir -l --list[=] --summary -s= --show= -n --dry-run -q --quiet -v
  --verbose --color= --command-color= --no-highlight --highlight --list-heading= --list-prefix= --list-submodules
  -u --unsorted --variables --evaluate --dump --dump-format= --check --fmt --groups --group= --yes --one
  --timestamp --timestamp-format= --usage --no-aliases --alias-style= --no-deps --explain --version -V -h
  --help --set! -c! --command! --choose! --chooser=! --edit! -e! --shell=! --shell-arg=!
  --shell-command! --dotenv-path=! -E=! --dotenv-filename=! --init! -g! --global-justfile! --unstable --man
  --changelog --completions= --clear-shell-args --allow-missing --ceiling= --cygpath=! --tempdir=!`;

const TASK = `
  -t=! --taskfile=! -d=dir --dir=dir -l --list -a --list-all -j --json -n --dry -p --parallel -f --force -s
  --silent -v --verbose -w --watch --status --summary --sort= -c[=] --color[=] -C= --concurrency= -x
  --exit-code -o= --output= -i! --init! -g! --global! -I= --interval= -y --yes --offline --download!
  --insecure! --version -h --help --no-status --trusted-hosts=!`;

const NINJA = `
  -C=dir -f=! -j= -k= -l= -n -v -d= -t=(targets|query|deps|graph|commands|rules) -w= --verbose --quiet --version -h --help`;

/** Prefix options end in a star: the longest that fits counts. */
const COMPILER = `
  -c -S -E -v -o=write -x= -std=* -ansi -pedantic -pedantic-errors -w -W* -Wl,*! -Wa,*! -Wp,*! -g* -O* -f*
  -fplugin*! -fpass-plugin*! -fdump*! -fuse-ld*! -fprofile-use*! -fauto-profile*! -fmodule-mapper*!
  -fmodules-cache-path*! -ftime-trace=*! -fcrash-diagnostics-dir*! -flto-partition*! -fsave-optimization-record*!
  -foptimization-record-file*! -fdiagnostics-add-output*! -fuse-cuid*! -fembed-bitcode*! -fthinlto*! -fsanitize-ignorelist*!
  -fcallgraph-info*! -m* -mllvm! -D* -D= -U* -U= -I* -I= -L* -L= -l* -l= -iquote= -isystem= -idirafter=
  -include=read -imacros=read -MD -MMD -MM -M -MP -MG -MF=write -MT= -MQ= -P -C -H -s -static -shared -pie
  -no-pie -rdynamic -pthread -nostdlib -nostartfiles -nodefaultlibs -nostdinc -pipe -print-* -dumpversion
  -dumpmachine -dumpfullversion --version --help --help=* -Q -### -save-temps -time -fsyntax-only -arch=
  -target= --target=* --sysroot=* -isysroot= -framework= -F= -F* -Qunused-arguments -B=! -B*! -specs=! -specs*!
  -wrapper=! -aux-info=! -Xlinker=! -Xassembler=! -Xclang=! -Xpreprocessor=! -load=! -ccc*! -T=! -T*! -z=
  -dM -undef -trigraphs -traditional -fno-plugin* @*!`;

const CMAKE = `
  -S=dir -B=write -G= -T= -A= -D=! -D*! -DCMAKE_BUILD_TYPE=* -DBUILD_TESTING=* -DBUILD_SHARED_LIBS=*
  -DCMAKE_EXPORT_COMPILE_COMMANDS=* -DCMAKE_CXX_STANDARD=* -DCMAKE_C_STANDARD=* -U= -U* -C=! -P=! -E! --preset
  --preset=* --list-presets* --fresh --build=dir --install=dir --open! --find-package! --workflow -N -L -LA -LAH -LH
  -j= -j* --parallel -t= --target= --config= --clean-first --use-stderr -v --verbose --prefix=
  --component= --strip --default-directory-permissions= --log-level=* --log-context --warn-uninitialized
  --no-warn-unused-cli --check-system-vars --trace* --trace-redirect=*! --graphviz=*! --debug-output
  --debug-find --debug-trycompile --profiling-output=*! --profiling-format=* --toolchain=! --toolchain*!
  --install-prefix=! --install-prefix*! -Wdev -Wno-dev -Werror=* -Wdeprecated -Wno-deprecated --version
  -version --help -help -h --help-* --system-information*!`;

const CTEST = `
  -C= --build-config= -V --verbose -VV --extra-verbose --debug -N --show-only[=] -Q --quiet --output-on-failure
  --stop-on-failure -F --test-dir=dir -j= -j* --parallel[=] -R= --tests-regex= -E= --exclude-regex= -L=
  --label-regex= -LE= --label-exclude= -FA= -FS= -FC= -I= --tests-information= -U --union --rerun-failed
  --repeat= --timeout= --stop-time= --schedule-random --no-tests= --progress --max-width= --no-label-summary
  --no-subproject-summary --preset= --preset=* --list-presets --print-labels --output-junit=write -O=write
  --output-log=write -S=! --script=! -SP=! -D=! --dashboard=! -M=! -T=! --build-and-test! --build-makeprogram=!
  --test-command=! --overwrite=! -A=read --version -h --help --interactive-debug-mode= -H`;

const MESON_SUBS: Record<string, Row> = {
  "": row("-v --version -h --help", "none"),
  ...named(
    ["setup", "configure"],
    withHelp(
      "-D=! -D*! --buildtype= --prefix= --wipe --reconfigure --clearcache --warnlevel= --werror --strip --unity= --default-library= --backend= --cross-file=! --native-file=! -Dbuildtype=* -Dwarning_level=* -Dwerror=* --errorlogs --wrap-mode= --no-pager",
      "write? dir?",
      { runs: "project" },
    ),
  ),
  compile: withHelp(
    "-C=dir -j= --jobs= -l= -v --verbose --clean --ninja-args=! --vs-args=! --xcode-args=!",
    "args*",
    { runs: "project" },
  ),
  test: withHelp(
    "-C=dir -j= --num-processes= --repeat= --no-rebuild --list --suite= --no-suite= --no-stdsplit --print-errorlogs --benchmark --logbase= -t= --timeout-multiplier= --setup= -q --quiet -v --verbose --maxfail= --wrapper=! --gdb! --gdb-path=! --test-args=!",
    "args*",
    { runs: "project" },
  ),
  introspect: withHelp(
    "-a --all -i --indent -f --force-object-output --ast --benchmarks --buildoptions --buildsystem-files --dependencies --scan-dependencies --installed --projectinfo --targets --tests --compilers --machines",
    "read",
  ),
  "subprojects download": withHelp("", "text*", { network: true }),
  ...named(["install", "dist", "devenv", "init", "wrap", "env2mfile", "rewrite"], NEVER),
};

const BAZEL = `
  --config= -c= --compilation_mode= --test_output= --test_filter= --test_arg= --test_tag_filters= --test_timeout=
  --build_tests_only --nobuild --keep_going -k --nokeep_going --jobs= -j= --verbose_failures --sandbox_debug
  --cache_test_results= -t --runs_per_test= --flaky_test_attempts= --test_summary= --noshow_progress
  --show_progress --color= --curses= --output= --noimplicit_deps --notool_deps --order_output=
  --universe_scope= --ui_event_filters= --platforms= --features= --copt=! --cxxopt=! --linkopt=! --define=!
  --action_env=! --test_env=! --host_action_env=! --repo_env=! --run_under=! --override_repository=!
  --override_module=! --registry=! --remote_cache=! --remote_executor=! --bes_backend=! --strategy=!
  --spawn_strategy=! --workspace_status_command=! --extra_toolchains=! --disk_cache=write --script_path=!
  --show_result= --check_up_to_date --expunge --combined_report= --instrumentation_filter= --depth= -s
  --subcommands --announce_rc --nostamp --stamp --lockfile_mode=`;
// Labels: `//...` and `//src:all` are no paths of the file system.
const bazel = withHelp(BAZEL, "text*", { runs: "project", network: true });
const BAZEL_SUBS: Record<string, Row> = {
  "": row("--version -h --help", "none"),
  ...named(
    [
      "query",
      "cquery",
      "aquery",
      "info",
      "version",
      "help",
      "mod graph",
      "mod deps",
      "mod tidy",
      "analyze-profile",
      "config",
      "dump",
      "print_action",
    ],
    withHelp(BAZEL, "text*", { runs: "project" }),
  ),
  ...named(["build", "test", "coverage", "fetch", "sync", "vendor"], bazel),
  ...named(["clean", "shutdown"], withHelp("--expunge --async", "none")),
  run: row(BAZEL, "run args*", { runs: "project" }),
  ...named(["mobile-install", "canonicalize-flags"], NEVER),
};

const compiler = row(COMPILER, "read*", { single: true });

const XCODE = `
  -project=project -workspace=project -scheme= -target= -alltargets -configuration= -destination= -sdk= -arch=
  -derivedDataPath=write -resultBundlePath=write -list -json -showsdks -showBuildSettings -showdestinations
  -showTestPlans -version -quiet -verbose -dry-run -n -jobs= -parallelizeTargets -only-testing= -only-testing:*
  -skip-testing= -skip-testing:* -testPlan= -enableCodeCoverage= -parallel-testing-enabled= -test-iterations=
  -retry-tests-on-failure -hideShellScriptEnvironment -skipPackagePluginValidation! -skipMacroValidation!
  -resolvePackageDependencies -disableAutomaticPackageResolution -onlyUsePackageVersionsFromResolvedFile
  -clonedSourcePackagesDirPath=write -allowProvisioningUpdates! -toolchain=! -xcconfig=! -exportArchive
  -archivePath=write -exportPath=write -exportOptionsPlist=read -help -usage -license!`;

const SWIFT = `
  -c= --configuration= -v --verbose -vv --very-verbose -q --quiet --package-path=dir --scratch-path=write
  --build-path=write -j= --jobs= --product= --target= --build-tests --show-bin-path --enable-code-coverage
  --show-codecov-path --filter= --skip= --parallel --no-parallel --num-workers= --xunit-output=write -l
  --list-tests --skip-build --enable-test-discovery --disable-sandbox! --disable-automatic-resolution
  --force-resolved-versions --skip-update --arch= --triple= --sdk=! --toolchain=! --swift-sdk= -Xswiftc=!
  -Xcc=! -Xlinker=! -Xcxx=! --static-swift-stdlib --sanitize= --disable-xctest --enable-swift-testing
  --disable-swift-testing --format= -o=write --output-path=write --type= --name= --dry-run -n -r
  --recursive -i --in-place --strict -s -p --parallel --configuration-file=read`;
const swift = withHelp(SWIFT, "args*", { runs: "project" });
const swiftDeps = withHelp(SWIFT, "text*", { network: true, runs: "project" });

const jvmCompiler = row(
  `-version --version -help --help -h -d=write -cp=project -classpath=project --class-path=project -source= -target=
  --release= --source= --target= -g -g:* -nowarn -verbose -Xlint -Xlint:* -Werror -encoding= -parameters
  -proc:none -implicit:* -sourcepath=dir --source-path=dir -s=write -deprecation -A* -J*! @*!
  -processor=! -processorpath=! --processor-path=! -p=! --module-path=! -Xplugin:*! -bootclasspath=!`,
  "read*",
  { single: true },
);

const sbtTask = row(
  "-v -d -no-colors --no-colors -batch -Dsbt.color=* -client -J*! -D*! --addPluginSbtFile=! --supershell=(false)",
  "args*",
  { single: true, network: true, runs: "project" },
);

/** Builders and compilers. An operand `NAME=value` of make sets a variable. */
export const BUILD = {
  ...named(["make", "gmake", "bmake"], row(MAKE, "name*", { runs: "project" })),
  just: row(JUST, "run? args*", { runs: "project" }),
  ...named(["task", "go-task"], row(TASK, "run? args*", { runs: "project" })),
  rake: row(
    "-T[=] --tasks[=] -A --all -D[=] --describe[=] -P --prereqs -W[=] --where[=] -n --dry-run -q --quiet -s --silent -v --verbose -t[=] --trace[=] -j[=] --jobs[=] -m --multitask -B --build-all --rules -V --version -h -H --help -f=! --rakefile=! -e=! --execute=! -E=! --execute-continue=! -p=! --execute-print=! -r=! --require=! -I=! --libdir=! -R=! --rakelibdir=! -g! --system! -G -N --no-search -C=dir --directory=dir --backtrace[=]",
    "run*",
    { runs: "project", from: "gems" },
  ),
  ninja: row(NINJA, "args*", { runs: "project" }),
  cmake: row(CMAKE, "args*", { single: true, runs: "project" }),
  ctest: row(CTEST, "none", { single: true, runs: "project" }),
  meson: row("", "none", { runs: "project", sub: MESON_SUBS }),
  ...named(
    ["bazel", "bazelisk"],
    row(
      "--output_base=write --output_user_root=write --bazelrc=! --noworkspace_rc --nohome_rc --nosystem_rc --host_jvm_args=! --batch",
      "none",
      { runs: "project", sub: BAZEL_SUBS },
    ),
  ),
  ...named(["cc", "c++", "gcc", "g++", "clang", "clang++", "c89", "c99", "cpp"], compiler),
  ...named(
    ["clang-format"],
    row(
      "-i -n --dry-run --Werror -Werror -style=* --style=* --fallback-style=* -fallback-style=* --dump-config -dump-config --files=read --lines=* -lines=* --offset=* --length=* --sort-includes --verbose --version --help -h --assume-filename=* --output-replacements-xml --fail-on-incomplete-format",
      "write*",
      { single: true },
    ),
  ),
  ...named(
    ["clang-tidy", "cppcheck", "cpplint"],
    row(
      "-p= -p=* --checks=* -checks=* --fix --fix-errors --fix-notes --warnings-as-errors=* --header-filter=* --list-checks --quiet --use-color --version --help -h --enable=* --inconclusive --std=* --language=* -j= -q --xml --suppress=* --inline-suppr --error-exitcode=* --platform=* --force -I= -I* --config=! --config-file=! --load=! --load*! --plugin=! --addon=! --addon*! --rule*! --dump! --extra-arg=*! --filter=* --linelength=* --recursive --project=*! --export-fixes=*!",
      "read*",
      { single: true, runs: "project" },
    ),
  ),
  ...named(["ld", "lld", "as", "ranlib"], row("--version --help -V -v", "none")),
  ...named(["javac"], jvmCompiler),
  java: row(
    "-version --version -help --help -h -showversion --show-version --list-modules -fullversion --dry-run",
    "run args*",
    { single: true },
  ),
  jar: row("-t --list -f=read --file=read -v --verbose --version --help -h", "text*"),
  ...named(
    ["javap"],
    row(
      "-c -p -private -public -protected -package -v -verbose -l -s -constants -sysinfo -version -help -cp=read -classpath=read",
      "text*",
      { single: true },
    ),
  ),
  kotlinc: row(
    "-version -help -h -d=write -cp=read -classpath=read -include-runtime -no-stdlib -no-reflect -jvm-target= -language-version= -api-version= -nowarn -verbose -Werror -module-name= -progressive -opt-in= -script! -e=! -Xplugin*! -P=! -kotlin-home=! -J*! @*!",
    "read*",
    { single: true },
  ),
  ...named(
    ["kotlin", "scala", "groovy"],
    row("-version --version -help --help", "run args*", { single: true }),
  ),
  ...named(
    ["ktlint"],
    row(
      "-F --format --color --relative --reporter=* --editorconfig=read --limit= -l= --log-level= --stdin -V --version -h --help --baseline=read --code-style=* --patterns-from-stdin* -R=! --ruleset=!",
      "write*",
      { single: true, runs: "project" },
    ),
  ),
  scalac: row(
    "-version -help -d=write -cp=read -classpath=read -deprecation -feature -unchecked -explain -Werror -Xlint* -Wunused* -encoding= -Xplugin*! -J*! @*!",
    "read*",
    { single: true },
  ),
  sbt: row(
    "-v -d -no-colors --no-colors -batch -client -Dsbt.color=* --version --script-version -version -h --help -D*! -J*! -java-home=! --java-home=! -addPluginSbtFile*! --addPluginSbtFile*! --supershell=(false)",
    "none",
    {
      single: true,
      runs: "project",
      sub: {
        ...named(
          [
            "compile",
            "test",
            "Test/compile",
            "test:compile",
            "testQuick",
            "package",
            "clean",
            "update",
            "scalafmtCheck",
            "scalafmtCheckAll",
            "scalafmt",
            "scalafmtAll",
            "projects",
            "dependencyTree",
            "about",
          ],
          sbtTask,
        ),
      },
    },
  ),
  swift: row("--version -version --help -h", "none", {
    sub: {
      ...named(["build", "test"], swift),
      ...named(["format", "format lint", "format format"], withHelp(SWIFT, "write*")),
      ...named(
        [
          "package resolve",
          "package update",
          "package show-dependencies",
          "package describe",
          "package dump-package",
          "package clean",
          "package reset",
          "package tools-version",
          "package show-executables",
        ],
        swiftDeps,
      ),
      run: row(SWIFT, "run? args*", { runs: "project" }),
      "package init": withHelp("--type= --name= --package-path=dir", "none"),
      ...named(["repl", "package plugin", "package edit", "package config", "sdk install"], NEVER),
      "*": row("-h --help", "run args*"),
    },
  }),
  swiftc: row(
    "-version --version -help --help -o=write -O -Onone -Ounchecked -g -c -typecheck -parse -emit-executable -emit-library -emit-module -dump-ast -module-name= -swift-version= -target= -sdk= -I= -L= -l* -F= -framework= -D= -D* -parse-as-library -warnings-as-errors -suppress-warnings -whole-module-optimization -wmo -enable-testing -j= -j* -Xcc=! -Xlinker=! -Xfrontend=! -Xllvm=! -load-plugin*! -plugin-path=! -tools-directory=! -use-ld*! -toolchain=! @*!",
    "read*",
    { single: true },
  ),
  xcodebuild: row(XCODE, "args*", { single: true, runs: "project" }),
  ...named(
    ["swiftlint", "swiftformat"],
    row(
      "--strict --quiet --fix --autocorrect --format --lint --config=read --reporter= --no-cache --progress --path=list --use-stdin --verbose --swiftversion= --rules= --disable= --enable= --dryrun --version -h --help --cache= --exclude=",
      "write*",
      { runs: "project" },
    ),
  ),
  ...named(
    ["rails"],
    row("", "none", {
      runs: "project",
      from: "gems",
      sub: {
        "": row("-v --version -h --help", "none"),
        ...named(
          [
            "routes",
            "about",
            "stats",
            "notes",
            "time:zones",
            "initializers",
            "middleware",
            "db:version",
            "db:migrate:status",
            "db:abort_if_pending_migrations",
            "zeitwerk:check",
            "version",
          ],
          withHelp(
            "-c= --controller= -g= --grep= -E --expanded -u --unused -a= -e= --environment=",
            "text*",
          ),
        ),
        ...named(
          ["test", "test:all", "test:system", "spec"],
          withHelp(
            "-v --verbose -n= --name= -f --fail-fast -d --defer-output -b --backtrace -s= --seed= -w --warnings -e= --environment= -c --color --no-color --profile[=]",
            "args*",
          ),
        ),
        ...named(
          [
            "db:migrate",
            "db:rollback",
            "db:create",
            "db:seed",
            "db:prepare",
            "db:test:prepare",
            "db:schema:load",
            "db:schema:dump",
            "db:setup",
            "assets:precompile",
            "assets:clobber",
            "tmp:clear",
            "log:clear",
          ],
          withHelp("-e= --environment= --trace", "text*"),
        ),
        ...named(
          ["db:drop", "db:reset", "db:purge", "db:truncate_all"],
          withHelp("-e= --environment= --trace", "text*"),
        ),
        ...named(
          ["generate", "g", "destroy", "d"],
          withHelp(
            "-f --force -p --pretend -q --quiet -s --skip --no-test-framework --skip-routes --no-helper --no-assets --parent= --database=",
            "text text*",
          ),
        ),
        ...named(
          ["server", "s"],
          withHelp(
            "-p= --port= -b= --binding= -e= --environment= -d --daemon -P=write --pid=write -u= --using=",
            "none",
          ),
        ),
        runner: row("-e= --environment= -h --help", "run args*"),
        ...named(
          [
            "console",
            "c",
            "dbconsole",
            "db",
            "new",
            "credentials:edit",
            "credentials:show",
            "secrets:show",
            "plugin",
            "app:update",
          ],
          NEVER,
        ),
        "*": row("--trace -h --help", "run args*"),
      },
    }),
  ),
} satisfies Record<string, Row>;
