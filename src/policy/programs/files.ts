import { type Row, row } from "./row.ts";

const LS = row(
  `-a -A -b -B -c -C -d -D[=] -e -f -F -g -G -h -H -i -I= -k -l -L -m -n -N -o -O -p -P -q -Q -r -R
   -s -S -t -T[=] -u -U -v -w[=] -W -x -X -y -Z -1 -@ -% -, --all --almost-all --author --escape
   --block-size= --ignore-backups --color[=] --directory --dired --classify[=] --file-type
   --format= --full-time --group-directories-first --no-group --human-readable --si --dereference
   --dereference-command-line --dereference-command-line-symlink-to-dir --hide= --hyperlink[=]
   --indicator-style= --inode --ignore= --kibibytes --numeric-uid-gid --literal
   --hide-control-chars --show-control-chars --quote-name --quoting-style= --reverse --recursive
   --size --sort= --time= --time-style= --tabsize= --width= --context --zero`,
  "list*",
);
const EZA = row(
  `-1 -a -A -b -B -d -D -f -F[=] -g -G -h -H -i -I= -l -L= -m -M -n -o -r -R -s= -S -t= -T -u -U
   -w= -x -X -Z -@ -? --oneline --long --grid --across --recurse --tree --dereference --classify[=]
   --colour= --color= --colour-scale[=] --color-scale[=] --color-scale-mode= --icons[=] --no-icons
   --no-quotes --hyperlink --absolute[=] --width= --all --almost-all --list-dirs --only-dirs
   --only-files --show-symlinks --no-symlinks --level= --reverse --sort= --group-directories-first
   --group-directories-last --git-ignore --ignore-glob= --binary --bytes --group --smart-group
   --header --links --inode --modified --mounts --numeric --flags --blocksize --time= --accessed
   --created --changed --total-size --octal-permissions --no-permissions --no-filesize --no-user
   --no-time --stdin! --git --no-git --git-repos --git-repos-no-status --extended --context
   --time-style= --follow-symlinks`,
  "list*",
);
const LINKED = "-H -L -P -h --dereference --no-dereference";
const OWNER = row(
  `${LINKED} -R -c -f -n -v -x --recursive --changes --silent --quiet --verbose --from=
   --preserve-root --no-preserve-root! --reference=list^`,
  "text write*",
);
const GZIP = `-c>read -l>read -t>read -# -d -f -k -q -v -h -L -V -S[=] --stdout>read
  --to-stdout>read --list>read --test>read --decompress --uncompress --force --keep --quiet
  --verbose --fast[=] --best --suffix= --license`;
const COMPRESS = row(
  `${GZIP} -n -N -r -a -b[=] -m -M -s -z --no-name --name --recursive --rsyncable --synchronous
   --compress --small --repetitive-fast --repetitive-best --ascii`,
  "change*",
);
const ZCAT = row(`${GZIP} -r -n -N -s`, "read*");
const XZ = row(
  `${GZIP} -z -e -0 -F= -C= -T= -M= -Q -H --files[=]! --files0[=]! --compress --extreme --format=
   --check= --threads= --memlimit= --memory= --memlimit-compress= --memlimit-decompress= --robot
   --no-warn --no-adjust --no-sparse --single-stream --ignore-check --block-size= --block-list=
   --flush-timeout= --lzma1[=] --lzma2[=] --x86[=] --arm64[=] --delta[=] --arm[=] --armthumb[=]
   --powerpc[=] --ia64[=] --sparc[=] --memlimit-mt-decompress= --info-memory --long-help`,
  "change*",
);
// Without -o the result stands beside the source; --rm removes the source.
const ZSTD = row(
  `${GZIP} -o=write>read -D=read -B[=] -M[=] -T[=] -b[=] -e[=] -i[=] -r -H -z -C --rm
   --filelist=read! --output-dir-flat=write>read --output-dir-mirror=write>read --patch-from=read
   --train! --train-cover[=]! --train-fastcover[=]! --trace=write --ultra --long[=] --adapt[=]
   --check --no-check --compress --content-size --no-content-size --single-thread --auto-threads=
   --threads= --stream-size= --size-hint= --target-compressed-block-size= --exclude-compressed
   --rsyncable --format= --no-dictID --dictID= --no-progress --progress --sparse --no-sparse
   --pass-through --no-pass-through --memory= --memlimit= --maxdict= --no-name --zstd[=]
   --priority= --block-size=`,
  "change*",
);
// -T names files in a file, options among them; -P leaves the folder.
const TAR = row(
  `-c -r -u -A -t>text -x>text>here -d>read -f=archive -C=dir -X=read -T=read! -I=! -F=! -P!
   -g=write -K= -L[=] -N= -V= -b= -H[=] -s[=] -a -B -G -h -i -J -j -k -l -m -M -n -o -O -p -q -R -S
   -U -v -w -W -z -Z -y --create --append --update --catenate --concatenate --delete --list>text
   --extract>text>here --get>text>here --diff>read --compare>read --test-label>text --file=archive
   --directory=dir --exclude-from=read --files-from=read! --use-compress-program=! --to-command=!
   --checkpoint-action=! --checkpoint[=] --rsh-command=! --rmt-command=! --info-script=!
   --new-volume-script=! --absolute-names! --listed-incremental=write --index-file=write
   --volno-file=write --add-file=read --remove-files>change --unlink-first --recursive-unlink
   --one-top-level[=write] --to-stdout --exclude= --exclude-vcs --exclude-vcs-ignores
   --exclude-backups --exclude-caches --exclude-caches-all --exclude-caches-under --exclude-tag=
   --exclude-tag-all= --exclude-tag-under= --exclude-ignore= --exclude-ignore-recursive=
   --after-date= --newer= --newer-mtime= --mtime= --clamp-mtime --anchored --no-anchored
   --ignore-case --no-ignore-case --wildcards --no-wildcards --wildcards-match-slash
   --no-wildcards-match-slash --no-recursion --recursion --null --no-null --verbatim-files-from
   --no-verbatim-files-from --unquote --no-unquote --auto-compress --no-auto-compress --gzip
   --gunzip --ungzip --bzip2 --xz --zstd --lzma --lzip --lzop --compress --uncompress --format=
   --old-archive --portability --posix --pax-option= --owner= --group= --owner-map=read
   --group-map=read --numeric-owner --mode= --sort= --transform= --xform= --strip-components=
   --dereference --hard-dereference --keep-old-files --skip-old-files --keep-newer-files
   --overwrite --overwrite-dir --no-overwrite-dir --keep-directory-symlink --touch
   --preserve-permissions --same-permissions --no-same-permissions --same-owner --no-same-owner
   --preserve-order --same-order --delay-directory-restore --no-delay-directory-restore
   --one-file-system --sparse --sparse-version= --hole-detection= --seek --no-seek --verify
   --ignore-zeros --ignore-failed-read --ignore-command-error --no-ignore-command-error
   --read-full-records --blocking-factor= --record-size= --multi-volume --tape-length= --label=
   --occurrence[=] --starting-file= --incremental --level= --check-device --no-check-device
   --check-links --atime-preserve[=] --backup[=] --suffix= --interactive --confirmation
   --quoting-style= --quote-chars= --no-quote-chars= --show-defaults --show-omitted-dirs
   --show-transformed-names --show-stored-names --totals[=] --utc --full-time --verbose --warning=
   --block-number --acls --no-acls --selinux --no-selinux --xattrs --no-xattrs --xattrs-include=
   --xattrs-exclude= --no-mac-metadata --mac-metadata --disable-copyfile --uid= --gid= --uname=
   --gname= --options= --include= --fast-read --no-xattrs --force-local --usage`,
  "bundle? read*",
);
const SEVEN = `-o[=write] -p[=] -t[=] -m[=] -r[=] -x[=] -i[=]! -ao[=] -bb[=] -bs[=] -bd -bt -y -so
  -si[=] -slt -slp -scs[=] -scc[=] -scrc[=] -ss[=] -sni -snh -snl -sns[=] -sdel! -spf[=]! -spe -spd
  -stl -stm[=] -stx[=] -sa[=] -seml[=]! -sfx[=]! -u[=] -v[=] -w[=write] -an -ai[=]! -ax[=]!`;
const seven = (operands: string) => row(SEVEN, operands, { single: true });
const SEVENZIP = row("", "none", {
  single: true,
  sub: {
    a: seven("write read*"),
    u: seven("write read*"),
    d: seven("write text*"),
    rn: seven("write text*"),
    l: seven("read text*"),
    t: seven("read text*"),
    e: seven("read text* >here"),
    x: seven("read text* >here"),
    h: seven("read*"),
    i: seven("none"),
    b: seven("none"),
  },
});
const UNZIP = row(
  `-l>read -t>read -v>read -Z>read -z>read -p>read -c>read -d=write -x -a -aa -b -B -C -D -DD -f -h
   -hh -j -K -L -n -M -o -O= -I= -P= -q -qq -s -T -u -U -UU -V -W -X -1>read -2>read -^ -:!`,
  "read text* >here",
);
const VIM = row(
  `+! -c=! -S=run! --cmd=! -s=run! -u=run! -U=run! -i=write -w=write -W=write -q=read! -t= -T= -e!
   -E! -es! -Es! -R>read -M>read -d -D! -o[=] -O[=] -p[=] -n -N -b -l -L -r -v -V[=]! -x -X -y -Z
   -m -g -f -h -A -C -H -F -# --clean --noplugin --headless --embed! --listen=! --startuptime=write
   --server=! --remote! --remote-send=! --remote-expr=! --remote-silent! --remote-tab!
   --remote-wait! --servername=! --serverlist --not-a-term --ttyfail --literal --nofork --log=write
   --luamod-dev! --api-info`,
  "write*",
);
const CODE = row(
  `-w -n -r -g -d -m -a -s -v -h --wait --new-window --reuse-window --goto --diff --merge --add
   --remove --status --locale= --list-extensions --show-versions --category= --verbose --log=
   --disable-extensions --disable-gpu --profile= --sync= --install-extension=!
   --uninstall-extension=! --update-extensions! --enable-proposed-api=! --extensions-dir=!
   --user-data-dir=! --inspect-extensions=! --inspect-brk-extensions=! --add-mcp=!
   --disable-workspace-trust! --file-uri=! --folder-uri=! --remote=! --disable-extension=
   --prof-startup --stdin --background --command=! --project`,
  "write*",
);
const EMACS = row(
  `-e=! -f=! -l=run! -t= -q -Q -nw -nl -r -u=! -d= -c -n -a=! -s= -F= -D --eval=! --execute=!
   --funcall=! --load=run! --script=run! --batch! --directory=! --daemon[=]! --user=!
   --init-directory=! --insert=read --visit=write --file=write --chdir=dir --no-init-file --quick
   --no-site-file --no-site-lisp --no-splash --no-window-system --tty --create-frame --no-wait
   --alternate-editor=! --socket-name= --server-file= --kill -# +# +=`,
  "write*",
);
const NANO = row(
  `+# += -A -B -C=write -D -E -F -G -H -I -J= -K -L -M -N -O -P -Q= -R -S -T= -U -V -W -X= -Y= -Z
   -a -b -c -d -e -f=run! -g -h -i -j -k -l -m -n -o=dir -p -q -r= -s=! -t -u -v>read -w -x -y -z
   -% -_ -0 --speller=! --rcfile=run! --backupdir=write --operatingdir=dir --view>read --backup
   --tabsize= --linenumbers --softwrap --mouse --nowrap --autoindent --ignorercfiles --syntax=`,
  "write*",
);
const DIR = row("-L -P -e -@ -q -s -n +# -#", "dir?");

/** Programs that list, make, move, pack and edit files. */
export const FILES = {
  ls: LS,
  gls: LS,
  dir: LS,
  vdir: LS,
  exa: EZA,
  eza: EZA,
  // -R with -H writes a page into each folder.
  tree: row(
    `-o=write -R! -a -d -l -f -x -L= -P= -I= -q -N -Q -p -u -g -s -h -D -F -v -t -c -U -r -i -A -S
     -n -C -X -J -H= -T= --gitignore --gitfile=read --infofile=read --info --fromfile>read
     --fromtabfile>read --ignore-case --matchdirs --metafirst --prune --filelimit= --noreport
     --charset= --si --du --timefmt= --inodes --device --sort[=] --dirsfirst --filesfirst --nolinks
     --hintro=read --houtro=read --opt-toggle`,
    "list*",
  ),
  stat: row(
    `-c= -f[=] -t[=] -L -F -l -n -q -r -s -x --dereference --file-system --format= --printf=
     --terse --cached=`,
    "list*",
  ),
  // It reads the content, and prints only its kind; a magic file can make it print more.
  file: row(
    `-m=read! -C! -f=read! -0 -b -c -d -D -E -e= -F= -h -I -i -k -L -l -N -n -P= -p -r -S -s -v -z
     -Z --magic-file=read! --compile! --files-from=read! --apple --brief --checking-printout
     --debug --dereference --no-dereference --exclude= --exclude-quiet= --extension --keep-going
     --list --mime --mime-type --mime-encoding --no-buffer --no-pad --no-sandbox --parameter=
     --preserve-date --print0 --raw --separator= --special-files --uncompress --uncompress-noreport`,
    "list*",
  ),
  du: row(
    `-X=read --exclude-from=read --files0-from=read -0 -a -A -b -B= -c -d= -D -g -h -H -I= -k -l -L
     -m -n -P -r -s -S -t= -x --null --all --apparent-size --block-size= --bytes --total
     --dereference --dereference-args --max-depth= --human-readable --inodes --count-links
     --no-dereference --separate-dirs --si --summarize --threshold= --time[=] --time-style=
     --exclude= --one-file-system`,
    "list*",
  ),
  df: row(
    `-a -B= -b -c -g -h -H -i -I -k -l -m -n -P -t[=] -T[=] -v -x= -Y -, --all --block-size=
     --human-readable --inodes --local --no-sync --output[=] --portability --si --sync --total
     --type= --print-type --exclude-type=`,
    "list*",
  ),
  pwd: row("-L -P -W --logical --physical", "none"),
  basename: row("-a -s= -z --multiple --suffix= --zero", "text*"),
  dirname: row("-z --zero", "text*"),
  realpath: row(
    `-e -m -L -P -q -s -z -E --canonicalize-existing --canonicalize-missing --logical --physical
     --quiet --relative-to=list --relative-base=list --strip --no-symlinks --zero`,
    "list*",
  ),
  readlink: row(
    `-f -e -m -n -q -s -v -z --canonicalize --canonicalize-existing --canonicalize-missing
     --no-newline --quiet --silent --verbose --zero`,
    "list*",
  ),
  mkdir: row("-m= -p -v -Z --mode= --parents --verbose --context[=]", "write*"),
  touch: row(
    `-a -c -f -h -m -d= -r=list -t= -A= --no-create --date= --no-dereference --reference=list
     --time=`,
    "write*",
  ),
  // A link made here would be written through later.
  cp: row(
    `-a -b -c -d -f -H -i -l! -L -n -N -p -P -r -R -s! -S[=] -t=write>read -T -u -v -x -X -Z
     --archive --attributes-only --backup[=] --copy-contents --force --interactive --link!
     --dereference --no-clobber --no-dereference --preserve[=] --no-preserve= --parents --recursive
     --reflink[=] --remove-destination --sparse= --strip-trailing-slashes --symbolic-link! --suffix=
     --target-directory=write>read --no-target-directory --update[=] --verbose --debug
     --keep-directory-symlink --one-file-system --context[=]`,
    "read* write",
  ),
  mv: row(
    `-b -f -h -i -n -S[=] -t=write -T -u -v -x -Z --backup[=] --force --interactive --no-clobber
     --no-copy --exchange --strip-trailing-slashes --suffix= --target-directory=write
     --no-target-directory --update[=] --verbose --debug --context`,
    "change* write",
  ),
  rm: row(
    `-f -i -I -r -R -d -v -P -W -x --force --interactive[=] --recursive --dir --verbose
     --one-file-system --preserve-root[=] --no-preserve-root!`,
    "write*",
  ),
  rmdir: row("-p -v --parents --verbose --ignore-fail-on-non-empty", "write*"),
  // A link gives its target to whoever reads the link.
  ln: row(
    `-b -d -f -F -h -i -L -n -P -r -s -S= -t=write>read -T -v -w --backup[=] --directory --force
     --interactive --logical --no-dereference --physical --relative --symbolic --suffix=
     --target-directory=write>read --no-target-directory --verbose`,
    "read* write",
  ),
  link: row("", "read write"),
  install: row(
    `-s! --strip! --strip-program=! -b -B= -c -C -d>write -D -f= -g= -h= -l= -M -m= -N= -o= -p -P
     -S[=] -t=write>read -T -U -v -Z --backup[=] --compare --directory>write --group= --mode=
     --owner= --preserve-timestamps --suffix= --target-directory=write>read --no-target-directory
     --verbose --debug --preserve-context --context[=]`,
    "read* write",
  ),
  rsync: row(
    `-e=! -M=! -f=! -F -T=write -B= -@= -0 -4 -6 -8 -a -A -b -c -C -d -D -E -g -h -H -i -I -J -k -K
     -l -L -m -n -N -o -O -p -P -q -r -R -s -S -t -u -U -v -V -W -x -X -y -z --rsh=! --rsync-path=!
     --remote-option=! --daemon! --server! --sender! --config=! --dparam=! --filter=!
     --files-from=read! --early-input=read! --exclude-from=read --include-from=read
     --password-file=read --read-batch=read --log-file=write --write-batch=write
     --only-write-batch=write --temp-dir=write --partial-dir=write --backup-dir=write
     --compare-dest=list --copy-dest=list --link-dest=read --remove-source-files>change
     --list-only>list --archive --no-archive --acls --no-acls --address= --append --append-verify
     --atimes --backup --block-size= --blocking-io --bwlimit= --checksum --checksum-choice=
     --checksum-seed= --chmod= --chown= --compress --compress-choice= --compress-level=
     --contimeout= --copy-as=! --copy-devices! --copy-dirlinks --copy-links --copy-unsafe-links
     --crtimes --cvs-exclude --debug= --del --delay-updates --delete --delete-after --delete-before
     --delete-delay --delete-during --delete-excluded --delete-missing-args --devices --dirs
     --no-dirs --dry-run --exclude= --include= --executability --existing --fake-super --force
     --from0 --fsync --fuzzy --group --no-group --groupmap= --hard-links --human-readable --iconv=
     --ignore-errors --ignore-existing --ignore-missing-args --ignore-non-existing --ignore-times
     --info= --inplace --itemize-changes --keep-dirlinks --links --no-links --log-file-format=
     --max-alloc= --max-delete= --max-size= --min-size= --mkpath --modify-window= --msgs2stderr
     --munge-links --no-implied-dirs --no-motd --no-recursive --numeric-ids --old-args! --old-dirs
     --omit-dir-times --omit-link-times --one-file-system --out-format= --outbuf= --owner
     --no-owner --partial --perms --no-perms --port= --preallocate --progress --protect-args
     --protocol= --prune-empty-dirs --quiet --recursive --relative --no-relative --safe-links
     --secluded-args --size-only --skip-compress= --sockopts= --sparse --specials --stats --stderr=
     --stop-after= --stop-at= --suffix= --super --times --no-times --timeout= --trust-sender!
     --update --usermap= --verbose --no-verbose --whole-file --no-whole-file --write-devices!
     --xattrs --open-noatime`,
    "read* write",
    { network: true },
  ),
  unlink: row("", "write"),
  shred: row(
    `-f -n= -s= -u -v -x -z --random-source=read --force --iterations= --size= --remove[=]
     --verbose --exact --zero`,
    "write*",
  ),
  truncate: row("-c -o -r=list -s= --no-create --io-blocks --reference=list --size=", "write*"),
  dd: row("", "dd*"),
  // A mode such as -x has the look of an option.
  chmod: row(
    `-R -c -f -v -E -C -N -i -I -r^ -w^ -x^ -X^ -s^ -t^ ${LINKED} --recursive --changes --silent
     --quiet --verbose --preserve-root --no-preserve-root! --reference=list^`,
    "text write*",
  ),
  chown: OWNER,
  chgrp: OWNER,
  chattr: row("-R -V -f -v= -p= -*", "text write*"),
  chflags: row("-R -f -h -v -x -H -L -P", "text write*"),
  lsattr: row("-R -V -a -d -l -p -v", "list*"),
  xattr: row("-l>list -p -w -d>write -c>write -r -s -v -x", "text* write"),
  getfacl: row(
    `-a -c -d -e -E -L -n -p -P -R -s -t --access --default --omit-header --all-effective
     --no-effective --skip-base --recursive --logical --physical --tabular --numeric
     --absolute-names`,
    "list*",
  ),
  setfacl: row(
    `-m=^ -x=^ -M=read^ -X=read^ -b^ -k^ -n -d -R -L -P -n --modify=^ --remove=^
     --modify-file=read^ --remove-file=read^ --remove-all^ --remove-default^ --restore=read!
     --set=^ --set-file=read^ --no-mask --mask --default --recursive --logical --physical --test`,
    "text write*",
  ),
  mktemp: row(
    "-d -u -q -p=write -t[=] --directory --dry-run --quiet --suffix= --tmpdir[=write]",
    "write?",
  ),
  tar: TAR,
  gtar: TAR,
  bsdtar: TAR,
  // -T tests with a program that -TT names; -@ reads the names to pack.
  zip: row(
    `-TT=! --unzip-command=! -@! -b=write -O=write -lf=write -m>change -T -# -0 -1 -9 -A -c -D -d
     -db -dc -dd -dg -ds= -du -dv -e -f -F -FF -FI -fd -FS -g -h -h2 -i -ic -j -J -k -l -la -li -ll
     -L -MM -n= -nw -o -P= -p -q -r -R -rp -s= -sb -sc -sd -sf -so -sp -su -t= -tt= -u -UN= -v -ws
     -w -x -X -y -z -Z= --temp-path=write --output-file=write --out=write --log-file=write
     --move>change --test --recurse-paths --recurse-patterns --exclude= --include= --quiet --update
     --freshen --delete --copy-entries --filesync --junk-paths --symlinks --encrypt --password=
     --split-size= --no-dir-entries --no-extra --compression-method= --suffixes= --verbose
     --show-files --names-stdin! --must-match --grow --adjust-sfx --fix --fixfix --latest-time
     --to-crlf --from-crlf --archive-comment --entry-comments --strip-extra`,
    "write read*",
  ),
  unzip: UNZIP,
  zipinfo: row("-1 -2 -s -m -l -v -h -t -T -z -C -M -x", "read text*"),
  funzip: row("-*", "read?"),
  gzip: COMPRESS,
  gunzip: COMPRESS,
  pigz: row(`${GZIP} -n -N -r -z -p= -i -R -b= --processes= --recursive --zlib --zip`, "change*"),
  uncompress: COMPRESS,
  zcat: ZCAT,
  gzcat: ZCAT,
  bzip2: COMPRESS,
  bunzip2: COMPRESS,
  bzcat: ZCAT,
  xz: XZ,
  unxz: XZ,
  lzma: XZ,
  xzcat: ZCAT,
  zstd: ZSTD,
  unzstd: ZSTD,
  zstdcat: ZCAT,
  "7z": SEVENZIP,
  "7za": SEVENZIP,
  "7zz": SEVENZIP,
  cpio: row(
    `-t -i>here -o! -p! -F=read -E=read -I=read -O=write -M= -H= -C= -D=dir -R= -0 -a -A -b -B -c
     -d -f -k -l -L -m -n -r -s -S -u -v -V -W= --list --extract>here --create! --pass-through!
     --rsh-command=! --to-stdout --file=read --pattern-file=read --directory=dir --format= --null
     --quiet --verbose --make-directories --no-absolute-filenames --absolute-filenames!
     --preserve-modification-time --unconditional --no-preserve-owner --owner=`,
    "text*",
  ),
  ar: row(
    `-t>read -p>read -x>read>here -d -m -q -r -s -S -a= -b= -i= -c -D -f -h -l= -L -N= -o -O -P -T
     -u -U -v -V --plugin=! --target= --output=write --record-libdeps= --thin`,
    "bundle? write read*",
  ),
  mkfifo: row("-m= -Z --mode= --context[=]", "write*"),
  mknod: row("-m= -Z --mode= --context[=]", "write text*"),
  cd: DIR,
  pushd: DIR,
  popd: row("-n +# -#", "none"),
  dirs: row("-c -l -p -v +# -#", "none"),
  // They start whatever the file, link or application belongs to.
  open: row(
    `-R>list -a=! -b=! -e -t -f -F -W -n -g -j -h -s= -u=! -i= -o= --args! --env=! --stdin=read
     --stdout=write --stderr=write`,
    "run*",
  ),
  "xdg-open": row("", "run"),
  code: CODE,
  "code-insiders": CODE,
  cursor: CODE,
  subl: CODE,
  vim: VIM,
  vi: VIM,
  nvim: VIM,
  view: VIM,
  vimdiff: VIM,
  ex: row("-c=! -r -R>read -s! -e! -v -t= -w= -V -F -S +!", "write* <run"),
  ed: row(
    `-s -p= -v -E -G -l -r -q --quiet --silent --prompt= --verbose --extended-regexp
     --loose-exit-status --restricted`,
    "write? <run",
  ),
  nano: NANO,
  pico: NANO,
  emacs: EMACS,
  emacsclient: EMACS,
  micro: row("+# += -config-dir=! -plugin=! -options -version -debug", "write*", { single: true }),
  // The patch itself names files; an ed script in it is run by ed.
  patch: row(
    `-e! --ed! -d=dir -i=read -o=write -r=write -p= -b -B= -c -C>read -D= -E -f -F= -g=! -l -n -N
     -R -s -t -T -u -v -V= -x= -Y= -z= -Z --directory=dir --input=read --output=write
     --reject-file=write --get=! --strip= --backup --backup-if-mismatch --no-backup-if-mismatch
     --prefix= --basename-prefix= --suffix= --version-control= --binary --context --unified
     --normal --ifdef= --dry-run>read --force --batch --fuzz= --forward --ignore-whitespace
     --merge[=] --posix --quiet --silent --quoting-style= --read-only= --reject-format=
     --remove-empty-files --reverse --set-time --set-utc --verbose --follow-symlinks`,
    "change? read? >here",
  ),
} satisfies Record<string, Row>;
