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
const SHAPES: Readonly<Record<string, () => ProgramShape>> = {
  git: () => ({
    valueOptions: ["-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path"],
    nested: ["stash", "remote", "worktree", "submodule", "bisect", "notes", "reflog", "lfs"],
  }),
  gh: () => ({ valueOptions: ["-R", "--repo", "--hostname"], nested: "*" }),
  glab: () => deep,
  npm: () => packages,
  pnpm: () => packages,
  yarn: () => packages,
  bun: () => packages,
  npx: () => plain,
  bunx: () => plain,
  uvx: () => plain,
  deno: () => plain,
  cargo: () => ({ valueOptions: ["--manifest-path", "-C"], nested: [] }),
  rustup: () => deep,
  go: () => ({ valueOptions: ["-C"], nested: ["mod", "work", "tool"] }),
  docker: () => ({
    valueOptions: ["-H", "--host", "-c", "--context", "--config"],
    nested: ["compose", "container", "image", "volume", "network", "system", "buildx", "builder"],
  }),
  podman: () => ({ valueOptions: [], nested: ["compose", "container", "image", "volume"] }),
  "docker-compose": () => ({ valueOptions: ["-f", "--file", "-p", "--project-name"], nested: [] }),
  kubectl: () => ({
    valueOptions: ["-n", "--namespace", "--context", "--kubeconfig", "--cluster", "--user"],
    nested: ["rollout", "config", "auth", "set", "create", "get", "describe", "delete"],
  }),
  helm: () => ({ valueOptions: ["-n", "--namespace", "--kube-context"], nested: ["repo"] }),
  terraform: () => ({ valueOptions: [], nested: ["state", "workspace"] }),
  tofu: () => ({ valueOptions: [], nested: ["state", "workspace"] }),
  aws: () => ({ valueOptions: ["--profile", "--region", "--output"], nested: "*" }),
  gcloud: () => ({ valueOptions: ["--project"], nested: "*" }),
  az: () => deep,
  pip: () => plain,
  pip3: () => plain,
  uv: () => ({ valueOptions: [], nested: ["pip", "tool", "python"] }),
  poetry: () => plain,
  brew: () => ({ valueOptions: [], nested: ["services"] }),
  apt: () => plain,
  "apt-get": () => plain,
  dnf: () => plain,
  systemctl: () => plain,
  launchctl: () => plain,
  mise: () => plain,
  make: () => ({ valueOptions: ["-C", "-f", "-j", "--directory", "--file"], nested: [] }),
  just: () => ({ valueOptions: ["-f", "--justfile", "-d"], nested: [] }),
  mix: () => plain,
  bundle: () => plain,
  rails: () => plain,
  composer: () => plain,
  dotnet: () => plain,
  gradle: () => plain,
  mvn: () => plain,
  claude: () => ({ valueOptions: [], nested: ["mcp", "plugin", "config"] }),
  "claude-permit": () => ({
    valueOptions: ["--home"],
    nested: ["rules", "config", "alerts", "schedule", "channels", "data"],
  }),
  entire: () => plain,
  tmux: () => plain,
  playwright: () => plain,
  supabase: () => ({ valueOptions: [], nested: ["db", "functions", "migration"] }),
  fly: () => plain,
  flyctl: () => plain,
  heroku: () => plain,
  vercel: () => plain,
  wrangler: () => plain,
  "golangci-lint": () => plain,
};

/** The shape of a program by its base name; undefined for one without sub-commands. */
export function programShape(program: string): ProgramShape | undefined {
  return Object.hasOwn(SHAPES, program) ? SHAPES[program]?.() : undefined;
}
