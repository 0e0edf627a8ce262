import { type Row, row } from "./row.ts";

const SUMS = row(
  `-a= -b -c -t -w -z -s -q -r -p -x -n -h -v -l= -U -0 -1 --algorithm= --length= --raw --untagged
   --base64 --binary --text --tag --zero --UNIVERSAL --01 --check --ignore-missing --quiet --status
   --strict --warn --sysv --debug`,
  "read*",
);
const DIFF = `-q -s -c -C= -u -U= -e -n -y -W= -p -F= -L= -t -T -l -r -N -P -x= -X=read -S= -i -E
  -Z -b -w -B -I= -a -D= -d -# --normal --brief --report-identical-files --context[=] --unified[=]
  --ed --rcs --side-by-side --width= --left-column --suppress-common-lines --show-c-function
  --show-function-line= --label= --expand-tabs --initial-tab --tabsize= --suppress-blank-empty
  --paginate --recursive --no-dereference --new-file --unidirectional-new-file
  --ignore-file-name-case --no-ignore-file-name-case --exclude= --exclude-from=read
  --starting-file= --from-file=read --to-file=read --ignore-case --ignore-tab-expansion
  --ignore-trailing-space --ignore-space-change --ignore-all-space --ignore-blank-lines
  --ignore-matching-lines= --text --strip-trailing-cr --ifdef= --line-format= --old-line-format=
  --new-line-format= --unchanged-line-format= --old-group-format= --new-group-format=
  --unchanged-group-format= --changed-group-format= --minimal --horizon-lines= --speed-large-files
  --color[=] --palette=`;
const AWK = `-F= -v= -f=run^ -e=awk -i=run! -E=run!^ -l=run! -D[=]! -W=! -d[=]>here -o[=]>here
  -p[=]>here -b -c -C -g -h -I -k -L[=] -M -n -N -O -P -r -s -S -t -V --field-separator= --assign=
  --file=run^ --source=awk --include=run! --exec=run!^ --load=run! --debug[=]!
  --dump-variables[=]>here --pretty-print[=]>here --profile[=]>here --characters-as-bytes
  --traditional --copyright --gen-pot --csv --trace --lint[=] --bignum --non-decimal-data
  --use-lc-numeric --optimize --no-optimize --posix --re-interval --sandbox --lint-old`;
const TAIL =
  "-n= -c= -q -v -z -# +# --lines= --bytes= --quiet --silent --verbose --zero-terminated";
const BASE = row(
  "-d -D -i -b= -w= -o=write --decode --ignore-garbage --wrap= --break= --input=read --output=write",
  "read*",
);
const HEXDUMP = row(
  `-b -c -C -d -o -x -v -e= -f=read -n= -s= -L[=] -X -h -V --canonical --length= --skip=
   --no-squeezing --color[=] --format= --format-file=read --one-byte-octal --one-byte-char
   --two-bytes-decimal --two-bytes-octal --two-bytes-hex`,
  "read*",
);
const ECHO = row("-n -e -E -*", "text*");
// The shell evaluates a subscript in a variable's name: test -v 'a[$(id)]'.
const TEST = row("-v! -R! -* ( ) !", "list*");

/** Programs that print, count, compare and change text. */
export const TEXT = {
  cat: row(
    `-A -b -e -E -l -n -s -t -T -u -v --show-all --number-nonblank --show-ends --number
     --squeeze-blank --show-tabs --show-nonprinting`,
    "read*",
  ),
  tac: row("-b -r -s= --before --regex --separator=", "read*"),
  nl: row(
    `-b= -d= -f= -h= -i= -l= -n= -p -s= -v= -w= --body-numbering= --section-delimiter=
     --footer-numbering= --header-numbering= --line-increment= --join-blank-lines= --number-format=
     --no-renumber --number-separator= --starting-line-number= --number-width=`,
    "read*",
  ),
  head: row(TAIL, "read*"),
  tail: row(
    `${TAIL} -f -F -r -b= -s= --follow[=] --retry --max-unchanged-stats= --pid= --sleep-interval=`,
    "read*",
  ),
  // +cmd runs a key of less, and `!` is a shell; a lesskey file binds keys.
  less: row(
    `+! -k=! -o=write -O=write -T=read -a -A -b[=] -B -c -C -d -D[=] -e -E -f -F -g -G -h[=] -i -I
     -j[=] -J -K -L -m -M -n -N -p=pattern -P[=] -q -Q -r -R -s -S -t= -u -U -V -w -W -x[=] -X
     -y[=] -z[=] -~ -# --lesskey-file=! --lesskey-src=! --lesskey-content=! --log-file=write
     --LOG-FILE=write --tag-file=read --tag= --search-skip-screen --buffers= --auto-buffers
     --clear-screen --dumb --color= --quit-at-eof --QUIT-AT-EOF --force --quit-if-one-screen
     --hilite-search --max-back-scroll= --ignore-case --IGNORE-CASE --jump-target= --status-column
     --quit-on-intr --no-lessopen --long-prompt --LONG-PROMPT --line-numbers --LINE-NUMBERS
     --pattern=pattern --prompt= --quiet --QUIET --silent --raw-control-chars --RAW-CONTROL-CHARS
     --squeeze-blank-lines --chop-long-lines --underline-special --tabs= --no-init
     --max-forw-scroll= --window= --tilde --shift= --file-size --follow-name --incsearch --mouse
     --no-keypad --use-color --wheel-lines= --wordwrap --header= --line-num-width=
     --status-col-width= --rscroll= --use-backslash --MOUSE --save-marks --exit-follow-on-close
     --no-histdups`,
    "read*",
  ),
  more: row(
    `+# +! -# -d -l -f -p -c -s -u -n[=] -e -h -V --silent --logical --no-pause --print-over
     --clean-print --squeeze --plain --lines= --exit-on-eof`,
    "read*",
  ),
  wc: row(
    "-c -m -l -L -w --bytes --chars --lines --max-line-length --words --total= --files0-from=read!",
    "read*",
  ),
  sort: row(
    `-o=write -T=write -b -d -f -g -i -M -h -n -R -r -V -c -C -k= -m -s -S= -t= -u -z -H
     --output=write --temporary-directory=write --compress-program=! --files0-from=read!
     --ignore-leading-blanks --dictionary-order --ignore-case --general-numeric-sort
     --ignore-nonprinting --month-sort --human-numeric-sort --numeric-sort --random-sort
     --random-source=read --reverse --sort= --version-sort --batch-size= --check[=] --debug --key=
     --merge --stable --buffer-size= --field-separator= --parallel= --unique --zero-terminated
     --mergesort --qsort --heapsort --radixsort --mmap`,
    "read*",
  ),
  uniq: row(
    `-c -d -D[=] -f= -i -s= -u -z -w= -# +# --count --repeated --all-repeated[=] --skip-fields=
     --group[=] --ignore-case --skip-chars= --unique --zero-terminated --check-chars=`,
    "read? write?",
  ),
  cut: row(
    `-b= -c= -d= -f= -n -s -w -z --bytes= --characters= --delimiter= --fields= --complement
     --only-delimited --output-delimiter= --zero-terminated`,
    "read*",
  ),
  paste: row("-d= -s -z --delimiters= --serial --zero-terminated", "read*"),
  tr: row("-c -C -d -s -t -u --complement --delete --squeeze-repeats --truncate-set1", "text*"),
  rev: row("-0 -h -V --zero", "read*"),
  column: row(
    `-t -n[=] -O= -N= -l= -E= -d -e -H= -R= -T= -W= -L -J -r= -i= -p= -c= -o= -s= -x -h -V -C= -m
     -S= --table --table-name= --table-order= --table-columns= --table-columns-limit=
     --table-column= --table-noextreme= --table-noheadings --table-header-repeat --table-hide=
     --table-right= --table-truncate= --table-wrap= --table-maxout --keep-empty-lines --json
     --tree= --tree-id= --tree-parent= --output-width= --output-separator= --separator= --fillrows
     --use-spaces=`,
    "read*",
  ),
  fold: row("-b -c -s -w= -# --bytes --characters --spaces --width=", "read*"),
  fmt: row(
    `-# -c -p= -s -t -u -w= -g= -m -n -d= -l= --crown-margin --prefix= --split-only
     --tagged-paragraph --uniform-spacing --width= --goal=`,
    "read*",
  ),
  expand: row("-i -t= -# --initial --tabs=", "read*"),
  unexpand: row("-a -t= -# --all --first-only --tabs=", "read*"),
  join: row(
    `-a= -e= -i -j= -1= -2= -o= -t= -v= -z --ignore-case --check-order --nocheck-order --header
     --zero-terminated`,
    "read read",
  ),
  comm: row(
    "-1 -2 -3 -i -z --check-order --nocheck-order --output-delimiter= --total --zero-terminated",
    "read read",
  ),
  diff: row(`${DIFF} -v`, "read*"),
  colordiff: row(`${DIFF} --difftype= --fakeexitcode`, "read*"),
  diff3: row(
    `-A -e -E -3 -x -X -i -m -a -T -L= --show-all --ed --show-overlap --easy-only --overlap-only
     --merge --text --strip-trailing-cr --initial-tab --label= --diff-program=!`,
    "read read read",
  ),
  sdiff: row(
    `-o=write -i -E -Z -b -W -B -I= -a -w= -l -s -t -d -H -v --output=write --diff-program=!
     --ignore-case --ignore-tab-expansion --ignore-trailing-space --ignore-space-change
     --ignore-all-space --ignore-blank-lines --ignore-matching-lines= --strip-trailing-cr --text
     --width= --left-column --suppress-common-lines --expand-tabs --tabsize= --minimal
     --speed-large-files`,
    "read read",
  ),
  cmp: row(
    `-b -i= -l -n= -s -h -x -z -v --print-bytes --ignore-initial= --verbose --bytes= --quiet
     --silent`,
    "read read? text*",
  ),
  jq: row(
    `-c -n -e -s -r -R -C -M -S -j -a -h -V -f=run^ -L=read! --compact-output --null-input
     --exit-status --slurp --raw-output --raw-output0 --raw-input --color-output
     --monochrome-output --sort-keys --join-output --ascii-output --tab --indent= --unbuffered
     --stream --stream-errors --seq --arg=text=text --argjson=text=text --slurpfile=text=read
     --rawfile=text=read --argfile=text=read --args --jsonargs --from-file=run^
     --library-path=read! --binary -b --build-configuration`,
    "jq read*",
  ),
  // Both programs of that name: mikefarah's, whose `eval` is taken for the filter, and kislyuk's.
  yq: row(
    `-i>change -s[=]>here -y -Y -w= -o= -p= -P -n -r -j -e -c -C -M -N -I= -R -S -0 -v -V -h
     --inplace>change --in-place>change --split-exp=>here --split-exp-file=read>here
     --from-file=run^ --expression=jq --yaml-output --yml-output --yaml-roundtrip --yml-roundtrip
     --width= --indentless-lists --output-format= --input-format= --prettyPrint --null-input
     --unwrapScalar[=] --tojson --exit-status --colors --no-colors --no-doc --indent= --nul-output
     --front-matter= --header-preprocess --verbose --string-interpolation --xml-attribute-prefix=
     --xml-content-name= --csv-separator= --csv-auto-parse --tsv-auto-parse --properties-separator=
     --lua-prefix= --raw-output --compact-output --slurp --sort-keys --arg=text=text
     --argjson=text=text --security-disable-env-ops --security-disable-file-ops`,
    "jq read*",
  ),
  xmllint: row(
    `--noout --format --xpath= --pretty= --c14n --c14n11 --exc-c14n --output=write -o=write --html
     --xmlout --htmlout --recover --huge --nonet --encode= --schema=read --relaxng=read
     --schematron=read --dtdvalid=read --dtdvalidfpi= --valid! --postvalid! --loaddtd! --dtdattr!
     --noent! --xinclude! --noxincludenode! --shell! --catalogs! --nocatalogs --path=read!
     --load-trace --nowarning --pedantic --noblanks --nocdata --nodefdtd --nodict --nsclean
     --dropdtd --quiet --stream --sax --push --memory --timing --repeat --walker --pattern= --debug`,
    "read*",
  ),
  xxd: row(
    `-a -b -c= -C -d -e -E -g= -h -i -l= -n= -o= -p -ps -r -R= -s= -u -v --plain --cols= --revert
     --seek= --len= --bits --include --autoskip`,
    "read? write?",
  ),
  od: row(
    `-A= -j= -N= -S[=] -t= -v -w[=] -a -b -c -d -f -i -l -o -s -x -h --address-radix= --endian=
     --skip-bytes= --read-bytes= --strings[=] --format= --output-duplicates --width[=]
     --traditional`,
    "read*",
  ),
  hexdump: HEXDUMP,
  hd: HEXDUMP,
  strings: row(
    `-a -d -f -n= -t= -o -e= -w -s= -T= -U= -# --all --data --print-file-name --bytes= --radix=
     --encoding= --include-all-whitespace --output-separator= --target= --unicode=`,
    "read*",
  ),
  base64: BASE,
  base32: BASE,
  md5: row("-q -r -p -s= -t -x -c= -n", "read*"),
  md5sum: SUMS,
  sha1sum: SUMS,
  sha224sum: SUMS,
  sha256sum: SUMS,
  sha384sum: SUMS,
  sha512sum: SUMS,
  b2sum: SUMS,
  shasum: SUMS,
  cksum: SUMS,
  sum: SUMS,
  tee: row("-a -i -p --append --ignore-interrupts --output-error[=]", "write*"),
  split: row(
    `-a= -b= -C= -d -e -l= -n= -p= -t= -u -x -# --filter=! --suffix-length= --additional-suffix=
     --bytes= --line-bytes= --numeric-suffixes[=] --hex-suffixes[=] --elide-empty-files --lines=
     --number= --separator= --unbuffered --verbose`,
    "read? write? >here",
  ),
  csplit: row(
    `-b= -f=write -k -n= -s -q -z --suffix-format= --prefix=write --keep-files --digits= --quiet
     --silent --suppress-matched --elide-empty-files`,
    "read text* >here",
  ),
  shuf: row(
    `-e>text -i= -n= -o=write -r -z --echo>text --input-range= --head-count= --output=write
     --repeat --zero-terminated --random-source=read`,
    "read*",
  ),
  seq: row("-f= -s= -t= -w -# --format= --separator= --equal-width", "text*"),
  printf: row("-v=! -v*! -*", "text*"),
  echo: ECHO,
  yes: row("-*", "text*"),
  // Not -l: a number follows it on Linux, the script on macOS. There -i too takes the next word,
  // so that the script may be what follows: sed -i '' SCRIPT.
  sed: row(
    `-n -E -r -s -u -z -a -b -i[=]>change -I[=]>change -e=sed -f=run^ --quiet --silent
     --regexp-extended --separate --unbuffered --null-data --zero-terminated --binary --debug
     --follow-symlinks --posix --sandbox --line-length= --in-place[=]>change --expression=sed
     --file=run^`,
    "sed read*",
  ),
  awk: row(AWK, "awk read*"),
  gawk: row(AWK, "awk read*"),
  mawk: row(AWK, "awk read*"),
  nawk: row(AWK, "awk read*"),
  iconv: row(
    `-f= -t= -c -l -s -o=write --from-code= --to-code= --list --silent --output=write --verbose
     --unicode-subst= --byte-subst= --widechar-subst=`,
    "read*",
  ),
  dos2unix: row(
    `-k -q -f -s -b -l -c= -m -r -u -v -1252 -437 -7 -n -o -O>read -i[=]>read --keepdate --quiet
     --force --safe --newline --convmode= --add-bom --remove-bom --keep-bom --newfile --oldfile
     --to-stdout>read --info[=]>read --follow-symlink --skip-symlink --verbose --ascii`,
    "change*",
  ),
  unix2dos: row("-k -q -f -s -b -l -m -r -n -o -O>read -i[=]>read --to-stdout>read", "change*"),
  envsubst: row("-v -h -V --variables", "text?", { prints: "environment" }),
  bat: row(
    `-A -p -l= -H= -d -n -f -P -r= -L -u -m= -S -s -h -V --pager=! --lessopen! --plain --language=
     --highlight-line= --file-name= --diff --diff-context= --tabs= --wrap= --terminal-width=
     --number --color= --italic-text= --decorations= --force-colorization --paging= --no-paging
     --map-syntax= --ignored-suffix= --theme= --theme-dark= --theme-light= --list-themes --style=
     --line-range= --list-languages --unbuffered --show-all --nonprintable-notation= --binary=
     --squeeze-blank --squeeze-limit= --strip-ansi= --chop-long-lines --no-config --config-file
     --config-dir --cache-dir --set-terminal-title --diagnostic --acknowledgements
     --no-custom-assets --no-lessopen`,
    "read*",
  ),
  pr: row(
    `+# -# -a -c -d -D= -e[=] -f -F -h= -i[=] -J -l= -m -n[=] -N= -o= -r -s[=] -S[=] -t -T -v -w=
     -W= -L= -p --pages= --columns= --across --show-control-chars --double-space --date-format=
     --expand-tabs[=] --form-feed --header= --output-tabs[=] --join-lines --length= --merge
     --number-lines[=] --first-line-number= --indent= --no-file-warnings --separator[=]
     --sep-string[=] --omit-header --omit-pagination --show-nonprinting --width= --page-width=`,
    "read*",
  ),
  tsort: row("-q -w", "read?"),
  ptx: row("-A -f -G -r -t -w= -g= -i=read -o=read -b=read -S= -W= -F= -M= -O= -R -T", "read*"),
  numfmt: row(
    `-d= -z --debug --delimiter= --field= --format= --from= --from-unit= --grouping --header[=]
     --invalid= --padding= --round= --suffix= --to= --to-unit= --zero-terminated -#`,
    "text*",
  ),
  factor: row("-h --exponents", "text*"),
  bc: row(
    `-i -l -q -s -w -v -h -e= -f=read --interactive --mathlib --quiet --standard --warn
     --expression= --file=read`,
    "read*",
  ),
  // `!command` in its program runs a shell.
  dc: row("-h -V -e=! -f=run! --expression=! --file=run!", "run* <run"),
  expr: row("-* ( ) !", "text*"),
  test: TEST,
  "[": TEST,
  true: row("-*", "text*"),
  false: row("-*", "text*"),
  ":": row("-*", "text*"),
  sleep: row("", "text*"),
  // An operand without a plus sets the clock, and so does -s.
  date: row(
    `+= -s=! -f=read -j>text -d= -I[=] -R -r=list -u -v= -n -z= --set=! --file=read --date=
     --iso-8601[=] --rfc-email --rfc-2822 --rfc-822 --rfc-3339= --reference=list --utc --universal
     --uct --debug --resolution`,
    "none",
  ),
  cal: row(
    `-1 -3 -y -Y -m -n= -s -S -j -h -H= -d= -w -A= -B= -N -J -# --one --three --year --twelve
     --months= --sunday --monday --julian --span --reform= --iso --week[=] --color[=] --vertical`,
    "text*",
  ),
} satisfies Record<string, Row>;
