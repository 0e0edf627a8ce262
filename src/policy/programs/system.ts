import { type Row, row } from "./row.ts";

const SYSTEMD = `-a -f -H=host -M=! -l -n= -o= -p= -P= -q -r -s= -t= -T --all --force --full
  --global --host=host --machine=! --root=! --image=! --user --system --state= --type= --property=
  --value --plain --no-pager --no-legend --legend= --no-block --no-ask-password --no-wall
  --no-reload --now --lines= --output= --quiet --recursive --reverse --runtime --signal=
  --kill-whom= --kill-who= --job-mode= --wait --failed --with-dependencies --show-types
  --show-transaction --dry-run --what= --timestamp= --preset-mode= --read-only --mkdir --after
  --before --check-inhibitors= --marked`;
const unit = row(SYSTEMD, "text*");
// Starting or enabling a unit runs the program that it names.
const unitRun = row(SYSTEMD, "run*");
const LAUNCHD = "-w -F -S= -D= -k -p -l= -o= -e= -s -B";
const job = row(LAUNCHD, "text*");
const jobRun = row(LAUNCHD, "run*");
const PGREP = `-a -A -c -d= -e -f -F=read -g= -G= -i -I -j= -l -L -n -o -O= -P= -q[=] -r= -s= -S
  -t= -u= -U= -v -w -x -# --signal= --delimiter= --list-name --list-full --inverse --lightweight
  --count --full --pgroup= --group= --ignore-case --newest --oldest --older= --parent= --session=
  --terminal= --euid= --uid= --exact --pidfile=read --logpidfile --runstates= --ignore-ancestors
  --cgroup= --ns= --nslist= --echo`;
const SIGNALS =
  "-HUP -INT -QUIT -KILL -TERM -STOP -CONT -USR1 -USR2 -SIGKILL -SIGTERM -SIGINT -SIGHUP";
const POWER = row(
  `-h -H -P -r -c -k -f -p -n -w -d -t= --halt --poweroff --reboot --force --no-wall --wtmp-only
   --show`,
  "text*",
);
const MKFS = row(
  `-t= -b= -c -C= -d=read -D -e= -E= -f -F -g= -G= -h -i= -I= -j -J= -k -l=read -L= -m= -M= -n= -N=
   -o= -O= -p -q -r= -R= -s= -S -T= -U= -v -V -z=write --force --label= --uuid= --type=`,
  "write text*",
);
const ACCOUNT = row(
  `-a -b= -c= -d= -D -e= -f= -g= -G= -h -i= -k= -K= -l= -L -m -M -n -N -o -p= -P= -q -r -R=! -s=!
   -S -u= -U -w= -x= -Z= --append --base-dir= --comment= --create-home --delete --expiredate=
   --force --gid= --groups= --home= --home-dir= --inactive= --lock --login= --move-home
   --no-create-home --no-user-group --non-unique --password= --quiet --remove --root=! --prefix=!
   --shell=! --status --system --uid= --unlock --user-group --expire --disabled-password
   --disabled-login --gecos= --ingroup= --group`,
  "text*",
);
const TMUX_TARGET =
  "-a -d -P -t= -s= -c=list -n= -x= -y= -h -v -b -f= -l= -p= -k -D -E -A -X -r -q -u";
const tmux = (operands: string, options = TMUX_TARGET) => row(options, operands);
const KEYCHAIN = "-a= -c= -C= -D= -g! -G= -j= -l= -s= -w! -d= -p= -P= -r= -t= -v -q";
const keychain = row(KEYCHAIN, "text*");
const MAN_OPTIONS = `-P=! --pager=! -C=! --config-file=! -H[=]! --html[=]! -X[=]! --gxditview[=]!
  -c! --catman! -Z --ditroff -a -d -D -e= -E= -f -i -I -k -K -l>read -L= -m= -M=list -p= -r= -R=
  -s= -S= -t -T[=] -u -w -W -7 -h -V -? --all --debug --default --extension= --encoding= --whatis
  --apropos --global-apropos --local-file>read --locale= --systems= --manpath=list --preprocessor=
  --prompt= --recode= --regex --wildcard --sections= --section= --troff --troff-device[=] --update
  --where --path --location --where-cat --no-subpages --no-hyphenation --no-justification
  --names-only --ignore-case --match-case --ascii --exact --and --long`;
const MAN = row(MAN_OPTIONS, "text*");

/** Programs about processes, users, services, disks and the desktop. */
export const SYSTEM = {
  // Among the letters without a dash e prints the environment of processes.
  ps: row(
    `-A -a -c -C= -d -D= -e -E! -f -F -g= -G= -h -H -j -J -k= -l -L -m -M -N -o= -O= -p= -P -q= -r
     -s= -S -T -t= -u= -U= -v -V -w -x -X -y -Z -# a c e! f g h j k l m n o p q r s S t T u U v w x
     X Z L H O --cols= --columns= --context --cumulative --deselect --forest --format= --Group=
     --group= --headers --info --lines= --no-headers --no-heading --pid= --ppid= --quick-pid=
     --rows= --sid= --sort= --tty= --User= --user= --width=`,
    "bundle? text*",
  ),
  pstree: row("-a -A -c -C= -g -G -h -H= -l -n -N= -p -s -S -t -T -u -U -V -w -# -Z", "text*"),
  top: row(
    `-b -c -d= -e= -E= -H -i -n= -o= -O -p= -s[=] -S -u= -U= -w[=] -1 -F -l= -R -r -a -A -C -I -K
     -L -pid=`,
    "none",
  ),
  htop: row(
    `-C -d= -F= -H= -M -n= -p= -s= -t -u= -U -h -V --no-color --delay= --filter= --no-mouse
     --no-meters --pid= --readonly --sort-key= --tree --user=`,
    "none",
  ),
  uptime: row("-p -s -r -h -V --pretty --since --raw", "none"),
  uname: row(
    `-a -s -n -r -v -m -p -i -o --all --kernel-name --nodename --kernel-release --kernel-version
     --machine --processor --hardware-platform --operating-system`,
    "none",
  ),
  whoami: row("", "none"),
  logname: row("", "none"),
  id: row(
    `-a -A -c -F -g -G -M -n -p -P -r -u -z -Z --group --groups --name --real --user --zero
     --context`,
    "text*",
  ),
  groups: row("", "text*"),
  who: row(
    `-a -b -d -H -l -m -p -q -r -s -t -T -w -u --all --boot --dead --heading --login --lookup
     --process --count --runlevel --short --time --mesg --message --writable --users`,
    "list? text*",
  ),
  w: row("-f -h -i -n -o -p -s -u -d -l -V --no-header --short --ip-addr", "text*"),
  users: row("", "list?"),
  last: row(
    `-a -d -f=list -F -i -n= -p= -R -s= -t= -w -x -y -Y -V -# --limit= --since= --until= --present=
     --fulltimes --fullnames --hostlast --dns --system --ip`,
    "text*",
  ),
  hostname: row(
    `-a -A -d -f -i -I -s -y -F=! -b=! --alias --all-fqdns --all-ip-addresses --domain --fqdn
     --long --ip-address --short --yp --nis --file=! --boot=!`,
    "none",
  ),
  hostnamectl: row("-H=host -M=! --static --transient --pretty --json= -j", "none", {
    sub: { "": row("--static --transient --pretty --json= -j", "none"), status: row("", "none") },
  }),
  arch: row("-h", "none"),
  nproc: row("--all --ignore=", "none"),
  free: row(
    `-b -k -m -g -h -l -L -s= -c= -t -v -w -V --bytes --kilo --mega --giga --tera --kibi --mebi
     --gibi --human --si --lohi --line --seconds= --count= --total --committed --wide`,
    "none",
  ),
  vmstat: row(
    `-a -d -D -f -m -n -p= -s -S= -t -w -y -V --active --disk --disk-sum --forks --slabs
     --one-header --partition= --stats --timestamp --unit= --wide --no-first`,
    "text*",
  ),
  vm_stat: row("-c=", "text?"),
  iostat: row(
    `-c -d -g= -h -H -I -j= -k -m -n= -N -o= -p= -s -t -T -w= -x -y -z -C -K -U -V --human --pretty
     --dec=`,
    "text*",
  ),
  mpstat: row("-A -I= -n -N= -o= -P= -T -u -V --dec=", "text*"),
  lscpu: row(
    `-a -b -B -c -C[=] -e[=] -h -J -p[=] -s=list -V -x -y --all --online --offline --bytes
     --caches[=] --extended[=] --json --parse[=] --sysroot=list --hex --physical --output-all`,
    "none",
  ),
  lsblk: row(
    `-a -A -b -d -D -e= -E= -f -h -i -I= -J -l -m -M -n -N -o= -O -p -P -r -s -S -t -T[=] -v -V -w=
     -x= -y -z -Q= --all --ascii --bytes --nodeps --discard --exclude= --dedup= --fs --include=
     --json --list --perms --merge --noheadings --noempty --nvme --output= --output-all --paths
     --pairs --raw --inverse --scsi --shell --sort= --topology --tree[=] --sysroot=list --virtio
     --width= --zoned`,
    "list*",
  ),
  lspci: row(
    "-b -D -d= -F=read -H= -i=read -k -m -M -n -P -q -Q -s= -t -v -x -O= -A= -p=read",
    "none",
  ),
  lsusb: row("-D=list -d= -s= -t -v -V --tree --verbose --device=", "none"),
  lsmod: row("", "none"),
  lsof: row(
    `+c= +d=list +D=list +f[=] +L[=] +M +r[=] +w +m +E +X -a -A= -b -c= -C -d= -D=! -e= -E -f[=]
     -F[=] -g[=] -h -i[=] -k= -K[=] -l -L[=] -m= -M -n -N -o[=] -O -p= -P -Q -r[=] -R -s[=] -S[=]
     -t -T[=] -u= -U -v -V -w -x[=] -X -z= -Z -?`,
    "list*",
  ),
  fuser: row(
    `-a -c -f -i -k! -l -m -M -n= -s -u -v -V -w -4 -6 -# --all --kill! --interactive
     --list-signals --mount --ismountpoint --namespace= --silent --user --verbose --writeonly
     --ipv4 --ipv6 -*`,
    "list*",
  ),
  pgrep: row(PGREP, "text*"),
  pidof: row(
    "-c -d= -n -o= -q -s -S= -t -w -x -z --single-shot --check-root --omit-pid= --separator=",
    "text*",
  ),
  pkill: row(`${PGREP} ${SIGNALS} -h -V -H`, "text*"),
  kill: row(
    "-s= -n= -l -L -p -q= -a -# --signal= --list[=] --table --queue= --timeout= -*",
    "text*",
  ),
  killall: row(
    `-c= -d -e -g -i -I -l -m -n= -o= -q -r -s= -t= -u= -v -V -w -y= -z -Z= -# ${SIGNALS} --exact
     --ignore-case --process-group --interactive --list --quiet --regexp --signal= --user=
     --verbose --wait --younger-than= --older-than= --ns= --context=`,
    "text*",
  ),
  // With a command it is unwrapped; without one it prints the environment.
  env: row(
    `-i -0 -u= -C=dir -S=! -P=! -v --ignore-environment --null --unset= --chdir=dir
     --split-string=! --debug --block-signal[=] --default-signal[=] --ignore-signal[=]
     --list-signal-handling`,
    "none",
    { prints: "environment" },
  ),
  printenv: row("-0 --null", "text*", { prints: "environment" }),
  locale: row(
    "-a -c -k -m -v --all-locales --charmaps --category-name --keyword-name --verbose",
    "text*",
  ),
  localectl: row("", "none", {
    sub: { "": row("", "none"), status: row("", "none"), "list-locales": row("", "none") },
  }),
  timedatectl: row("", "none", {
    sub: {
      "": row("", "none"),
      status: row("", "none"),
      show: row("-p= --property= --value -a --all", "none"),
      "list-timezones": row("", "none"),
    },
  }),
  getconf: row("-a -v=", "text*"),
  getent: row("-i -s= --no-idn --service=", "text*"),
  tty: row("-s --silent --quiet", "none"),
  stty: row("-a -g -e -f=list -F=list --all --save --file=list -*", "text*"),
  tput: row("-T= -S -V -x", "text*"),
  clear: row("-T= -V -x", "none"),
  reset: row("-c -e= -I -i= -k= -m= -Q -q -r -s -V -w", "text?"),
  history: row(
    "-c! -d=! -p! -s! -a>write -w>write -n>read -r>read -E -D -f -i -m= -t= -l -#",
    "text*",
  ),
  fc: row("-e=! -s! -l -n -r -A! -R! -W! -p! -P! -#", "text*"),
  jobs: row("-l -n -p -r -s -x! -d -Z=", "text*"),
  wait: row("-n -f -p=!", "text*"),
  bg: row("", "text*"),
  fg: row("", "text*"),
  disown: row("-a -h -r", "text*"),
  times: row("", "none"),
  exit: row("", "text?"),
  return: row("", "text?"),
  break: row("", "text?"),
  continue: row("", "text?"),
  shift: row("", "text?"),
  ulimit: row(
    "-a -b -c -d -e -f -H -i -k -l -m -n -P -p -q -r -R -s -S -t -T -u -v -w -x",
    "text?",
  ),
  umask: row("-S -p", "text?"),
  sysctl: row(
    `-a -A -b -d -e -h -i -l -n -N -o -q -r= -t -T -x -X -V -w! -p[=]! -f[=]! --all --binary
     --deprecated --ignore --names --values --quiet --pattern= --write! --load[=]! --system!
     --dry-run`,
    "name*",
  ),
  dmesg: row(
    `-c! -C! -D! -E! -n=! -d -e -f= -F=read -h -H -J -k -K=read -l= -L[=] -p -P -r -s= -S -t -T -u
     -V -w -W -x -N --clear! --read-clear! --console-off! --console-on! --console-level=!
     --show-delta --reltime --facility= --file=read --human --json --kernel --level= --color[=]
     --force-prefix --raw --noescape --buffer-size= --syslog --notime --ctime --userspace --follow
     --follow-new --decode --since= --until= --time-format= --nopager`,
    "none",
  ),
  journalctl: row(
    `-a -b[=] -c= -D=read -e -f -F= -g= -h -i=read -k -m -M=! -n[=] -N -o= -p= -q -r -S= -t= -T=
     -u= -U= -x --after-cursor= --all --boot[=] --case-sensitive[=] --catalog --cursor=
     --cursor-file=write --directory=read --disk-usage --dmesg --dump-catalog --exclude-identifier=
     --facility= --field= --fields --file=read --flush! --follow --force! --full --grep= --header
     --identifier= --image=! --interval= --invocation= --lines[=] --list-boots --list-catalog
     --machine=! --merge --namespace= --no-full --no-hostname --no-pager --no-tail --output=
     --output-fields= --pager-end --priority= --quiet --relinquish-var! --reverse --root=!
     --rotate! --setup-keys! --show-cursor --since= --smart-relinquish-var! --sync! --system
     --truncate-newline --unit= --until= --update-catalog! --user --user-unit= --utc
     --vacuum-files=! --vacuum-size=! --vacuum-time=! --verify --verify-key=!`,
    "text*",
  ),
  loginctl: row(SYSTEMD, "none", {
    sub: {
      "": unit,
      "list-sessions": unit,
      "session-status": unit,
      "show-session": unit,
      "list-users": unit,
      "user-status": unit,
      "show-user": unit,
      "list-seats": unit,
      "terminate-session": unit,
      "terminate-user": unit,
      "enable-linger": unitRun,
    },
  }),
  systemctl: row(SYSTEMD, "none", {
    sub: {
      "": unit,
      status: unit,
      show: unit,
      cat: unit,
      help: unit,
      "is-active": unit,
      "is-enabled": unit,
      "is-failed": unit,
      "is-system-running": unit,
      "list-units": unit,
      "list-unit-files": unit,
      "list-timers": unit,
      "list-sockets": unit,
      "list-paths": unit,
      "list-jobs": unit,
      "list-machines": unit,
      "list-dependencies": unit,
      "list-automounts": unit,
      "get-default": unit,
      "show-environment": row(SYSTEMD, "none", { prints: "environment" }),
      stop: unit,
      kill: unit,
      disable: unit,
      mask: unit,
      unmask: unit,
      "reset-failed": unit,
      "daemon-reload": unit,
      "daemon-reexec": unit,
      cancel: unit,
      freeze: unit,
      thaw: unit,
      clean: unit,
      revert: unit,
      start: unitRun,
      restart: unitRun,
      "try-restart": unitRun,
      "reload-or-restart": unitRun,
      reload: unitRun,
      enable: unitRun,
      reenable: unitRun,
      preset: unitRun,
      link: unitRun,
      "add-wants": unitRun,
      "add-requires": unitRun,
      edit: unitRun,
      "set-property": unitRun,
      "set-default": unitRun,
      "set-environment": unitRun,
      "import-environment": unitRun,
      isolate: unitRun,
      poweroff: unit,
      reboot: unit,
      halt: unit,
      suspend: unit,
      hibernate: unit,
    },
  }),
  launchctl: row("", "none", {
    sub: {
      list: job,
      print: job,
      "print-disabled": job,
      "print-cache": job,
      blame: job,
      dumpstate: job,
      getenv: row("", "text*", { prints: "environment" }),
      limit: job,
      managername: job,
      manageruid: job,
      version: job,
      error: job,
      remove: job,
      unload: job,
      stop: job,
      bootout: job,
      disable: job,
      kill: job,
      load: jobRun,
      start: jobRun,
      bootstrap: jobRun,
      enable: jobRun,
      kickstart: jobRun,
      submit: jobRun,
      setenv: jobRun,
      config: jobRun,
      asuser: jobRun,
    },
  }),
  service: row("--status-all", "text run? text*"),
  crontab: row("-l^ -u= -e! -r! -i -s -n= -c -x= -T=read -V", "run? <run"),
  at: row("-l^ -q= -m -M -v -V -t= -b -c= -d= -r= -f=run!", "text* <run"),
  atq: row("-q= -V -o=", "text*"),
  atrm: row("-V", "text*"),
  batch: row("-q= -m -v -V -f=run!", "text* <run"),
  mount: row(
    `-a! -B -c -f -F -h -i -l -L= -m -M -n -N= -o= -O= -p -R -r -s -t= -T=read! -U= -v -V -w --all!
     --bind --rbind --move --fake --types= --options= --source= --target=write --label= --uuid=
     --read-only --rw --mkdir[=] --fstab=read! --verbose --show-labels`,
    "read? write?",
  ),
  umount: row(
    `-a! -A -c -d -f -h -i -l -n -N= -O= -q -r -R -t= -v -V --all! --all-targets --detach-loop
     --force --lazy --recursive --read-only --types= --verbose`,
    "write*",
  ),
  findmnt: row(
    `-a -A -b -c -C -d= -D -e -f -F=read -i -J -k -l -m -M= -n -N= -o= -O= -p[=] -P -r -R -s -S=
     -t= -T=list -u -U -v -V -w= -x -y --all --json --list --output= --noheadings --real --pseudo
     --df --target=list --types= --raw --pairs --verify --fstab --kernel --mtab --submounts`,
    "list*",
  ),
  swapon: row(
    `-a! -s -d[=] -e -f -o= -p= -v --all! --show[=] --noheadings --raw --bytes --summary
     --output-all`,
    "write*",
  ),
  swapoff: row("-a -v --all", "write*"),
  fdisk: row(
    `-l>list -x>list -s>list -b= -B -c[=] -C= -h -H= -L[=] -n -o= -S= -t= -u[=] -V -w= -W=
     --list>list --list-details>list --getsz>list --bytes --color[=] --output= --sector-size=
     --type= --units[=]`,
    "write* <run",
  ),
  parted: row(
    "-l>list -m -s -a= -j -f --list>list --machine --script --align= --json --fix",
    "write text*",
  ),
  blkid: row(
    `-c=read -d -D -g -h -H= -i -k -l -L= -n= -o= -O= -p -s= -S= -t= -u= -U= -V --label= --uuid=
     --output= --match-tag= --match-token= --probe`,
    "list*",
  ),
  mkfs: MKFS,
  "mkfs.ext2": MKFS,
  "mkfs.ext3": MKFS,
  "mkfs.ext4": MKFS,
  "mkfs.xfs": MKFS,
  "mkfs.btrfs": MKFS,
  "mkfs.vfat": MKFS,
  "mkfs.fat": MKFS,
  "mkfs.ntfs": MKFS,
  "mkfs.exfat": MKFS,
  mke2fs: MKFS,
  mkswap: MKFS,
  wipefs: row(
    `-a -b -f -h -i -J -n -o= -O= -p -q -t= -V --all --backup[=] --force --noheadings --json
     --no-act --offset= --output= --parsable --quiet --types= --lock[=]`,
    "write*",
  ),
  fsck: row("-A! -a -C[=] -f -l -M -n -N -p -P -r[=] -R -s -t= -T -V -v -y --all!", "write*"),
  shutdown: POWER,
  reboot: POWER,
  halt: POWER,
  poweroff: POWER,
  useradd: ACCOUNT,
  adduser: ACCOUNT,
  usermod: ACCOUNT,
  userdel: ACCOUNT,
  deluser: ACCOUNT,
  groupadd: ACCOUNT,
  groupdel: ACCOUNT,
  groupmod: ACCOUNT,
  passwd: ACCOUNT,
  chpasswd: row(
    "-c= -e -m -R=! -s= --crypt-method= --encrypted --md5 --root=! --sha-rounds=",
    "none <run",
  ),
  chsh: row("-s=! -l -R=! --shell=! --list-shells --root=!", "text?"),
  visudo: row(
    "-c -f=write -h -I -O -P -q -s -V -x=write --check --file=write --quiet --strict",
    "write?",
  ),
  sw_vers: row(
    `-productName -productVersion -productVersionExtra -buildVersion --productName --productVersion
     --buildVersion`,
    "none",
    { single: true },
  ),
  system_profiler: row("-listDataTypes -xml -json -detailLevel= -timeout= -nospawn", "text*", {
    single: true,
  }),
  defaults: row("-currentHost -host=host", "none", {
    single: true,
    sub: {
      read: row("-g -app=", "text*", { single: true }),
      "read-type": row("-g -app=", "text*", { single: true }),
      domains: row("", "none"),
      find: row("", "text*"),
      help: row("", "none"),
      export: row("-app=", "text write", { single: true }),
      import: row("-app=", "text read", { single: true }),
      delete: row("-g -app=", "text*", { single: true }),
      rename: row("-g -app=", "text*", { single: true }),
      write: row(
        `-g -app= -string= -data= -int= -integer= -float= -bool= -boolean= -date= -array -array-add
         -dict -dict-add`,
        "text*",
        { single: true },
      ),
    },
  }),
  diskutil: row("", "none", {
    sub: {
      list: row("-plist", "list*", { single: true }),
      info: row("-plist -all", "list*", { single: true }),
      listFilesystems: row("-plist", "none", { single: true }),
      "apfs list": row("-plist", "list*", { single: true }),
      mount: row("-mountPoint=write -readOnly", "write*", { single: true }),
      unmount: row("", "text? write*"),
      unmountDisk: row("", "text? write*"),
      eject: row("", "write*"),
      rename: row("", "write text"),
      eraseDisk: row("", "text text text? write"),
      eraseVolume: row("", "text text write"),
      reformat: row("", "write"),
      partitionDisk: row("", "write text*"),
      zeroDisk: row("", "text? write"),
      secureErase: row("", "text* write"),
      repairVolume: row("", "write"),
      verifyVolume: row("", "list"),
      verifyDisk: row("", "list"),
    },
  }),
  security: row("-h -l -q -v -i! -p=!", "none", {
    sub: {
      help: keychain,
      "list-keychains": row("-d= -s!", "text*"),
      "default-keychain": row("-d= -s!", "text*"),
      "login-keychain": row("-d= -s!", "text*"),
      "show-keychain-info": keychain,
      "find-generic-password": keychain,
      "find-internet-password": keychain,
      "find-certificate": row("-a -c= -e= -m -p -Z", "text*"),
      "find-identity": row("-p= -s= -v", "text*"),
      "verify-cert": row("-c=read -r=read -p= -C -d= -k=read -l -L -n -N -q -R= -t -v", "none"),
      "dump-keychain": row("-a! -d! -i! -r!", "write*"),
      "unlock-keychain": row("-u -p=", "write*"),
      "lock-keychain": row("-a", "write*"),
      "add-generic-password": row(`${KEYCHAIN} -U -A! -T=! -X=`, "text*"),
      "add-internet-password": row(`${KEYCHAIN} -U -A! -T=! -X=`, "text*"),
      "delete-generic-password": keychain,
      "delete-internet-password": keychain,
      "delete-keychain": row("", "write*"),
      "add-trusted-cert": row("-d! -r=! -p=! -k=!", "read*"),
      "set-keychain-settings": row("-l -u -t=", "write*"),
      error: keychain,
    },
  }),
  osascript: row("-e=! -i! -l= -s=", "run args* <run"),
  pbcopy: row("-pboard= -Prefer=", "none", { single: true }),
  pbpaste: row("-pboard= -Prefer=", "none", { single: true }),
  xclip: row(
    `-i -in -o -out -selection= -sel= -l= -loops= -d= -display= -f -filter -r -rmlastnl -t=
     -target= -h -help -silent -quiet -verbose -noutf8`,
    "read*",
    { single: true },
  ),
  xsel: row(
    `-a -b -c -d -f -h -i -k -l=write -n -o -p -s -t= -v -x -z --append --input --output --clear
     --delete --primary --secondary --clipboard --keep --exchange --display= --logfile=write
     --nodetach --trim`,
    "none",
  ),
  say: row(
    `-f=read -o=write -v= -r= -a= -n= -i --input-file=read --output-file=write --voice= --rate=
     --audio-device= --progress --file-format= --data-format= --channels= --bit-rate= --quality=
     --interactive[=] -*`,
    "text*",
  ),
  caffeinate: row("-d -i -m -s -u -t= -w=", "run? args*"),
  "xcode-select": row("-p -v -h -s=! -r! --print-path --switch=! --reset! --install!", "none"),
  xcrun: row(
    `-v -l -f= -r -n -k --sdk= --toolchain= --find= --verbose --no-cache --kill-cache --log --run
     --show-sdk-path --show-sdk-version --show-sdk-build-version --show-sdk-platform-path
     --show-sdk-platform-version --show-toolchain-path`,
    "run? args*",
  ),
  uuidgen: row(
    "-r -t -h -m -n= -N= -s -x -V -C= -hdr --random --time --namespace= --name= --md5 --sha1 --hex",
    "none",
  ),
  screen: row(
    `-ls -a -A -c=run! -d -D -e= -f -h= -i -l -L -Logfile=write -m -O -p= -q -Q -r -R -s=! -S= -t=
     -T= -U -v -x -X!`,
    "run? args*",
  ),
  // Formats may hold #(command), and keys are typed into a shell.
  tmux: row("-2 -8 -C -D -l -N -q -u -v -V -L= -S=! -f=run! -c=! -T=", "none", {
    sub: {
      "": tmux("none"),
      ls: tmux("none", "-F=! -f=!"),
      "list-sessions": tmux("none", "-F=! -f=!"),
      "list-windows": tmux("none", "-a -F=! -f=! -t="),
      "list-panes": tmux("none", "-a -s -F=! -f=! -t="),
      "list-clients": tmux("none", "-F=! -t="),
      "list-commands": tmux("text?", "-F=!"),
      "list-keys": tmux("text?", "-1 -a -N -P= -T="),
      "show-options": tmux("text?", "-A -g -H -p -q -s -v -w -t="),
      "show-environment": row("-g -h -s -t=", "text?", { prints: "environment" }),
      info: tmux("none", ""),
      "has-session": tmux("none", "-t="),
      "capture-pane": tmux("none", "-a -e -p -P -q -C -J -N -T -b= -E= -S= -t="),
      "kill-session": tmux("none", "-a -C -t="),
      "kill-server": tmux("none", ""),
      "kill-window": tmux("none", "-a -t="),
      "kill-pane": tmux("none", "-a -t="),
      "select-window": tmux("none", "-l -n -p -T -t="),
      "select-pane": tmux("none", "-D -d -e -L -l -M -m -R -T= -t= -U -Z"),
      "rename-session": tmux("text", "-t="),
      "rename-window": tmux("text", "-t="),
      "resize-pane": tmux("text?", "-D -L -M -R -T -U -x= -y= -Z -t="),
      "attach-session": tmux("none", "-d -E -r -x -c=list -f= -t="),
      attach: tmux("none", "-d -E -r -x -c=list -f= -t="),
      detach: tmux("none", "-a -P -E=! -s= -t="),
      "new-session": tmux("run? args*", `${TMUX_TARGET} -e= -F=!`),
      new: tmux("run? args*", `${TMUX_TARGET} -e= -F=!`),
      "new-window": tmux("run? args*", `${TMUX_TARGET} -e= -F=! -S`),
      "split-window": tmux("run? args*", `${TMUX_TARGET} -e= -F=! -I -Z`),
      "respawn-pane": tmux("run? args*", `${TMUX_TARGET} -e=`),
      "send-keys": tmux("run*", "-F -H -K -l -M -R -X -c= -N= -t="),
      send: tmux("run*", "-F -H -K -l -M -R -X -c= -N= -t="),
      "run-shell": tmux("run*", "-b -C -c=list -d= -t="),
      "if-shell": tmux("run*", "-b -F -t="),
      "pipe-pane": tmux("run*", "-I -O -o -t="),
      "source-file": tmux("run*", "-F -n -q -v -t="),
      "display-message": tmux("run?", "-a -I -l -N -p -v -c= -d= -t= -F"),
      "set-option": tmux("run*", "-a -F -g -o -p -q -s -u -U -w -t="),
      set: tmux("run*", "-a -F -g -o -p -q -s -u -U -w -t="),
      "load-buffer": tmux("read", "-w -b= -t="),
      "save-buffer": tmux("write", "-a -b="),
      "show-buffer": tmux("none", "-b="),
      "wait-for": tmux("text", "-L -S -U"),
    },
  }),
  script: row(
    `-a -c=! -e -E= -f -F= -B=write -I=write -O=write -T=write -k -m= -o= -p -q -r -t[=write] -h -V
     -d --append --command=! --return --flush --force --quiet --log-in=write --log-out=write
     --log-io=write --log-timing=write --output-limit= --echo= --logging-format= --timing[=write]`,
    "write? run? args* <run",
  ),
  expect: row("-c=! -f=run! -b -d -D= -i -n -N -v", "run args* <run"),
  man: MAN,
  apropos: MAN,
  whatis: MAN,
  info: row(
    `-k= -a -d= -f=read -h -n= -o=write -O -v= -w -x= -R -H= --all --apropos= --directory=
     --file=read --node= --output=write --subnodes --where --location --usage --index-search=
     --strict-node-location --raw-escapes --no-raw-escapes --restore=! --init-file=!
     --dribble=write --vi-keys --show-options`,
    "text*",
  ),
  help: row("-d -m -s", "text*"),
  tldr: row(
    `-p= -L= -u -l -s= -r=read -c -m -o -v -h --update --platform= --language= --list --search=
     --render=read --color= --raw --markdown --clear-cache`,
    "text*",
    { network: true, from: "npm" },
  ),
  lp: row("-c -d= -E -h=host -H= -i= -m -n= -o= -P= -q= -s -t= -U=", "read*", { network: true }),
  lpr: row("-# -C= -E -h -H=host -J= -l -m -o= -p -P= -q -r -s -T= -U=", "read*", {
    network: true,
  }),
  lpstat: row("-a -c -d -D -E -e -H -h=host -l -o -p -r -R -s -t -u -U= -v -W=", "text*"),
  "notify-send": row(
    `-u= -t= -i= -c= -h= -a= -e -p -r= -w -A=! --urgency= --expire-time= --icon= --category=
     --hint= --app-name= --transient --print-id --replace-id= --wait --action=!`,
    "text*",
  ),
  sync: row("-d -f --data --file-system", "list*"),
} satisfies Record<string, Row>;
