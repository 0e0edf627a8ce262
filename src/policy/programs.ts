/** How the arguments of a program are read. */
export interface ProgramShape {
  /** Options before the sub-command that take a value of their own: `git -C folder`. */
  readonly valueOptions: readonly string[];
  /** Sub-commands that have sub-commands; `*` for all of them. */
  readonly nested: readonly string[] | "*";
}

const plain: ProgramShape = { valueOptions: [], nested: [] };
const deep: ProgramShape = { valueOptions: [], nested: "*" };
const packages: ProgramShape = {
  valueOptions: ["-C", "--prefix", "--cwd", "--filter", "-F", "-w", "--workspace", "--dir"],
  nested: ["run", "run-script", "exec", "dlx", "workspace", "config", "cache"],
};

/** Programs whose first plain argument names what they do. */
const SHAPES = new Map<string, ProgramShape>(
  Object.entries({
    git: {
      valueOptions: ["-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path"],
      nested: ["stash", "remote", "worktree", "submodule", "bisect", "notes", "reflog", "lfs"],
    },
    gh: { valueOptions: ["-R", "--repo", "--hostname"], nested: "*" },
    glab: deep,
    npm: packages,
    pnpm: packages,
    yarn: packages,
    bun: packages,
    npx: plain,
    bunx: plain,
    uvx: plain,
    deno: plain,
    cargo: { valueOptions: ["--manifest-path", "-C"], nested: [] },
    rustup: deep,
    go: { valueOptions: ["-C"], nested: ["mod", "work", "tool"] },
    docker: {
      valueOptions: ["-H", "--host", "-c", "--context", "--config"],
      nested: ["compose", "container", "image", "volume", "network", "system", "buildx", "builder"],
    },
    podman: { valueOptions: [], nested: ["compose", "container", "image", "volume"] },
    "docker-compose": { valueOptions: ["-f", "--file", "-p", "--project-name"], nested: [] },
    kubectl: {
      valueOptions: ["-n", "--namespace", "--context", "--kubeconfig", "--cluster", "--user"],
      nested: ["rollout", "config", "auth", "set", "create", "get", "describe", "delete"],
    },
    helm: { valueOptions: ["-n", "--namespace", "--kube-context"], nested: ["repo"] },
    terraform: { valueOptions: [], nested: ["state", "workspace"] },
    tofu: { valueOptions: [], nested: ["state", "workspace"] },
    aws: { valueOptions: ["--profile", "--region", "--output"], nested: "*" },
    gcloud: { valueOptions: ["--project"], nested: "*" },
    az: deep,
    pip: plain,
    pip3: plain,
    uv: { valueOptions: [], nested: ["pip", "tool", "python"] },
    poetry: plain,
    brew: { valueOptions: [], nested: ["services"] },
    apt: plain,
    "apt-get": plain,
    dnf: plain,
    systemctl: plain,
    launchctl: plain,
    mise: plain,
    make: { valueOptions: ["-C", "-f", "-j", "--directory", "--file"], nested: [] },
    just: { valueOptions: ["-f", "--justfile", "-d"], nested: [] },
    mix: plain,
    bundle: plain,
    rails: plain,
    composer: plain,
    dotnet: plain,
    gradle: plain,
    mvn: plain,
    claude: { valueOptions: [], nested: ["mcp", "plugin", "config"] },
    "claude-permit": {
      valueOptions: ["--home"],
      nested: ["rules", "config", "alerts", "schedule", "channels", "data"],
    },
    entire: plain,
    tmux: plain,
    playwright: plain,
    supabase: { valueOptions: [], nested: ["db", "functions", "migration"] },
    fly: plain,
    flyctl: plain,
    heroku: plain,
    vercel: plain,
    wrangler: plain,
    "golangci-lint": plain,
  } satisfies Record<string, ProgramShape>),
);

/** The shape of a program by its base name; undefined for one without sub-commands. */
export function programShape(program: string): ProgramShape | undefined {
  return SHAPES.get(program);
}

/** How a program that runs another one is unwrapped. */
export interface Wrapper {
  /** Short options that take a value, by letter; long ones by name. */
  readonly valueOptions: readonly string[];
  /** Plain words before the command: 1 for `timeout 60 CMD` and `ssh HOST CMD`. */
  readonly skip: number;
  /** Sub-command after which the command comes: `docker exec`. */
  readonly after?: readonly string[];
  /** The command is a text for a shell rather than words: `ssh host 'a; b'`. */
  readonly text?: boolean;
}

/**
 * Programs that run the program named in their arguments. Through any of them nothing is
 * understood yet; what they run is judged by deny, ask and the floor.
 */
export const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>(
  Object.entries({
    sudo: { valueOptions: ["u", "g", "h", "p", "C", "D", "R", "T", "r", "t", "U"], skip: 0 },
    doas: { valueOptions: ["u", "C"], skip: 0 },
    pkexec: { valueOptions: ["--user"], skip: 0 },
    env: { valueOptions: ["u", "C", "--unset", "--chdir"], skip: 0 },
    command: { valueOptions: [], skip: 0 },
    builtin: { valueOptions: [], skip: 0 },
    exec: { valueOptions: ["a"], skip: 0 },
    nohup: { valueOptions: [], skip: 0 },
    nice: { valueOptions: ["n", "--adjustment"], skip: 0 },
    ionice: { valueOptions: ["c", "n", "p"], skip: 0 },
    timeout: { valueOptions: ["k", "s", "--kill-after", "--signal"], skip: 1 },
    gtimeout: { valueOptions: ["k", "s", "--kill-after", "--signal"], skip: 1 },
    time: { valueOptions: ["f", "o"], skip: 0 },
    stdbuf: { valueOptions: ["i", "o", "e"], skip: 0 },
    setsid: { valueOptions: [], skip: 0 },
    chroot: { valueOptions: [], skip: 1 },
    flock: { valueOptions: ["w", "E"], skip: 1 },
    watch: { valueOptions: ["n", "--interval"], skip: 0, text: true },
    strace: { valueOptions: ["e", "o", "p", "s"], skip: 0 },
    xargs: {
      valueOptions: ["I", "n", "P", "L", "d", "E", "s", "a", "--max-args", "--max-procs"],
      skip: 0,
    },
    parallel: { valueOptions: ["j", "--jobs"], skip: 0, text: true },
    busybox: { valueOptions: [], skip: 0 },
    toybox: { valueOptions: [], skip: 0 },
    rtk: { valueOptions: [], skip: 0 },
    ssh: {
      valueOptions: ["i", "p", "l", "o", "F", "J", "L", "R", "D", "b", "c", "E", "m", "W"],
      skip: 1,
      text: true,
    },
    docker: {
      valueOptions: ["u", "w", "e", "v", "p", "--user", "--workdir", "--env", "--volume", "--name"],
      skip: 1,
      after: ["exec", "run"],
    },
    podman: {
      valueOptions: ["u", "w", "e", "v", "p", "--user", "--workdir", "--env", "--volume", "--name"],
      skip: 1,
      after: ["exec", "run"],
    },
    kubectl: {
      valueOptions: ["n", "c", "--namespace", "--container", "--context"],
      skip: 1,
      after: ["exec"],
    },
    npx: { valueOptions: ["p", "--package"], skip: 0 },
    bunx: { valueOptions: [], skip: 0 },
    uvx: { valueOptions: ["--from", "--with"], skip: 0 },
    pnpx: { valueOptions: [], skip: 0 },
    npm: { valueOptions: [], skip: 0, after: ["exec", "x"] },
    pnpm: { valueOptions: [], skip: 0, after: ["exec", "dlx"] },
    yarn: { valueOptions: [], skip: 0, after: ["exec", "dlx"] },
    bun: { valueOptions: [], skip: 0, after: ["x"] },
    mise: { valueOptions: [], skip: 0, after: ["exec", "x"] },
    uv: { valueOptions: [], skip: 0, after: ["run"] },
    poetry: { valueOptions: [], skip: 0, after: ["run"] },
    bundle: { valueOptions: [], skip: 0, after: ["exec"] },
  } satisfies Record<string, Wrapper>),
);

/** Programs that raise rights or run elsewhere: a fingerprint names them. */
export const RAISING: ReadonlySet<string> = new Set([
  "sudo",
  "doas",
  "pkexec",
  "ssh",
  "docker",
  "podman",
  "kubectl",
  "npx",
  "bunx",
  "uvx",
]);

/** Shells: `-c` takes a script. */
export const SHELLS: ReadonlySet<string> = new Set([
  "sh",
  "bash",
  "zsh",
  "dash",
  "ksh",
  "ash",
  "fish",
  "su",
  "script",
]);

const INTERPRETER =
  /^(?:python|pypy|node|nodejs|ruby|perl|php|lua|deno|bun|tsx|ts-node|osascript|ipython|Rscript|julia|groovy|awk|gawk|mawk|nawk|pwsh|powershell|tclsh|expect)[\d.]*(?:\.exe)?$/;

/** Interpreters of program text, versioned names included: `python3.12`, not `pythonize`. */
export function isInterpreter(program: string): boolean {
  return INTERPRETER.test(program);
}

/** Builtins that run or redefine what follows. */
export const EVALUATORS: ReadonlySet<string> = new Set([
  "eval",
  "source",
  ".",
  "trap",
  "alias",
  "unalias",
  "export",
  "declare",
  "typeset",
  "local",
  "readonly",
  "set",
  "shopt",
  "enable",
  "hash",
  "bind",
  "complete",
  "mapfile",
  "readarray",
  "su",
  "script",
  "at",
  "batch",
  "crontab",
]);

/** Whether a program's arguments can be commands or program text of their own. */
export function runsOthers(program: string): boolean {
  return (
    WRAPPERS.has(program) ||
    SHELLS.has(program) ||
    EVALUATORS.has(program) ||
    isInterpreter(program)
  );
}
