/**
 * Variables that change what programs do, load or run. Set on a line they make it one that is not
 * understood, whether exported or not: most of them are exported already.
 */
const ACTING =
  /^(?:path|cdpath|fpath|manpath|mailpath|module_path|prompt|commands|builtins|(?:dis_)?(?:galiases|saliases|aliases|functions)|options|nameddirs|userdirs|\w+_functions|(?:READ)?NULLCMD|TMPPREFIX|KUBECONFIG|GO[A-Z0-9]+|TERMINFO(?:_DIRS)?|TERMCAP|RUSTC|RUSTDOC|CARGO|MAKEFILES|MYPYPATH|LOCPATH|NLSPATH|MANPATH|MANROFFOPT|INFOPATH|HOSTALIASES|LOCALDOMAIN|RES_OPTIONS|TURBO_.*|NX_.*|SSL_CERT_.*|SSLKEYLOGFILE|.*CA_BUNDLE|COMPOSE_.*|COMPOSER.*|YARN_.*|BUN_.*|DENO_.*|HELM_.*|HEX_.*|MIX_.*|POETRY_.*|HUSKY.*|LEFTHOOK.*|SKIP|SKIP_.*HOOK.*|PRE_COMMIT.*|OVERCOMMIT_.*|ACKRC|ACK_.*|MAGIC|(?:XML|SGML)_CATALOG_FILES|JUST_.*|ERL_.*|ELIXIR_.*|CORECLR_.*|DOTNET_.*|MSBUILD.*|PHPRC|NOXFILE|COVERAGE_.*|TS_NODE_.*|CHROME_BIN|GH_(?:HOST|BROWSER|.*TOKEN)|LESSKEY.*|PATH|IFS|ENV|BASH_ENV|HOME|CDPATH|GLOBIGNORE|SHELLOPTS|BASHOPTS|BASH_.*|PROMPT_COMMAND|PS[0-4]|FPATH|ZDOTDIR|TMPDIR|PWD|OLDPWD|_|SHELL|LESS|LESSOPEN|LESSCLOSE|MORE|MANPAGER|MANOPT|BROWSER|DISPLAY|.*(?:PRELOAD|_PATH|PATH_|_COMMAND|_OPTIONS|_OPTS|OPTS|FLAGS|_ARGS|PAGER|EDITOR|VISUAL|_HOME|_ROOT|_PROXY|_WRAPPER|_CONFIG.*|_HOOK.*|_PLUGIN.*|ASKPASS|_SSH.*)|(?:LD|DYLD|GIT|SSH|PYTHON|PERL|RUBY|NODE|NPM|npm|JAVA|JDK|MAVEN|GRADLE|CARGO|RUSTC?|GO|PIP|UV|BUNDLE|GEM|DOCKER|KUBE.*|TF|AWS|GOOGLE|AZURE|CLAUDE|ANTHROPIC|TAR|GZIP|XZ|ZIP|GREP|RIPGREP|FZF|FD|RSYNC|CURL|WGET|OPENSSL|LUA|PHP)_.*|PYTHON.*|PERL.*|RUBY.*|CLASSPATH|CC|CXX|LD|AR|AS|CPP|MAKE|MAKELEVEL|SUDO_.*|XDG_.*|http_proxy|https_proxy|all_proxy|no_proxy)$/;

/** Names that look like those above, and only choose colours, numbers and modes. */
const HARMLESS =
  /^(?:NODE_ENV|CI|DEBUG|VERBOSE|FORCE_COLOR|NO_COLOR|CLICOLOR(?:_FORCE)?|COLORTERM|TERM|TZ|LANG|LANGUAGE|LC_[A-Z]+|COLUMNS|LINES|PORT|HOST|LOG_LEVEL|LOGLEVEL|RUST_BACKTRACE|RUST_LOG|GOOS|GOARCH|GOARM|CGO_ENABLED|GO111MODULE|GOMAXPROCS|PYTHONUNBUFFERED|PYTHONDONTWRITEBYTECODE|PYTHONIOENCODING|PYTHONUTF8|PYTHONWARNINGS|PYTHONHASHSEED|MIX_ENV|RAILS_ENV|RACK_ENV|APP_ENV|FLASK_ENV|DJANGO_SETTINGS_MODULE|ENVIRONMENT|STAGE|TEST|TESTING|BABEL_ENV|VITEST|JEST_WORKER_ID|UPDATE_SNAPSHOTS?|SNAPSHOT_UPDATE|HEADLESS|DOTNET_CLI_TELEMETRY_OPTOUT|NEXT_TELEMETRY_DISABLED|DO_NOT_TRACK|TURBO_(?:TELEMETRY_DISABLED|FORCE|UI|LOG_\w+|CONCURRENCY|DAEMON)|NX_(?:DAEMON|SKIP_NX_CACHE|TUI|VERBOSE_LOGGING|TERMINAL_\w+)|ACCESSIBLE|E2E_[A-Z_]+|TEST_[A-Z_]+|NODE_NO_WARNINGS|NPM_CONFIG_LOGLEVEL|npm_config_loglevel|CARGO_TERM_COLOR|CARGO_INCREMENTAL|DOCKER_BUILDKIT)$/;

/** Whole numbers to a shell. */
const COUNTERS =
  /^(?:S?RANDOM|OPTIND|SECONDS|LINENO|HISTCMD|HISTSIZE|SAVEHIST|COLUMNS|LINES|TMOUT|MAILCHECK|KEYTIMEOUT|LISTMAX|ERRNO|E?[UG]ID|FUNCNEST|DIRSTACKSIZE)$/;

/** Whether a variable changes what programs do, load or run. */
export function changesPrograms(name: string): boolean {
  return ACTING.test(name) && !HARMLESS.test(name);
}

/** Why an assignment is beyond understanding; undefined where it is harmless. */
export function assignmentDoubt(
  name: string,
  exported: boolean,
  value: string | undefined,
): string | undefined {
  // The shell evaluates what these get as arithmetic.
  if (COUNTERS.test(name) && !/^\d+$/.test(value ?? "")) return `${name} evaluates its value`;
  if (HARMLESS.test(name)) return undefined;
  // `GIT_PAGER=cat`: the one pager that runs nothing.
  if (/PAGER$/.test(name) && (value === "cat" || value === "")) return undefined;
  if (name === "GIT_TERMINAL_PROMPT" || name === "GIT_OPTIONAL_LOCKS") return undefined;
  if (ACTING.test(name)) return `${name} changes what programs do`;
  // A word that is no path, command or option: a mode of some kind.
  const isMode = value !== undefined && /^[\w.,:@%+][\w.,:@%+-]*$|^$/.test(value);
  return exported && !isMode ? `nobody knows what ${name} changes` : undefined;
}
