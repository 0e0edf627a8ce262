/** How a program that runs another one is unwrapped. */
export interface Wrapper {
  /** In the notation of `programs/row.ts`. */
  readonly options: string;
  /** Plain words before the command: 1 for `timeout 60 CMD` and `ssh HOST CMD`. */
  readonly skip?: number;
  /** Sub-command after which the command comes: `docker exec`. */
  readonly after?: readonly string[];
  /** The command is a text for a shell rather than words: `ssh host 'a; b'`. */
  readonly text?: true;
  /**
   * `clear`: nothing but what it runs matters. `raises`: rights or machine change, so a rule must
   * name it. `package`: it runs a program of a package, from the world that `from` says.
   */
  readonly kind: "clear" | "raises" | "package";
  readonly from?: "npm" | "pypi" | "gems" | "any";
}

const raises = "raises" as const;
const clear = "clear" as const;
const containerOptions =
  "-i -t -d -u= -w= -e= -v= -p= --user= --workdir= --env= --env-file= --volume= --name= --network= --rm --privileged --interactive --tty --detach --entrypoint= --mount= --platform= --add-host= -T --no-deps --pull= -h= --hostname= -m= --memory= --cpus= --gpus= --init --read-only --restart= --security-opt= --cap-add= --pid= --ipc= --net= --detach-keys= --index= --service-ports --quiet-pull --build -l= --label=";

const timeout: Wrapper = {
  options: "-k= -s= -v --kill-after= --signal= --preserve-status --foreground --verbose",
  skip: 1,
  kind: clear,
};

/** Each is made when it is met: making all of them costs a start more than unwrapping a line. */
const WRAPPERS: Readonly<Record<string, () => Wrapper>> = {
  sudo: () => ({
    options:
      "-u= -g= -h= -p= -C= -D= -R= -T= -r= -t= -U= -A -b -E -e -H -i -k -K -l -n -P -S -s -V -v --user= --group= --host= --preserve-env[=] --non-interactive --stdin --login --shell --set-home",
    kind: raises,
  }),
  doas: () => ({ options: "-u= -C= -n -s -L", kind: raises }),
  pkexec: () => ({ options: "--user= --disable-internal-agent --keep-cwd", kind: raises }),
  runuser: () => ({ options: "-u= -g= -l -c=", kind: raises }),
  env: () => ({ options: "-i -0 -v -u= --unset= --ignore-environment --null", kind: clear }),
  command: () => ({ options: "-p", kind: clear }),
  builtin: () => ({ options: "", kind: clear }),
  exec: () => ({ options: "-a= -c -l", kind: clear }),
  nohup: () => ({ options: "", kind: clear }),
  nice: () => ({ options: "-n= -# --adjustment=", kind: clear }),
  ionice: () => ({ options: "-c= -n= -t -p=", kind: clear }),
  timeout: () => timeout,
  gtimeout: () => timeout,
  time: () => ({ options: "-p -v -l -h -f=", kind: clear }),
  gtime: () => ({ options: "-p -v -f=", kind: clear }),
  stdbuf: () => ({ options: "-i= -o= -e= --input= --output= --error=", kind: clear }),
  unbuffer: () => ({ options: "-p", kind: clear }),
  setsid: () => ({ options: "-c -f -w --wait --fork --ctty", kind: clear }),
  caffeinate: () => ({ options: "-d -i -m -s -u -t=", kind: clear }),
  arch: () => ({ options: "-x86_64 -arm64 -arm64e", kind: clear }),
  chroot: () => ({ options: "--userspec= --groups= --skip-chdir", skip: 1, kind: raises }),
  unshare: () => ({ options: "-r -m -n -p -f -u -U --mount --fork --map-root-user", kind: raises }),
  nsenter: () => ({ options: "-t= -m -u -i -n -p --target= --all", kind: raises }),
  flock: () => ({ options: "-n -x -s -w= -E= -u -o --timeout=", skip: 1, kind: raises }),
  watch: () => ({
    options: "-n= -d -t -e -g -b -c -x --interval= --differences --no-title --color",
    text: true,
    kind: clear,
  }),
  strace: () => ({ options: "-f -e= -o= -p= -s= -c -t -T -y -v", kind: raises }),
  ltrace: () => ({ options: "-f -e= -o= -p= -s= -c", kind: raises }),
  gdb: () => ({ options: "-q -batch -ex= --batch --ex= --args", kind: raises }),
  xargs: () => ({
    options:
      "-0 -r -t -x -p -I= -n= -P= -L= -d= -E= -s= -a= --null --no-run-if-empty --max-args= --max-procs= --max-lines= --replace[=] --delimiter= --verbose -J= -R=",
    kind: clear,
  }),
  parallel: () => ({
    options:
      "-j= -k -0 -N= -X -m -I= --jobs= --keep-order --halt= --bar --progress --dry-run --will-cite --no-notice --colsep= -a=",
    text: true,
    kind: raises,
  }),
  busybox: () => ({ options: "", kind: raises }),
  toybox: () => ({ options: "", kind: raises }),
  rtk: () => ({ options: "", kind: raises }),
  direnv: () => ({ options: "", after: ["exec"], skip: 1, kind: raises }),
  dotenv: () => ({ options: "-e= -f= -v=", kind: raises }),
  ssh: () => ({
    options:
      "-i= -p= -l= -o= -F= -J= -L= -R= -D= -b= -c= -E= -m= -W= -A -a -C -f -G -g -K -k -M -N -n -q -s -T -t -V -v -X -x -Y -y -4 -6",
    skip: 1,
    text: true,
    kind: raises,
  }),
  mosh: () => ({ options: "", skip: 1, kind: raises }),
  docker: () => ({ options: containerOptions, skip: 1, after: ["exec", "run"], kind: raises }),
  podman: () => ({ options: containerOptions, skip: 1, after: ["exec", "run"], kind: raises }),
  nerdctl: () => ({ options: containerOptions, skip: 1, after: ["exec", "run"], kind: raises }),
  "docker-compose": () => ({
    options: containerOptions,
    skip: 1,
    after: ["exec", "run"],
    kind: raises,
  }),
  kubectl: () => ({
    options:
      "-n= -c= -i -t -q --namespace= --container= --context= --stdin --tty --kubeconfig= -f=",
    skip: 1,
    after: ["exec"],
    kind: raises,
  }),
  npx: () => ({
    options: "-y --yes --no --no-install -q --quiet -p=! --package=!",
    kind: "package",
    from: "npm",
  }),
  bunx: () => ({ options: "--bun --silent --verbose", kind: "package", from: "npm" }),
  pnpx: () => ({ options: "", kind: "package", from: "npm" }),
  npm: () => ({ options: "-y --yes --no", after: ["exec", "x"], kind: "package", from: "npm" }),
  pnpm: () => ({
    options: "-s --silent -r --recursive",
    after: ["exec", "dlx"],
    kind: "package",
    from: "npm",
  }),
  yarn: () => ({ options: "-s --silent", after: ["exec", "dlx"], kind: "package", from: "npm" }),
  bun: () => ({ options: "", after: ["x"], kind: "package", from: "npm" }),
  uvx: () => ({ options: "--from=! --with=! --python=! -q", kind: "package", from: "pypi" }),
  pipx: () => ({ options: "--spec=!", after: ["run"], kind: "package", from: "pypi" }),
  uv: () => ({
    options:
      "--with=! --extra= --group= --python=! --frozen --locked --no-sync --all-extras --dev -q -p=!",
    after: ["run"],
    kind: "package",
    from: "pypi",
  }),
  poetry: () => ({ options: "", after: ["run"], kind: "package", from: "pypi" }),
  pipenv: () => ({ options: "", after: ["run"], kind: "package", from: "pypi" }),
  rye: () => ({ options: "", after: ["run"], kind: "package", from: "pypi" }),
  hatch: () => ({ options: "", after: ["run"], kind: "package", from: "pypi" }),
  bundle: () => ({ options: "", after: ["exec"], kind: "package", from: "gems" }),
  mise: () => ({ options: "-C= -q", after: ["exec", "x"], kind: "package", from: "any" }),
  asdf: () => ({ options: "", after: ["exec"], kind: "package", from: "any" }),
  pyenv: () => ({ options: "", after: ["exec"], kind: "package", from: "any" }),
  rbenv: () => ({ options: "", after: ["exec"], kind: "package", from: "any" }),
  volta: () => ({
    options: "--node= --npm= --yarn=",
    after: ["run"],
    kind: "package",
    from: "any",
  }),
};

/** How a program that runs the program named in its arguments is unwrapped; undefined for others. */
export function wrapperOf(program: string): Wrapper | undefined {
  return isWrapper(program) ? WRAPPERS[program]?.() : undefined;
}

export function isWrapper(program: string): boolean {
  return Object.hasOwn(WRAPPERS, program);
}

/** Shells: `-c` takes a script, and without operands they read one from standard input. */
export const SHELLS: ReadonlySet<string> = new Set(
  "sh bash zsh dash ksh mksh ash fish csh tcsh pwsh powershell rbash".split(" "),
);

/** Options of a shell that change nothing about what its script does. */
export const SHELL_OPTIONS =
  "-c -l -e -u -x -v -n -o= -i -s -r --login --norc --noprofile --posix --restricted --verbose -f -a -b -h -k -m -p -t -B -C -E -H -P -T";

/** Programs that raise rights or run elsewhere: a fingerprint names them. */
export const RAISING: ReadonlySet<string> = new Set(
  "sudo doas pkexec ssh docker podman kubectl npx bunx uvx".split(" "),
);
