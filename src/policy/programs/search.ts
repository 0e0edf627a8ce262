import { type Row, row } from "./row.ts";

const GREP = row(
  `-e=pattern -f=read^ -A= -B= -C= -D= -d= -m= -# -a -b -c -E -F -G -H -h -I -i -L -l -n -o -P -q
   -R -r -S -s -T -U -u -V -v -w -x -y -Z -z -J -M -O -p --regexp=pattern --file=read^
   --exclude-from=read --include= --exclude= --exclude-dir= --include-dir= --after-context=
   --before-context= --context[=] --max-count= --color[=] --colour[=] --label= --binary-files=
   --devices= --directories= --group-separator= --no-group-separator --basic-regexp
   --extended-regexp --fixed-strings --perl-regexp --ignore-case --no-ignore-case --invert-match
   --word-regexp --line-regexp --count --files-with-matches --files-without-match --only-matching
   --quiet --silent --no-messages --byte-offset --with-filename --no-filename --line-number
   --initial-tab --null --null-data --text --recursive --dereference-recursive --line-buffered
   --unix-byte-offsets --binary --decompress`,
  "pattern read*",
);
// --pre runs a program on each file, --hostname-bin runs one for links.
const RG = row(
  `-e=pattern -f=read^ -A= -B= -C= -E= -M= -T= -d= -g= -j= -m= -r= -t= -0 -a -b -c -F -H -h -I -i
   -L -l -N -n -o -P -p -q -S -s -U -u -V -v -w -x -z -. --pre=! --hostname-bin=! --regexp=pattern
   --file=read^ --files^ --type-list^ --pcre2-version^ --generate=^ --ignore-file=read
   --after-context= --before-context= --context= --encoding= --max-columns= --type= --type-not=
   --type-add= --type-clear= --max-depth= --maxdepth= --glob= --iglob= --threads= --max-count=
   --replace= --color= --colors= --context-separator= --field-context-separator=
   --field-match-separator= --path-separator= --dfa-size-limit= --regex-size-limit= --engine=
   --max-filesize= --sort= --sortr= --pre-glob= --hyperlink-format= --null --null-data --text
   --no-text --byte-offset --no-byte-offset --count --count-matches --fixed-strings
   --no-fixed-strings --with-filename --no-filename --ignore-case --follow --no-follow
   --files-with-matches --files-without-match --no-line-number --line-number --only-matching
   --pcre2 --no-pcre2 --pretty --quiet --smart-case --case-sensitive --multiline --no-multiline
   --multiline-dotall --unrestricted --invert-match --no-invert-match --word-regexp --line-regexp
   --search-zip --no-search-zip --hidden --no-hidden --no-ignore --ignore --no-ignore-vcs
   --no-ignore-dot --no-ignore-exclude --no-ignore-files --no-ignore-global --no-ignore-messages
   --no-ignore-parent --ignore-file-case-insensitive --no-require-git --require-git --no-config
   --no-messages --messages --heading --no-heading --column --no-column --trim --no-trim --stats
   --no-stats --json --no-json --passthru --passthrough --vimgrep --line-buffered --block-buffered
   --binary --no-binary --crlf --no-crlf --debug --trace --mmap --no-mmap --one-file-system
   --no-unicode --unicode --stop-on-nonmatch --include-zero --max-columns-preview
   --no-max-columns-preview --no-context-separator --no-encoding --glob-case-insensitive
   --auto-hybrid-regex --sort-files --no-pre --no-sort-files`,
  "pattern read*",
);
const FD = row(
  `-x=! -X=! -C=dir -E= -S= -c= -d= -e= -j= -o= -t= -0 -1 -F -H -I -L -V -a -g -h -i -l -p -q -s -u
   --exec=! --exec-batch=! --base-directory=dir --search-path=list --ignore-file=read --and=
   --exclude= --size= --color= --max-depth= --maxdepth= --min-depth= --exact-depth= --extension=
   --threads= --owner= --type= --changed-within= --changed-before= --newer= --older= --max-results=
   --batch-size= --path-separator= --format= --hyperlink[=] --strip-cwd-prefix[=] --print0
   --fixed-strings --literal --hidden --no-hidden --no-ignore --ignore --no-ignore-vcs
   --no-ignore-parent --no-global-ignore-file --no-require-git --follow --no-follow --absolute-path
   --relative-path --glob --regex --ignore-case --case-sensitive --list-details --full-path --quiet
   --unrestricted --max-one-result --show-errors --prune --one-file-system --max-buffer-time=
   --gen-completions[=]`,
  "pattern? list*",
);
// -exec and its kin take all words up to `;` or `+`.
const FIND = row(
  `-name= -iname= -path= -ipath= -wholename= -iwholename= -lname= -ilname= -regex= -iregex=
   -regextype= -type= -xtype= -maxdepth= -mindepth= -size= -perm= -user= -group= -uid= -gid=
   -nouser -nogroup -links= -inum= -samefile=list -fstype= -context= -used= -amin= -cmin= -mmin=
   -atime= -ctime= -mtime= -Bmin= -Btime= -newer=list -anewer=list -cnewer=list -mnewer=list
   -newermt= -newerat= -newerct= -newerBt= -newermm=list -newerma=list -newermc=list -newermB=list
   -neweram=list -neweraa=list -newerac=list -newercm=list -newerca=list -newercc=list
   -newerBB=list -newerBm=list -empty -executable -readable -writable -true -false -prune -quit
   -print -print0 -printf= -ls -printx -mount -xdev -x -depth -d -daystart -follow -noleaf -warn
   -nowarn -ignore_readdir_race -noignore_readdir_race -H -L -P -E -X -s -f=list -O[=] -D= -not -a
   -and -o -or -flags= -acl -xattr -xattrname= -help --help -version --version ( ) ! , -exec=!
   -execdir=! -ok=! -okdir=! -delete! -fprint=write -fprint0=write -fprintf=write=text -fls=write
   -files0-from=read!`,
  "list*",
  { single: true },
);
const LOCATE = row(
  `-d=read -0 -A -b -c -e -i -l= -L -m -n= -N -p -P -q -r= -s -S -w --database=read --null --all
   --basename --count --existing --follow --ignore-case --limit= --regexp= --regex --statistics
   --wholename --quiet --nofollow`,
  "text*",
);

/** Programs that find files, lines and other programs. */
export const SEARCH = {
  grep: GREP,
  egrep: GREP,
  fgrep: GREP,
  zgrep: GREP,
  zegrep: GREP,
  zfgrep: GREP,
  ggrep: GREP,
  rg: RG,
  ripgrep: RG,
  ag: row(
    `-g=pattern -A[=] -B[=] -C[=] -G= -m= -p=read -W= -0 -a -c -D -f -F -H -h -i -l -L -n -o -Q -r
     -R -s -S -t -u -U -v -V -w -z --pager=! --path-to-ignore=read --after[=] --before[=]
     --context[=] --file-search-regex= --ignore= --ignore-dir= --max-count= --depth= --workers=
     --width= --color --nocolor --color-line-number= --color-match= --color-path= --column --count
     --group --nogroup --break --nobreak --filename --nofilename --heading --noheading
     --files-with-matches --files-without-matches --hidden --ignore-case --smart-case
     --case-sensitive --literal --fixed-strings --only-matching --print-long-lines --passthrough
     --silent --stats --stats-only --vimgrep --null --print0 --all-text --all-types --follow
     --nofollow --norecurse --recurse --noaffinity --one-device --parallel --multiline
     --nomultiline --skip-vcs-ignores --invert-match --word-regexp --search-zip --search-binary
     --search-files --unrestricted --numbers --nonumbers --list-file-types^ --ackmate --debug
     --python --js --ts --html --css --json --yaml --xml --sql --shell --ruby --rust --go --java
     --cpp --cc --php --perl --swift --kotlin --scala --markdown --make --vim --lua`,
    "pattern read*",
  ),
  // --output evaluated Perl in older versions; -x reads the files that standard input names.
  ack: row(
    `-g=pattern^ -f^ -x! --match=pattern --pager[=]! --output=! --ackrc=! --files-from=read! -A=
     -B= -C[=] -m= -t= -T= -1 -c -H -h -i -I -k -l -L -n -o -P -p[=] -Q -r -R -s -S -u -v -w --and=
     --or= --not= --after-context= --before-context= --context[=] --max-count= --type= --type-set=
     --type-add= --type-del= --color --nocolor --colour --column --count --group --nogroup --break
     --heading --filename --no-filename --files-with-matches --files-without-matches --ignore-case
     --no-ignore-case --smart-case --no-smart-case --invert-match --word-regexp --literal
     --passthru --print0 --show-types --sort-files --follow --nofollow --nopager --noenv
     --ignore-dir= --noignore-dir= --ignore-directory= --ignore-file= --known-types --no-recurse
     --recurse --range-start= --range-end= --proximate[=] --underline --help-types^ --dump^ --perl
     --python --js --ts --ruby --go --rust --java --html --css --json --yaml --shell --php --cc`,
    "pattern read*",
  ),
  fd: FD,
  fdfind: FD,
  find: FIND,
  gfind: FIND,
  locate: LOCATE,
  plocate: LOCATE,
  mlocate: LOCATE,
  mdfind: row("-live -count -onlyin=list -name= -literal -interpret -0 -s=", "text*", {
    single: true,
  }),
  which: row(
    `-a -s -p -v --all --read-alias --skip-alias --read-functions --skip-functions --skip-dot
     --skip-tilde --show-dot --show-tilde --tty-only`,
    "text*",
  ),
  whereis: row("-b -m -s -u -l -q -a -x -h -V -B=list -M=list -S=list -f -g", "text*"),
  type: row("-a -f -t -p -P -w -m -S", "text*"),
  // -p binds a name to another program.
  hash: row("-r -d -l -t -p=! -f -L -m -v", "text*"),
} satisfies Record<string, Row>;
