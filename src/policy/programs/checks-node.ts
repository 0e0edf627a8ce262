import type { Row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const VITEST = `
  -v --version -r=dir --root=dir -c=project --config=project -u[=] --update[=] -w --watch --no-watch -t= --testNamePattern=
  --dir=dir --ui --open --silent[=] --hideSkippedTests --reporter=(default|verbose|dot|basic|json|junit|tap|tap-flat|github-actions|hanging-process|tree) --outputFile=write --outputFile.*=write
  --coverage --coverage.enabled[=] --coverage.provider=(v8|istanbul) --coverage.reporter=(text|text-summary|text-lcov|html|html-spa|lcov|lcovonly|json|json-summary|cobertura|clover|teamcity|none) --coverage.reportsDirectory=write
  --coverage.include= --coverage.exclude= --coverage.all[=] --coverage.thresholds.*= --no-coverage --mode=
  --workspace=project --isolate --no-isolate --globals --dom --browser[=]! --browser.*! --pool=(threads|forks|vmThreads|vmForks) --poolOptions.threads.singleThread[=] --poolOptions.threads.minThreads= --poolOptions.threads.maxThreads=
  --poolOptions.threads.isolate[=] --poolOptions.forks.singleFork[=] --poolOptions.forks.minForks= --poolOptions.forks.maxForks= --poolOptions.forks.isolate[=]
  --fileParallelism --no-file-parallelism --maxWorkers= --minWorkers= --max-workers= --environment=(node|jsdom|happy-dom|edge-runtime) --passWithNoTests --logHeapUsage
  --allowOnly --dangerouslyIgnoreUnhandledErrors --shard= --changed[=] --sequence.shuffle[=] --sequence.shuffle.files[=] --sequence.shuffle.tests[=] --sequence.concurrent[=] --sequence.seed= --sequence.hooks= --inspect[=]!
  --inspectBrk[=]! --inspect-brk[=]! --testTimeout= --test-timeout= --hookTimeout= --bail= --retry= --diff=! --exclude= --expandSnapshotDiff
  --disableConsoleIntercept --typecheck --typecheck.enabled[=] --typecheck.only --typecheck.tsconfig=project
  --typecheck.checker=! --project= --slowTestThreshold= --teardownTimeout= --maxConcurrency= --run --no-color
  --color --clearScreen --standalone --mergeReports[=]! --includeTaskLocation --no-cache --cache.dir=write
  --json[=]! --filesOnly --api[=]! --globalSetup=! --setupFiles=! --execArgv=! --vmMemoryLimit= --hideSkippedTests --printConsoleTrace
  --attachmentsDir=write --no-threads --threads --single-thread`;

const JEST = `
  -v --version --all -b --bail[=] --cache --no-cache --cacheDirectory=write --changedFilesWithAncestor --changedSince= --ci
  --clearCache --clearMocks --collectCoverageFrom= --color --colors --no-color -c=project --config=project
  --coverage[=] --no-coverage --collectCoverage --coverageDirectory=write --coveragePathIgnorePatterns=
  --coverageProvider=(babel|v8) --coverageReporters=(text|text-summary|text-lcov|html|html-spa|lcov|lcovonly|json|json-summary|cobertura|clover|teamcity|none) --coverageThreshold= --debug --detectLeaks --detectOpenHandles
  --errorOnDeprecated -e --expand -f --onlyFailures --findRelatedTests --forceExit --injectGlobals --json
  --lastCommit --listTests --logHeapUsage --maxConcurrency= -w= --maxWorkers= --noStackTrace --notify -o
  --onlyChanged --openHandlesTimeout= --outputFile=write --passWithNoTests --preset=! --projects=project
  --randomize --seed= --showSeed --selectProjects= --ignoreProjects= --resetMocks --resetModules
  --restoreMocks --reporters=! -i --runInBand --runTestsByPath --shard= --showConfig --silent[=]
  --testLocationInResults --testMatch= -t= --testNamePattern= --testPathIgnorePatterns=
  --testPathPattern= --testPathPatterns= --testTimeout= -u --updateSnapshot --useStderr --verbose[=] --watch
  --watchAll[=] --watchman[=] --no-watchman --workerThreads --workerIdleMemoryLimit= --env=! --environment=!
  --testEnvironment=! --testEnvironmentOptions= --filter=! --globalSetup=! --globalTeardown=! --globals=
  --setupFiles=! --setupFilesAfterEnv=! --resolver=! --runner=! --testRunner=! --testSequencer=!
  --testResultsProcessor=! --transform=! --watchPlugins=! --prettierPath=! --snapshotSerializers=!
  --moduleNameMapper=! --modulePaths=! --moduleDirectories=! --haste=! --rootDir=dir --roots=dir
  --dependencyExtractor=! --init! --waitForUnhandledRejections --transformIgnorePatterns= --collectCoverageOnlyFrom=`;

const MOCHA = `
  -V --version --allow-uncaught -A --async-only -b --bail --check-leaks --delay --dry-run --exit --fail-zero
  --forbid-only --forbid-pending --global= --globals= -j= --jobs= -p --parallel --retries= -s= --slow= -t=
  --timeout= -u=(bdd|tdd|qunit|exports) --ui=(bdd|tdd|qunit|exports) --timeouts= --no-timeout --no-timeouts -c --color --no-color --diff --no-diff --full-trace --inline-diffs -R=(spec|dot|min|list|nyan|tap|json|progress|landing|markdown|doc|xunit) --reporter=(spec|dot|min|list|nyan|tap|json|progress|landing|markdown|doc|xunit)
  -O=! --reporter-option=! --reporter-options=! --config=! --package=! --opts=! --no-config --no-package --extension=
  --ignore= --exclude= --recursive -r=! --require=! -S --sort -w --watch --watch-files= --watch-ignore=
  -f= --fgrep= -g= --grep= -i --invert --list-interfaces --list-reporters --file=! --spec=project -n=!
  --node-option=! --inspect[=]! --inspect-brk[=]! --import=! --loader=! --pass-on-failing-test-suite`;

const ESLINT = `
  -v --version --env-info -c=project --config=project --no-config-lookup --no-eslintrc --inspect-config!
  --env= --ext= --global= --parser=! --parser-options= --resolve-plugins-relative-to=! --plugin=! --rule= --rulesdir=!
  --fix --fix-dry-run --fix-type= --ignore-path=read --no-ignore --ignore-pattern= --stdin --stdin-filename=
  --quiet --max-warnings= -o=write --output-file=write -f=(stylish|json|compact|unix|html|junit) --format=(stylish|json|compact|unix|html|junit)     --color --no-color --no-inline-config --report-unused-disable-directives --report-unused-disable-directives-severity=
  --report-unused-inline-configs= --cache --no-cache --cache-file=write --cache-location=write --cache-strategy=
  --init! --no-error-on-unmatched-pattern --exit-on-fatal-error --no-warn-ignored --pass-on-no-patterns --debug
  --print-config=read --stats --flag= --mcp! --suppress-all --suppress-rule= --suppressions-location=write
  --prune-suppressions --concurrency= --pass-on-unpruned-suppressions`;

const PRETTIER = `
  -v --version -c --check -l --list-different -w --write --config=project --no-config --config-precedence=
  --no-editorconfig --find-config-path=list --ignore-path=read --plugin=! --plugin-search-dir=! --with-node-modules
  --arrow-parens= --bracket-same-line --bracket-spacing --no-bracket-spacing --embedded-language-formatting=
  --end-of-line= --html-whitespace-sensitivity= --jsx-single-quote --object-wrap= --experimental-* --parser= --print-width= --prose-wrap=
  --quote-props= --no-semi --semi --single-attribute-per-line --single-quote --tab-width= --trailing-comma=
  --use-tabs --vue-indent-script-and-style --cursor-offset= --range-end= --range-start= --cache --no-cache
  --cache-location=write --cache-strategy= --color --no-color --no-error-on-unmatched-pattern --file-info=list
  -u --ignore-unknown --insert-pragma --require-pragma --log-level= --loglevel= --stdin-filepath= --support-info
  --no-plugin-search`;

const BIOME = `
  -V --version --colors= --use-server --verbose --config-path=project --max-diagnostics= --skip-parse-errors
  --no-errors-on-unmatched --error-on-warnings --error-on-no-changes --json --reporter= --log-level= --log-kind= --log-file=write
  --diagnostic-level= --write --fix --apply --apply-unsafe --unsafe --staged --changed --since= --formatter-enabled=
  --linter-enabled= --organize-imports-enabled= --assist-enabled= --enforce-assist= --stdin-file-path= --only= --skip= --suppress
  --reason= --indent-style= --indent-width= --indent-size= --line-width= --line-ending= --quote-style= --jsx-quote-style= --quote-properties=
  --trailing-commas= --semicolons= --arrow-parentheses= --bracket-spacing= --bracket-same-line= --attribute-position=
  --vcs-enabled= --vcs-client-kind= --vcs-use-ignore-file= --vcs-root= --vcs-default-branch= --files-max-size=
  --files-ignore-unknown= --format-with-errors= --use-editorconfig= --javascript-*= --json-*= --css-*= --graphql-*= --html-*=`;

const STYLELINT = `
  -v --version -c=project --config=project --config-basedir=! --print-config -i=read --ignore-path=read --ip= --ignore-pattern=
  --fix[=] -s=! --syntax=! --custom-syntax=! --stdin --stdin-filename= --ignore-disables --id --disable-default-ignores --di
  --cache --cache-location=write --cache-strategy= -f=(string|json|compact|verbose|unix) --formatter=(string|json|compact|verbose)   --custom-formatter=! -q --quiet --quiet-deprecation-warnings
  --color --no-color --report-needless-disables --rd --report-invalid-scope-disables --report-descriptionless-disables
  --max-warnings= --mw= -o=write --output-file=write --allow-empty-input --aei --globby-options= --no-globby-options --validate --no-validate
  --compute-edit-info`;

const TSC = `
  -v --version --all --init --showConfig --listFilesOnly -p=project --project=project -b>project --build>project -w --watch --noEmit[=] --emitDeclarationOnly[=]
  --pretty[=] --incremental[=] --tsBuildInfoFile=write --outDir=write --outFile=write --declarationDir=write --declaration[=] -d[=]
  --declarationMap[=] --sourceMap[=] --inlineSourceMap[=] --inlineSources[=] --removeComments[=] --rootDir=dir --rootDirs=dir
  --baseUrl=dir --target= -t= --module= -m= --moduleResolution= --lib= --jsx= --jsxFactory= --jsxImportSource= --strict[=]
  --noImplicitAny[=] --strictNullChecks[=] --strictFunctionTypes[=] --strictPropertyInitialization[=] --noUnusedLocals[=]
  --noUnusedParameters[=] --noImplicitReturns[=] --noFallthroughCasesInSwitch[=] --noUncheckedIndexedAccess[=]
  --exactOptionalPropertyTypes[=] --noImplicitOverride[=] --allowJs[=] --checkJs[=] --skipLibCheck[=] --skipDefaultLibCheck[=]
  --esModuleInterop[=] --allowSyntheticDefaultImports[=] --resolveJsonModule[=] --isolatedModules[=] --verbatimModuleSyntax[=]
  --erasableSyntaxOnly[=] --allowImportingTsExtensions[=] --experimentalDecorators[=] --emitDecoratorMetadata[=]
  --forceConsistentCasingInFileNames[=] --types= --typeRoots=dir --paths= --noErrorTruncation[=] --noResolve[=] --maxNodeModuleJsDepth=
  --listFiles[=] --listEmittedFiles[=] --explainFiles[=] --traceResolution[=] --extendedDiagnostics[=] --diagnostics[=]
  --generateTrace=write --generateCpuProfile=write --preserveWatchOutput[=] --force -f --dry --verbose --clean --stopBuildOnErrors
  --assumeChangesOnlyAffectDirectDependencies[=] --composite[=] --useDefineForClassFields[=] --downlevelIteration[=]
  --allowUnreachableCode[=] --allowUnusedLabels[=] --noPropertyAccessFromIndexSignature[=] --useUnknownInCatchVariables[=]
  --noEmitOnError[=] --preserveSymlinks[=] --locale= --newLine= --stripInternal[=] --importHelpers[=] --resolvePackageJsonExports[=]
  --customConditions= --moduleDetection= --isolatedDeclarations[=] --noCheck[=] --ignoreDeprecations= --plugins=! --watchFile= --watchDirectory= @*!`;

const KNIP = `
  -n --no-progress -c=project --config=project -t=project --tsConfig=project -p --production -s --strict -W= --workspace=
  --include-entry-exports --include-libs --isolate-workspaces --include= --exclude= --dependencies --exports --files --fix --fix-type=
  --format --allow-remove-files --no-gitignore --directory=dir --cache --cache-location=write --watch --reporter=(symbols|compact|json|markdown|codeowners|disclosure)   --reporter-options= --preprocessor=! --preprocessor-options=
  --max-issues= --max-show-issues= --no-exit-code --no-config-hints --treat-config-hints-as-errors --trace= --trace-file=
  --trace-export= --trace-dependency= -d --debug --memory --memory-realtime --performance --performance-fn= --duration -V --version
  --tags= --experimental-tags= --use-tsconfig-files --bun --no-tag-hints`;

const PLAYWRIGHT = `
  -V --version --browser= -c=project --config=project --debug --fail-on-flaky-tests --forbid-only --fully-parallel --global-timeout= -g=
  --grep= -gv= --grep-invert= -G= --headed --ignore-snapshots -j= --workers= --last-failed --list --max-failures= -x --no-deps --only-changed[=]
  --output=write --pass-with-no-tests --project= --quiet --repeat-each= --reporter=(list|line|dot|json|html|junit|github|null)   --retries= --shard= --timeout= --trace= --tsconfig=project --ui! --ui-host=!
  --ui-port=! -u[=] --update-snapshots[=] --update-source-method= --with-deps! --dry-run --force --only-shell --no-shell --host= --port=
  --test-list=read --test-list-invert=read`;

const CYPRESS = `
  -v --version --browser=(chrome|electron|firefox|edge) --ci-build-id= --component --e2e -C=project
  --config-file=project -c=! --config=! -e= --env= --group= --headed --headless -k=! --key=! --no-exit -p= --port= -P=dir --project=dir -q
  --quiet --record[=]! -r=(spec|dot) --reporter=(spec|dot|junit) -o= --reporter-options= -s=
  --spec= -t= --tag= --auto-cancel-after-failures= --parallel --no-runner-ui --posix-exit-codes --pass-with-no-tests -b=(chrome)`;

const BUNDLER = `
  -v --version -c=project --config=project -m= --mode= -d= --devtool= -w --watch -o=write --output-path=write --outDir=write --env= --stats
  --json[=]! --progress[=] --profile --analyze[=] --base= --logLevel= -l= --clearScreen --debug[=] -f= --filter= --target= --assetsDir=
  --minify[=] --sourcemap[=] --manifest[=] --ssr[=]! --emptyOutDir --no-emptyOutDir --force --host[=] --port= --open[=]! --strictPort --cors
  --no-watch --fail-on-warnings --no-stats --no-color --color --name= --node-env= --merge --entry=! --plugin=! -p=! --hot -i --input=project
  --format= --file=write --dir=write -e= --external= -g= --globals= --silent --failAfterWarnings --configPlugin=! --configImportAttributesKey= --treeshake[=]
  --bundleConfigAsCjs --validate --exports= --no-strict --app --no-mangling --turbo --turbopack --webpack --no-lint --experimental-* --profile
  --disable-interpret --no-devtool --no-hot --configLoader= --environment= --dry-run --dts --clean --splitting --tsconfig=project --onSuccess=! --configName=
  --config-name= --no-config`;

const ESBUILD = `
  --version --bundle --minify --minify-whitespace --minify-identifiers --minify-syntax --sourcemap --sourcemap=* --splitting --watch --watch=* --target=*
  --platform=* --format=* --external:* --define:* --loader:* --loader=* --packages=* --outfile=write --outdir=write --outbase=dir --entry-names=*
  --chunk-names=* --asset-names=* --public-path=* --global-name=* --jsx=* --jsx-factory=* --jsx-fragment=* --jsx-import-source=* --jsx-dev
  --tsconfig=project --tsconfig-raw=* --metafile=write --log-level=* --log-limit=* --log-override:* --color=* --charset=* --drop:* --drop-labels=*
  --legal-comments=* --keep-names --ignore-annotations --tree-shaking=* --main-fields=* --conditions=* --resolve-extensions=* --alias:* --banner:*
  --footer:* --pure:* --analyze --analyze=* --allow-overwrite --preserve-symlinks --inject:*! --serve! --serve=*! --servedir=*! --mangle-props=*
  --mangle-cache=*! --supported:* --abs-working-dir=*! --node-paths=*! --certfile=*! --keyfile=*! --log-level=* --line-limit=* --out-extension:*`;

function check(options: string, operands: string, more?: Partial<Row>): Row {
  return withHelp(options, operands, { runs: "project", from: "npm", ...more });
}

const vitest = check(VITEST, "args*");
const bundler = check(BUNDLER, "args*");
const prismaRead = check(
  "--schema=project --config=project --json --stdin --check --print --url=!",
  "text*",
);
const drizzle = check(
  "--config=project --dialect= --schema=project --out=write --name= --custom --prefix= --breakpoints --url=! --driver= --verbose --strict --force --casing= --tablesFilter= --schemaFilters=",
  "none",
  { network: true },
);

/** Linters, test runners and builders that come from npm. Their config is code of the project. */
export const NODE_CHECKS = {
  vitest: check("", "none", {
    sub: {
      "": vitest,
      "*": vitest,
      ...named(["run", "watch", "dev", "related", "bench", "typecheck", "list"], vitest),
      init: NEVER,
    },
  }),
  jest: check(JEST, "args*"),
  ...named(["mocha", "_mocha"], check(MOCHA, "args*")),
  ava: check(
    "-v --version -c= --concurrency= --fail-fast -m= --match= --no-worker-threads --node-arguments=! -s --serial -t --tap -T= --timeout= -u --update-snapshots --verbose -w --watch --color --no-color --config=project --reset-cache",
    "args*",
  ),
  tap: check(
    "-v --version -j= --jobs= -b --bail -B --no-bail -t= --timeout= -R=! --reporter=(tap|terse) --disable-coverage --allow-incomplete-coverage --coverage-report= -g= --grep= -i --invert --only --snapshot -S -w --watch -C --color --no-color -a --allow-empty-coverage -s=! --save=! --before=! --after=! --node-arg=! --test-arg= --plugin=!",
    "args*",
  ),
  tape: check("-r=! --require=! -i=read --ignore=read --no-only --strict", "args*"),
  uvu: check(
    "-v --version -b --bail -i= --ignore= -r=! --require=! -C=dir --cwd=dir -c --color",
    "args*",
  ),
  c8: check(
    "--version -r=(text|text-summary|text-lcov|html|html-spa|lcov|lcovonly|json|json-summary|cobertura|clover|teamcity|none) --reporter=(text|text-summary|text-lcov|html|html-spa|lcov|lcovonly|json|json-summary|cobertura|clover|teamcity|none) --reports-dir=write --all --check-coverage --lines= --branches= --functions= --statements= --include= --exclude= --clean --100 -c=! --config=!",
    "run args*",
  ),
  nyc: check(
    "--version -r=(text|text-summary|text-lcov|html|html-spa|lcov|lcovonly|json|json-summary|cobertura|clover|teamcity|none) --reporter=(text|text-summary|text-lcov|html|html-spa|lcov|lcovonly|json|json-summary|cobertura|clover|teamcity|none) --report-dir=write --all --check-coverage --lines= --branches= --functions= --statements= --include= --exclude= --clean --silent -s --require=! -i=! --nycrc-path=!",
    "run args*",
  ),
  playwright: check("-V --version", "none", {
    sub: {
      "": check("-V --version", "none"),
      test: check(PLAYWRIGHT, "args*"),
      "show-report": check("--host= --port=", "dir?"),
      "merge-reports": check("-c=! --config=! --reporter=(list|html|json) ", "dir?"),
      install: check(PLAYWRIGHT, "text*", { network: true }),
      uninstall: check("--all", "none"),
      "clear-cache": check("-c=project --config=project", "none"),
      ...named(
        [
          "codegen",
          "open",
          "cr",
          "ff",
          "wk",
          "screenshot",
          "pdf",
          "show-trace",
          "install-deps",
          "run-server",
        ],
        NEVER,
      ),
    },
  }),
  cypress: check("-v --version", "none", {
    sub: {
      "": check("-v --version", "none"),
      run: check(CYPRESS, "none"),
      ...named(
        ["info", "verify", "version", "cache list", "cache path"],
        check("--size --component= --dev", "none"),
      ),
      install: check("-f --force", "none", { network: true }),
      ...named(["open", "cache clear", "cache prune"], NEVER),
    },
  }),
  eslint: check(ESLINT, "read*"),
  ...named(["eslint_d", "tslint"], check(ESLINT, "read*")),
  ...named(
    ["oxlint"],
    check(
      "-V --version -c=project --config=project --tsconfig=project --init! -A= --allow= -W= --warn= -D= --deny= --import-plugin --react-plugin --jest-plugin --vitest-plugin --fix --fix-suggestions --fix-dangerously --ignore-path=read --ignore-pattern= --no-ignore --quiet --deny-warnings --max-warnings= -f= --format= --silent --threads= --print-config --rules --type-aware --report-unused-disable-directives",
      "read*",
    ),
  ),
  prettier: check(PRETTIER, "read*"),
  biome: check("-V --version", "none", {
    sub: {
      "": check("-V --version", "none"),
      ...named(["check", "lint", "format", "ci"], check(BIOME, "read*")),
      ...named(["version", "rage", "explain", "search"], check(BIOME, "text*")),
      migrate: check(`${BIOME} --include-inspired --include-nursery`, "text?"),
      ...named(
        ["init", "start", "stop", "lsp-proxy", "clean", "upgrade"],
        check("--jsonc", "none"),
      ),
    },
  }),
  stylelint: check(STYLELINT, "read*"),
  standard: check(
    "--version --fix --verbose --stdin --env= --global= --ext= --no-cache --cache-location=write --parser=! --plugin=!",
    "read*",
  ),
  xo: check(
    "--version --fix --quiet --ignore= --space[=] --semicolon --no-semicolon --prettier --cwd=dir --print-config= --reporter=! --env= --global= --extension= --stdin --stdin-filename= --rule= --plugin=! --parser=! --extend=! --config=!",
    "read*",
  ),
  tsc: check(TSC, "read*"),
  ...named(
    ["vue-tsc", "svelte-check", "tsgo", "astro-check"],
    check(
      `${TSC} --tsconfig=project --workspace=dir --output= --fail-on-warnings --threshold= --ignore= --compiler-warnings= --no-tsconfig --diagnostic-sources= --minimumSeverity= --minimumFailingSeverity=`,
      "read*",
    ),
  ),
  ...named(["knip", "knip-bun"], check(KNIP, "none")),
  depcheck: check(
    "--version --json --ignores= --ignore-path=read --ignore-patterns= --ignore-dirs= --ignore-bin-package[=] --skip-missing[=] --oneline --quiet --config=! --parsers=! --detectors=! --specials=!",
    "dir?",
  ),
  madge: check(
    "-V --version -b=dir --basedir=dir -s --summary -c --circular --no-count -d= --depends= -x= --exclude= -j --json -i=! --image=! --dot --layout= --orphans --leaves --extensions= --ts-config=project --webpack-config=! --require-config=! --include-npm --no-color --no-spinner --stdin --warning --debug",
    "read*",
  ),
  ...named(
    ["dependency-cruiser", "depcruise"],
    check(
      "-V --version -c=project --config=project --no-config -T= --output-type= -f=write --output-to=write -x= --exclude= -X= --do-not-follow= -I= --include-only= -F= --focus= -M= --metrics -p[=] --progress[=] -v[=] --validate[=] --ts-config[=] -i --info --max-depth= --cache[=]! --init! --webpack-config=! --babel-config=! -P=!",
      "read*",
    ),
  ),
  ...named(
    ["npm-check-updates", "ncu"],
    check(
      "-V --version -u --upgrade -i! --interactive! -f= --filter= -x= --reject= -t= --target= -p= --packageManager= -d --deep -w --workspaces --workspace= -g --global -e= --errorLevel= --jsonUpgraded --jsonAll --format= -m --minimal --peer --dep= --doctor! --doctorTest=! --packageFile=project --cwd=dir --registry=host! --configFileName=! --configFilePath=! --silent -s -l= --loglevel= --no-color --cache --concurrency= --timeout=",
      "text*",
      { network: true },
    ),
  ),
  commitlint: check(
    "-v --version -c --color -g=project --config=project --print-config[=] -d=dir --cwd=dir -e[=] --edit[=] -E= --env= -x=! --extends=! -H= --help-url= -f= --from= --from-last-tag --git-log-args=! -l --last -o=! --format=! -p=! --parser-preset=! -q --quiet -t= --to= -V --verbose -s --strict",
    "none",
  ),
  ...named(
    ["markdownlint", "markdownlint-cli2"],
    check(
      "-V --version -c=project --config=project -d --dot -f --fix --fix -i= --ignore= -j --json -o=write --output=write -p=read --ignore-path=read -q --quiet -r=! --rules=! -s --stdin --enable= --disable= --no-globs --configPointer= --format",
      "read*",
    ),
  ),
  ...named(
    ["remark", "alex", "textlint", "cspell", "write-good"],
    check(
      "-V --version --no-color --color -q --quiet -f --frail --no-progress --no-summary --words-only --unique --show-context --show-suggestions --locale= --language-id= --exclude= --no-must-find-files --dot --gitignore --fix --format=! -c=project --config=project -u=! --use=! -s= --rule=! --rulesdir=! --plugin=! --file=read --cache --no-cache --file-list=read",
      "read*",
    ),
  ),
  typedoc: check(
    "--version --options=project --tsconfig=project --entryPoints=project --entryPointStrategy= --out=write --json=write --name= --exclude= --excludePrivate --excludeInternal --readme=read --theme=! --plugin=! --emit= --logLevel= --treatWarningsAsErrors --skipErrorChecking --watch --gitRevision= --validation --showConfig",
    "read*",
  ),
  ...named(
    ["api-extractor"],
    check("", "none", {
      sub: {
        run: check(
          "-c=project --config=project -l --local -v --verbose --diagnostics --typescript-compiler-folder=!",
          "none",
        ),
      },
    }),
  ),
  next: check("-v --version", "none", {
    sub: {
      "": check("-v --version", "none"),
      ...named(
        ["build", "dev", "start"],
        check(
          `${BUNDLER} -H= --hostname= --no-mangling --experimental-build-mode= --debug-prerender --keepAliveTimeout= --experimental-https`,
          "dir?",
        ),
      ),
      lint: check(
        "-d= --dir= --file= --ext= -c=project --config=project --strict --fix --fix-type= --quiet --max-warnings= -o=write --output-file=write --cache --no-cache --cache-location=write --rulesdir=! --resolve-plugins-relative-to=! -f=! --format=! --report-unused-disable-directives-severity=",
        "dir?",
      ),
      info: check("--verbose", "none"),
      ...named(["typegen"], check("", "dir?")),
      telemetry: NEVER,
    },
  }),
  vite: check("", "none", {
    sub: {
      "": bundler,
      "*": check(BUNDLER, "dir?"),
      ...named(["build", "dev", "serve", "preview", "optimize"], check(BUNDLER, "dir?")),
    },
  }),
  ...named(
    [
      "nuxt",
      "nuxi",
      "astro",
      "remix",
      "svelte-kit",
      "react-router",
      "vue-cli-service",
      "react-scripts",
      "ng",
      "gatsby",
      "expo",
    ],
    check("-v --version", "none", {
      sub: {
        "": check("-v --version", "none"),
        ...named(
          [
            "build",
            "check",
            "sync",
            "typecheck",
            "prepare",
            "lint",
            "info",
            "routes",
            "typegen",
            "generate",
            "test",
          ],
          check(
            `${BUNDLER} --configuration= --prod --browsers= --code-coverage --include= --fix --ci --watchAll[=] --coverage --no-watch`,
            "args*",
          ),
        ),
        ...named(["dev", "preview", "start", "serve"], check(BUNDLER, "args*")),
        ...named(["add", "init", "upgrade", "new", "update", "eject", "telemetry"], NEVER),
      },
    }),
  ),
  ...named(
    [
      "webpack",
      "webpack-cli",
      "rollup",
      "rspack",
      "rolldown",
      "tsup",
      "tsdown",
      "unbuild",
      "parcel",
      "microbundle",
      "swc",
      "babel",
    ],
    check(BUNDLER, "args*"),
  ),
  esbuild: check(ESBUILD, "args*"),
  ...named(
    ["storybook", "start-storybook", "build-storybook"],
    check("-v --version", "none", {
      sub: {
        "": check("-v --version", "none"),
        ...named(
          ["build", "dev", "info", "doctor"],
          check(
            "-c=project --config-dir=project -o=write --output-dir=write -p= --port= -h= --host= --ci --quiet --no-open --test --debug --stats-json[=] --docs --disable-telemetry --loglevel= --smoke-test --no-manager-cache --preview-url=host --webpack-stats-json[=]",
            "none",
          ),
        ),
        ...named(["init", "upgrade", "add", "migrate", "automigrate", "sandbox"], NEVER),
      },
    }),
  ),
  prisma: check("-v --version", "none", {
    sub: {
      "": check("-v --version --json", "none"),
      ...named(
        ["validate", "format", "version", "migrate status", "migrate diff", "debug"],
        check(
          "--schema=project --config=project --json --check --from-schema-datamodel=project --to-schema-datamodel=project --from-migrations=project --to-migrations=project --from-empty --to-empty --from-schema-datasource=project --to-schema-datasource=project --script -o=write --output=write --exit-code --shadow-database-url=! --from-url=! --to-url=!",
          "none",
          { network: true },
        ),
      ),
      generate: check(
        "--schema=project --config=project --watch --generator= --no-engine --no-hints --sql --allow-no-models --data-proxy",
        "none",
      ),
      ...named(
        [
          "migrate dev",
          "migrate deploy",
          "migrate resolve",
          "migrate reset",
          "db push",
          "db pull",
          "db seed",
        ],
        check(
          "--schema=project --config=project -n= --name= --create-only --skip-generate --skip-seed --applied= --rolled-back= -f --force --accept-data-loss! --force-reset! --print --composite-type-depth= --url=!",
          "none",
          { network: true },
        ),
      ),
      ...named(["studio", "init", "db execute", "login", "platform", "dev", "mcp"], NEVER),
    },
  }),
  "drizzle-kit": check("--version", "none", {
    sub: {
      "": prismaRead,
      ...named(
        ["generate", "check", "up", "migrate", "push", "pull", "introspect", "export"],
        drizzle,
      ),
      ...named(["studio", "drop"], NEVER),
    },
  }),
  ...named(
    [
      "openapi-typescript",
      "graphql-codegen",
      "orval",
      "json2ts",
      "swagger-cli",
      "redocly",
      "spectral",
    ],
    check(
      "-V --version -c=project --config=project -o=write --output=write -w --watch -v --verbose --silent --format= --fail-severity= -F= --ruleset=project -q --quiet -i=read --input=read -p= --project= --check --errors-only --extends= --skip-rule= --max-problems= -D --display-only-failures -e= --encoding= --immutable --export-type --path-params-as-types -a --alphabetize --enum --require=! -r=project",
      "args*",
      { network: true },
    ),
  ),
  ...named(
    [
      "size-limit",
      "publint",
      "attw",
      "are-the-types-wrong",
      "type-coverage",
      "lighthouse-ci",
      "license-checker",
    ],
    check(
      "-V --version --json --why --silent --strict --pack --detail --at-least= -p=project --project=project --production --summary --csv --onlyAllow= --failOn= --excludePackages= --start= --level= --ignore-rules= --profile= --format= -f= --limit= --config=!",
      "args*",
    ),
  ),
  ...named(
    ["serve", "http-server", "live-server", "json-server"],
    check(
      "-p= --port= -l= --listen= -s --single -d --debug -c=! --config=! -C --cors -n --no-clipboard -u --no-compression -L --no-request-logging -a= --host= -v --version -o! --open! -P=! --proxy=! -S -K= --no-etag --symlinks",
      "dir?",
      { network: true },
    ),
  ),
  ...named(
    ["rimraf", "del-cli", "trash-cli"],
    check(
      "-v --version -g --glob --no-glob -f --force --preserve-root --no-preserve-root! --verbose -V",
      "write*",
    ),
  ),
  ...named(["mkdirp"], check("-p -m= --mode= -v --version", "write*")),
  ...named(
    ["cpx", "copyfiles", "ncp", "cpy"],
    check(
      "-u= --up= -f --flat -a --all -v --version -V --verbose -e= --exclude= -C --clean -s --soft -E --error -c=! --command=! -w --watch -t=! --transform=! --parents --cwd=dir",
      "read* write",
    ),
  ),
  ...named(
    ["only-allow", "is-ci", "envinfo", "semver"],
    check(
      "-v --version --system --binaries --browsers --npmPackages[=] --npmGlobalPackages --json --markdown -r= --range= -i= --increment= -c --coerce -l --loose",
      "text*",
    ),
  ),
} satisfies Record<string, Row>;
