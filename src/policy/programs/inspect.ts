import { type Row, row } from "./row.ts";
import { named, withHelp } from "./shared-rows.ts";

/** A triple before the name: `arm-none-eabi-nm`. */
const TRIPLES = ["arm-none-eabi-", "riscv64-unknown-elf-", "xtensa-esp32-elf-", "avr-", "llvm-"];

/** A program of binutils under its own name and for other machines. */
function crossed(program: string, same: Row): Record<string, Row> {
  return named([program, ...TRIPLES.map((triple) => `${triple}${program}`)], same);
}

const countLines = withHelp(
  `-V --version -v -q --quiet --json --yaml --csv --xml --md --by-file --by-percent= --vcs=(git|svn|auto)
  --exclude-dir= --exclude-ext= --include-ext= --include-lang= --exclude-lang= --fullpath --match-d= --not-match-d=
  --match-f= --not-match-f= --skip-uniqueness --hide-rate --sum-one --exclude= -e= -f= --files -s= --sort= -t=
  --types= -C --compact -n= --hidden --no-ignore -l --languages -i= --format= --sort-by= -w --wide --no-complexity
  --no-cocomo -o=(json|yaml|cbor) --output=(json|yaml|cbor) --timeout=`,
  "list*",
);

/** What looks into binaries, media and code, and prints what it finds. */
export const INSPECT = {
  ...crossed(
    "nm",
    row(
      "-A -a -B -C -D -f= -g -i -j -l -n -o -p -P -r -S -s -t= -u -U -v -h -V --plugin=! @*! --demangle[=] --defined-only --undefined-only --extern-only --print-size --size-sort --reverse-sort --no-sort --numeric-sort --dynamic --format= --radix= --line-numbers --debug-syms --print-file-name --portability",
      "read*",
    ),
  ),
  ...crossed(
    "objdump",
    row(
      "-a -b= -C -d -D -e -E= -EB -EL -f -F -g -G -h -H -i -j= -l -m= -M= -p -P= -r -R -s -S -t -T -v -w -W[=] -x -z --plugin=! @*! --disassemble[=] --disassemble-all --no-show-raw-insn --demangle[=] --section= --section-headers --source --line-numbers --start-address= --stop-address= --syms --dynamic-syms --reloc --dynamic-reloc --private-headers --all-headers --full-contents --wide --dwarf[=] --architecture= --target= --archive-headers --file-headers --headers --disassembler-options= --visualize-jumps[=] --prefix-addresses --no-addresses --inlines --info",
      "read*",
    ),
  ),
  ...crossed(
    "readelf",
    row(
      "-a -A -c -C -d -D -e -g -h -H -I -l -L -n -p= -P -r -R= -s -S -t -T -u -U= -v -V -w[=] -W -x= -z @*! --all --file-header --program-headers --segments --section-headers --sections --section-groups --section-details --headers --syms --symbols --dyn-syms --notes --relocs --unwind --dynamic --version-info --arch-specific --hex-dump= --string-dump= --debug-dump[=] --wide --demangle[=]",
      "read*",
    ),
  ),
  ...crossed(
    "size",
    row("-A -B -G -d -f -m -o -t -V -x -l --format= --radix= --totals --common @*!", "read*"),
  ),
  ...crossed(
    "addr2line",
    row(
      "-a -b= -C -e=read -f -i -j= -p -s -V --exe=read --functions --inlines --demangle[=] --basenames --pretty-print --addresses --section= @*!",
      "text*",
    ),
  ),
  ...crossed("c++filt", row("-_ -i -n -p -r -s= -t --format= --types --no-params @*!", "text*")),
  "swift-demangle": row("-compact -expand -simplified --compact --expand --simplified", "text*"),
  ldd: row("-d -r -u -v --data-relocs --function-relocs --unused --verbose", "project*", {
    runs: "project",
  }),
  otool: row(
    "-a -c -C -d -D -f -h -I -l -L -o -P -r -S -t -T -v -V -tV -tv -hv -lv -X -m -s=text=text -p= -arch= -version",
    "read*",
    { single: true },
  ),
  lipo: row("-info -detailed_info -archs", "read*", { single: true }),
  dwarfdump: row("-a --all --uuid -u --debug-info --debug-line --verify --arch= -v", "read*"),
  plutil: row("-p -lint -s -help", "read*", { single: true }),
  ...named(
    ["pkg-config", "pkgconf"],
    withHelp(
      "--cflags --libs --libs-only-l --libs-only-L --libs-only-other --cflags-only-I --cflags-only-other --exists --modversion --list-all --list-package-names --print-errors --silence-errors --short-errors --atleast-version= --exact-version= --max-version= --variable= --print-variables --print-requires --print-provides --static --debug",
      "text*",
    ),
  ),
  ...named(["cloc", "tokei", "scc"], countLines),
  ...named(
    ["ast-grep"],
    withHelp(
      `-p= --pattern= -l= --lang= --json[=] -A= -B= -C= --after= --before= --context= --globs= --color= --heading=
      --debug-query[=] --selector= --strictness= --no-ignore= -V --version -U! --update-all! -i! --interactive!
      -r=! --rewrite=! -c=! --config=!`,
      "read*",
      { runs: "project" },
    ),
  ),
  pdfinfo: row(
    "-f= -l= -box -meta -js -struct -url -isodates -rawdates -dests -enc= -v -h",
    "read",
    {
      single: true,
    },
  ),
  pdftotext: row(
    "-f= -l= -r= -x= -y= -W= -H= -layout -fixed= -raw -nodiag -htmlmeta -tsv -bbox -bbox-layout -cropbox -colspacing= -enc= -listenc -eol= -nopgbrk -q -v -h",
    "read write",
    { single: true },
  ),
  ffprobe: row(
    "-i=read -v= -loglevel= -hide_banner -show_entries= -show_format -show_streams -show_frames -show_packets -show_chapters -show_error -of= -print_format= -output_format= -select_streams= -count_frames -count_packets -pretty -sexagesimal -unit -prefix -read_intervals= -version",
    "read?",
    { single: true, network: true },
  ),
  jps: row("-q -l -m -v -V", "none"),
  mdls: row("-name= -raw -nullMarker=", "list*", { single: true }),
  sips: row("-g= --getProperty=", "read*", { single: true }),
} satisfies Record<string, Row>;
