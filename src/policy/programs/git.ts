import { type Row, row } from "./row.ts";
import { NEVER, withHelp } from "./shared-rows.ts";

const DIFF = `
  -p -u --patch -s --no-patch -U[=] --unified[=] --output=write --output-indicator-new=
  --output-indicator-old= --output-indicator-context= --raw --patch-with-raw --patch-with-stat
  --indent-heuristic --no-indent-heuristic --minimal --patience --histogram --anchored=
  --diff-algorithm= --stat[=] --stat-width= --stat-count= --stat-name-width= --stat-graph-width=
  --compact-summary --no-compact-summary --numstat --shortstat -X[=] --dirstat[=] --cumulative
  --dirstat-by-file[=] --summary -z --name-only --name-status --no-stat --submodule[=] --color[=]
  --no-color --color-moved[=] --no-color-moved --color-moved-ws= --no-color-moved-ws --word-diff[=]
  --word-diff-regex= --color-words[=] --no-renames --rename-empty --no-rename-empty --check
  --ws-error-highlight= --full-index --no-full-index --binary --abbrev[=] --no-abbrev -B[=]
  --break-rewrites[=] -M[=] --find-renames[=] -C[=] --find-copies[=] --find-copies-harder -D
  --irreversible-delete -l= --diff-filter= -S= -G= --find-object= --pickaxe-all --pickaxe-regex
  -O=read --follow --no-follow --skip-to= --rotate-to= -R --relative[=] --no-relative -a --text --ignore-cr-at-eol
  --ignore-space-at-eol -b --ignore-space-change -w --ignore-all-space --ignore-blank-lines -I=
  --ignore-matching-lines= --inter-hunk-context= -W --function-context --no-function-context
  --ext-diff! --no-ext-diff --textconv! --no-textconv --ignore-submodules[=] --src-prefix=
  --dst-prefix= --no-prefix --default-prefix --line-prefix= --ita-invisible-in-index
  --ita-visible-in-index --exit-code --quiet`;

const REVISIONS = `
  -# -n= --max-count= --skip= --since= --after= --until= --before= --since-as-filter= --max-age=
  --min-age= --author= --committer= --grep-reflog= --grep= --all-match --invert-grep -i
  --regexp-ignore-case --basic-regexp -E --extended-regexp -F --fixed-strings -P --perl-regexp
  --remove-empty --merges --no-merges --min-parents[=] --max-parents[=] --no-min-parents
  --no-max-parents --first-parent --exclude-first-parent-only --not --all --branches[=] --tags[=]
  --remotes[=] --glob= --exclude= --exclude-hidden= --reflog --alternate-refs --single-worktree
  --ignore-missing --stdin! --bisect --cherry-mark --cherry-pick --left-only --right-only --cherry
  -g --walk-reflogs --merge --boundary --simplify-by-decoration --show-pulls --full-history --dense
  --sparse --simplify-merges --ancestry-path[=] --date-order --author-date-order --topo-order
  --reverse --no-walk[=] --do-walk --pretty[=] --format[=] --abbrev-commit --no-abbrev-commit
  --oneline --encoding= --relative-date --date= --parents --children --left-right --graph --no-graph
  --show-linear-break[=]`;

const LOG = `${DIFF} ${REVISIONS}
  --expand-tabs[=] --no-expand-tabs --notes[=] --no-notes --show-notes[=] --show-notes-by-default
  --standard-notes --no-standard-notes --show-signature --no-show-signature -c --cc
  --combined-all-paths -m -r -t --diff-merges= --no-diff-merges --dd --remerge-diff --follow
  --no-follow --decorate[=] --no-decorate --decorate-refs= --decorate-refs-exclude=
  --clear-decorations --source --use-mailmap --no-use-mailmap --mailmap --no-mailmap --full-diff
  --log-size -L=revision -q`;

const REFS = `
  --count= --sort= --format= --points-at= --merged[=] --no-merged[=] --contains[=] --no-contains[=]
  --color[=] --no-color -i --ignore-case --omit-empty`;

const SEQUENCER = `
  -s --signoff -n --no-commit -x -m= --mainline= --cleanup= --strategy= -X= --strategy-option= -S[=]
  --gpg-sign[=] --no-gpg-sign --ff --allow-empty --allow-empty-message --keep-redundant-commits
  --empty= --rerere-autoupdate --no-rerere-autoupdate --no-edit -e! --edit! --reference --continue
  --skip --abort --quit`;

const MERGE = `
  --ff --no-ff --ff-only --summary --verify --commit --no-commit -e! --edit! --no-edit --cleanup= --stat -n --no-stat
  --compact-summary --log[=] --no-log --squash --no-squash -s= --strategy= -X= --strategy-option=
  --verify-signatures --no-verify-signatures! --no-verify! -q --quiet -v --verbose --progress
  --no-progress --autostash --no-autostash --allow-unrelated-histories --signoff --no-signoff -S[=]
  --gpg-sign[=] --no-gpg-sign`;

const FETCH = `
  --all --no-all -a --append --atomic --depth= --deepen= --shallow-since= --shallow-exclude=
  --unshallow --update-shallow --negotiation-tip= --negotiate-only -f --force -k --keep -p --prune
  --no-prune -P --prune-tags -t --tags -n --no-tags --refmap= --recurse-submodules[=]
  --no-recurse-submodules --set-upstream -u --update-head-ok --upload-pack=! -q --quiet
  -v --verbose --progress --no-progress -o= --server-option= --show-forced-updates
  --no-show-forced-updates --write-fetch-head --no-write-fetch-head --auto-gc --no-auto-gc
  --auto-maintenance --no-auto-maintenance --prefetch --refetch --multiple --dry-run --filter=
  --stdin --porcelain -4 --ipv4 -6 --ipv6`;

const CHECKOUT = `
  -q --quiet --progress --no-progress -f --force --ours --theirs -b= -B= -t[=] --track[=] --no-track
  --guess --no-guess -l -d --detach --orphan= --ignore-skip-worktree-bits -m --merge --conflict= -p
  --patch --ignore-other-worktrees --overwrite-ignore --no-overwrite-ignore --recurse-submodules[=]
  --no-recurse-submodules --overlay --no-overlay --pathspec-from-file=read --pathspec-file-nul`;

const APPLY = `
  --stat --numstat --summary --check --index --intent-to-add -N -3 --3way --ours --theirs --union
  --apply --no-add --build-fake-ancestor=write -R --reverse --reject -z -p= -C= --unidiff-zero
  --exclude= --include= --ignore-space-change --ignore-whitespace --whitespace= --inaccurate-eof -v
  --verbose -q --quiet --recount --directory= --allow-empty --cached --unsafe-paths!`;

const STASH_PUSH = `
  -p --patch -k --keep-index --no-keep-index -S --staged -q --quiet -u --include-untracked -a --all
  -m= --message= --pathspec-from-file=read --pathspec-file-nul`;

const CONFIG_FILE = `
  --global --system --local --worktree -f=read --file=read --blob=revision -z --null --name-only
  --show-origin --show-scope --show-names --includes --no-includes -t= --type= --no-type --bool
  --int --bool-or-int --bool-or-str --path --expiry-date --default= --fixed-value --all --regexp
  --value= --url=`;

const add = withHelp(
  `-n --dry-run -v --verbose -f --force -i! --interactive! -p --patch -e! --edit! -u --update -A
  --all --no-all --no-ignore-removal --ignore-removal -N --intent-to-add --refresh
  --ignore-errors --ignore-missing --sparse --renormalize --chmod= --pathspec-from-file=read
  --pathspec-file-nul`,
  "read*",
);
const reflog = row(LOG, "revision*");
const remotes = withHelp("-v --verbose", "none");
const remoteGone = withHelp("", "text");
const notesShow = withHelp("--ref=", "text?");
const bundleRead = withHelp("-q --quiet", "read text*");
const sparse = withHelp(
  "--cone --no-cone --sparse-index --no-sparse-index --stdin --skip-checks",
  "text*",
);
const lfsList = withHelp(
  `-a --all -l --long -s --size -d --debug -n --name-only -j --json -p --porcelain -I= --include= -X=
  --exclude= --deleted`,
  "text*",
);
const lfsMove = withHelp(
  "-a --all --recent -p --prune -I= --include= -X= --exclude= --dry-run -d",
  "text*",
  { network: true },
);

/** Sub-commands which only look; those that change something follow. */
const READING = {
  "": row("-v --version -h --help --html-path --man-path --info-path", "none"),
  status: withHelp(
    `-s --short -b --branch --no-branch --show-stash --no-show-stash --porcelain[=] --long -v
    --verbose -u[=] --untracked-files[=] --ignore-submodules[=] --ignored[=] -z --null --column[=]
    --no-column --ahead-behind --no-ahead-behind --renames --no-renames --find-renames[=]`,
    "list*",
  ),
  log: withHelp(LOG, "revision*"),
  whatchanged: withHelp(LOG, "revision*"),
  show: withHelp(LOG, "revision*"),
  diff: withHelp(
    `${DIFF} -q -c --cc --combined-all-paths --cached --staged --merge-base --no-index -# -1 --base
    -2 --ours -3 --theirs -r -t --diff-merges=`,
    "revision*",
  ),
  "diff-tree": withHelp(
    `${DIFF} -q -r -t --root --merge-base -m -c --cc --combined-all-paths -v --pretty[=] --format=
    --no-commit-id --always --stdin!`,
    "revision*",
  ),
  "diff-index": withHelp(`${DIFF} -q -m -r --cached --merge-base`, "revision*"),
  "diff-files": withHelp(`${DIFF} -q -c --cc -1 -2 -3 --base --ours --theirs -0`, "revision*"),
  "range-diff": withHelp(
    `${DIFF} --creation-factor= --no-dual-color --dual-color --left-only --right-only --notes[=]
    --no-notes`,
    "revision*",
  ),
  shortlog: withHelp(
    `${REVISIONS.replace("--committer=", "--committer[=]")} -s --summary -e --email --numbered -c -w[=] --group=`,
    "revision*",
  ),
  reflog,
  "reflog show": reflog,
  "reflog list": withHelp("", "none"),
  "reflog exists": withHelp("", "text"),
  "rev-parse": withHelp(
    `--verify -q --quiet --sq --short[=] --abbrev-ref[=] --symbolic --symbolic-full-name --all
    --branches[=] --tags[=] --remotes[=] --glob= --exclude= --disambiguate= --git-dir
    --absolute-git-dir --git-common-dir --git-path= --show-toplevel --show-prefix --show-cdup
    --show-superproject-working-tree --show-object-format[=] --show-ref-format --is-inside-git-dir
    --is-inside-work-tree --is-bare-repository --is-shallow-repository --shared-index-path
    --path-format= --local-env-vars --revs-only --no-revs --flags --no-flags --default= --prefix=
    --since= --after= --until= --before= --not --end-of-options --resolve-git-dir= --sq-quote`,
    "text*",
  ),
  "rev-list": withHelp(
    `${REVISIONS} --count --objects --objects-edge --object-names --no-object-names --in-commit-order
    --unpacked --filter= --filter-print-omitted --no-filter --missing= --use-bitmap-index
    --disk-usage[=] --timestamp --header --no-commit-header --commit-header --quiet
    --bisect-vars --bisect-all --abbrev[=] --no-abbrev --end-of-options`,
    "revision*",
  ),
  "ls-files": withHelp(
    `-c --cached -d --deleted -m --modified -o --others -i --ignored -s --stage --directory
    --no-empty-directory -u --unmerged -k --killed --resolve-undo -z --deduplicate -x= --exclude= -X=read
    --exclude-from=read --exclude-per-directory= --exclude-standard --error-unmatch --with-tree= -t
    -v -f --full-name --recurse-submodules --abbrev[=] --debug --sparse --eol --format=`,
    "list*",
  ),
  "ls-tree": withHelp(
    `-d -r -t -l --long -z --name-only --name-status --object-only --full-name --full-tree
    --abbrev[=] --format=`,
    "text list*",
  ),
  "ls-remote": withHelp(
    `-h --heads --branches -t --tags --refs -q --quiet --upload-pack=! --exec=! --exit-code --get-url
    --sort= --symref -o= --server-option=`,
    "host? text*",
    { network: true },
  ),
  "cat-file": withHelp(
    `-p -t -s -e --batch[=]! --batch-check[=] --batch-command[=]! --batch-all-objects --buffer
    --unordered --follow-symlinks --allow-unknown-type --textconv! --filters! --path= --use-mailmap -z
    --filter= -Z`,
    "revision*",
  ),
  blame: withHelp(
    `-b --root --show-stats -L= -l -t -S=read --reverse --first-parent -p --porcelain
    --line-porcelain --incremental --encoding= --contents=read --date= -M[=] -C[=] --ignore-rev=
    --ignore-revs-file=read --color-lines --color-by-age -c --score-debug -f --show-name -n
    --show-number -s -e --show-email -w --abbrev[=] --progress --no-progress --minimal --since=`,
    "revision*",
  ),
  annotate: withHelp(
    "-L= -l -t -S=read -M[=] -C[=] -w -p --date= --root -c -s -e -f -n",
    "revision*",
  ),
  describe: withHelp(
    `--dirty[=] --broken[=] --all --tags --contains --abbrev[=] --candidates= --exact-match --debug
    --long --match= --exclude= --always --first-parent`,
    "text*",
  ),
  "name-rev": withHelp(
    "--tags --refs= --exclude= --all --stdin --annotate-stdin --name-only --no-undefined --always",
    "text*",
  ),
  "merge-base": withHelp("-a --all --octopus --independent --is-ancestor --fork-point", "text*"),
  "merge-tree": withHelp(
    `--write-tree --trivial-merge --messages --no-messages -z --name-only
    --allow-unrelated-histories --merge-base= -X= --strategy-option= --stdin --quiet`,
    "text*",
  ),
  cherry: withHelp("-v --verbose --abbrev[=]", "text*"),
  "for-each-ref": withHelp(
    `${REFS} -s --shell -p --perl --python --tcl --stdin --exclude= --include-root-refs`,
    "text*",
  ),
  "show-ref": withHelp(
    `--tags --heads --branches --exists --verify -d --dereference -s --hash[=] --head --abbrev[=] -q
    --quiet --exclude-existing[=]`,
    "text*",
  ),
  "show-branch": withHelp(
    `-a --all -r --remotes --current --more[=] --list --no-name --sha1-name --topo-order --date-order
    --sparse --topics --independent --merge-base -g[=] --reflog[=] --color[=] --no-color`,
    "text*",
  ),
  "symbolic-ref": withHelp("-q --quiet --short --recurse --no-recurse", "text"),
  grep: withHelp(
    `--cached --untracked --no-index! --exclude-standard --no-exclude-standard --recurse-submodules -v
    --invert-match -i --ignore-case -w --word-regexp -a --text --textconv! --no-textconv -I -r
    --recursive --no-recursive --max-depth= -E --extended-regexp -G --basic-regexp -F
    --fixed-strings -P --perl-regexp -n --line-number --no-line-number --column -h -H --full-name -l
    --files-with-matches --name-only -L --files-without-match -z --null -o --only-matching -c
    --count --color[=] --no-color --break --heading -p --show-function -W --function-context -C=
    --context= -B= --before-context= -A= --after-context= -# --threads= -f=read -e=pattern --and
    --or --not -q --quiet --all-match -m= --max-count= -O[=]! --open-files-in-pager[=]!`,
    "pattern revision*",
  ),
  "stash list": withHelp(LOG, "none"),
  "stash show": withHelp(
    // Here -u is no format: it shows files that were never committed.
    `${DIFF.replace(/(^|\s)-u(?=\s|$)/, "")} -q -u! --include-untracked! --only-untracked! --no-include-untracked`,
    "revision*",
  ),
  remote: remotes,
  "remote show": withHelp("-n", "text*", { network: true }),
  "remote get-url": withHelp("--push --all", "text"),
  "worktree list": withHelp("-v --verbose --porcelain -z --expire=", "none"),
  "config list": withHelp(CONFIG_FILE, "none"),
  "config get": withHelp(CONFIG_FILE, "text"),
  "notes list": notesShow,
  "notes show": notesShow,
  "bisect log": withHelp("", "none"),
  "submodule status": withHelp("-q --quiet --cached --recursive", "list*"),
  "submodule summary": withHelp("--cached --files -n= --summary-limit=", "text*"),
  "bundle verify": bundleRead,
  "bundle list-heads": bundleRead,
  "check-ignore": withHelp(
    "-q --quiet -v --verbose --stdin -z -n --non-matching --no-index",
    "list*",
  ),
  "check-attr": withHelp("-a --all --cached --stdin -z --source=", "text list*"),
  "check-ref-format": withHelp("--allow-onelevel --refspec-pattern --normalize --branch", "text"),
  "check-mailmap": withHelp("--stdin --mailmap-file=read --mailmap-blob=revision", "text*"),
  "verify-commit": withHelp("-v --verbose --raw", "text*"),
  "verify-tag": withHelp("-v --verbose --raw --format=", "text*"),
  "verify-pack": withHelp("-v --verbose -s --stat-only", "list*"),
  "count-objects": withHelp("-v --verbose -H --human-readable", "none"),
  fsck: withHelp(
    `--tags --root --unreachable --dangling --no-dangling --reflogs --no-reflogs --cache --full
    --no-full --strict -v --verbose --progress --no-progress --connectivity-only --name-objects`,
    "text*",
  ),
  "get-tar-commit-id": withHelp("", "none"),
  var: withHelp("-l", "text?"),
  "patch-id": withHelp("--stable --unstable --verbatim", "none"),
  stripspace: withHelp("-s --strip-comments -c --comment-lines", "none"),
  version: withHelp("--build-options", "none"),
  help: withHelp(
    "-a --all -g --guides -c --config -m --man -i --info -v --verbose --no-external-commands -w! --web!",
    "text?",
  ),
  "lfs ls-files": lfsList,
  "lfs status": lfsList,
  "lfs env": lfsList,
  "lfs version": lfsList,
  "lfs locks": withHelp("-r= --remote= --path= --local --json --limit= -l=", "none", {
    network: true,
  }),
  "sparse-checkout list": withHelp("", "none"),
  "maintenance run": withHelp("--auto --schedule[=] --quiet --task=", "none"),
} satisfies Record<string, Row>;

/** Sub-commands which change the index, the working tree, references or a remote. */
const CHANGING = {
  branch: withHelp(
    `${REFS} -a --all -r --remotes -l --list -v -vv --verbose -q --quiet --abbrev[=] --no-abbrev
    --column[=] --no-column --show-current -t[=] --track[=] --no-track --recurse-submodules -u=
    --set-upstream-to= --unset-upstream -d -D --delete -m -M --move -c -C --copy -f --force
    --create-reflog --edit-description!`,
    "text*",
  ),
  tag: withHelp(
    `${REFS} -l --list -n[=] --column[=] --no-column -v --verify -a --annotate -m= --message= -F=read
    --file=read --trailer= -e! --edit! -s --sign --no-sign -u= --local-user= -f --force -d --delete
    --create-reflog --cleanup=`,
    "text*",
  ),
  stash: withHelp(STASH_PUSH, "none"),
  "stash push": withHelp(STASH_PUSH, "list*"),
  "stash save": withHelp(STASH_PUSH, "text*"),
  "stash pop": withHelp("--index -q --quiet", "text?"),
  "stash apply": withHelp("--index -q --quiet", "text?"),
  "stash branch": withHelp("", "text text?"),
  "stash drop": withHelp("-q --quiet", "text?"),
  "stash clear": withHelp("", "none"),
  "stash create": withHelp("", "text*"),
  "stash store": withHelp("-m= --message= -q --quiet", "text"),
  "remote add": withHelp(
    "-t= --track= -m= --master= -f --fetch --tags --no-tags --mirror[=]",
    "text host",
    {
      network: true,
    },
  ),
  "remote set-url": withHelp("--push --add --delete", "text host host?"),
  "remote set-head": withHelp("-a --auto -d --delete", "text*", { network: true }),
  "remote set-branches": withHelp("--add", "text*"),
  "remote rename": withHelp("--progress --no-progress", "text text"),
  "remote remove": remoteGone,
  "remote rm": remoteGone,
  "remote prune": withHelp("-n --dry-run", "text*", { network: true }),
  "remote update": withHelp("-p --prune", "text*", { network: true }),
  "worktree add": withHelp(
    `-f --force -b= -B= --orphan -d --detach --checkout --no-checkout --lock --reason= --track
    --no-track --guess-remote --no-guess-remote --relative-paths -q --quiet`,
    "write text?",
  ),
  "worktree remove": withHelp("-f --force", "write"),
  "worktree move": withHelp("-f --force", "write write"),
  "worktree prune": withHelp("-n --dry-run -v --verbose --expire=", "none"),
  "worktree lock": withHelp("--reason=", "list"),
  "worktree unlock": withHelp("", "list"),
  "worktree repair": withHelp("--relative-paths --no-relative-paths", "write*"),
  // A second operand sets the value, and many values are programs to run.
  config: withHelp(
    `${CONFIG_FILE} -l --list --get --get-all --get-regexp! --get-urlmatch! --get-color --get-colorbool
    --add! --replace-all! --unset! --unset-all! --rename-section! --remove-section! --append! -e!
    --edit!`,
    "text",
  ),
  "config set": NEVER,
  "config unset": NEVER,
  "config rename-section": NEVER,
  "config remove-section": NEVER,
  "config edit": NEVER,
  add,
  stage: add,
  commit: withHelp(
    `-a --all -p --patch -C= --reuse-message= -c=! --reedit-message=! -F=read --file=read
    --reset-author --fixup= --squash= --short --branch --porcelain --long -z --null --author= --date=
    -m= --message= -t=read --template=read -s --signoff --no-signoff --trailer= -n! --no-verify!
    --verify --allow-empty --allow-empty-message --cleanup= -e! --edit! --no-edit --amend
    --no-post-rewrite --pathspec-from-file=read --pathspec-file-nul -i --include -o --only -u[=]
    --untracked-files[=] -v --verbose -q --quiet --dry-run --status --no-status -S[=]
    --gpg-sign[=] --no-gpg-sign`,
    "read*",
  ),
  checkout: withHelp(CHECKOUT, "revision*"),
  switch: withHelp(`${CHECKOUT} -c= --create= -C= --force-create= --discard-changes`, "text*"),
  restore: withHelp(
    `-s= --source= -p --patch -W --worktree -S --staged -q --quiet --progress --no-progress --ours
    --theirs -m --merge --conflict= --ignore-unmerged --ignore-skip-worktree-bits
    --recurse-submodules[=] --no-recurse-submodules --overlay --no-overlay
    --pathspec-from-file=read --pathspec-file-nul`,
    "write*",
  ),
  reset: withHelp(
    `-q --quiet --no-quiet --refresh --no-refresh --soft --mixed --hard --merge --keep -p --patch -N
    --intent-to-add --recurse-submodules[=] --no-recurse-submodules --pathspec-from-file=read
    --pathspec-file-nul`,
    "revision*",
  ),
  clean: withHelp(
    "-d -f --force -i! --interactive! -n --dry-run -q --quiet -e= --exclude= -x -X",
    "write*",
  ),
  rm: withHelp(
    `-f --force -n --dry-run -r --cached --ignore-unmatch --sparse -q --quiet
    --pathspec-from-file=read --pathspec-file-nul`,
    "write*",
  ),
  mv: withHelp("-f --force -k -n --dry-run -v --verbose --sparse", "write* write"),
  merge: withHelp(
    `${MERGE} -m= --message= -F=read --file=read --into-name= --rerere-autoupdate --no-rerere-autoupdate
    --overwrite-ignore --no-overwrite-ignore --abort --quit --continue`,
    "text*",
  ),
  rebase: withHelp(
    `--onto= --keep-base --continue --skip --abort --quit --edit-todo! --show-current-patch -i!
    --interactive! -x=! --exec=! --root --autosquash --no-autosquash --autostash --no-autostash
    --fork-point --no-fork-point --ignore-whitespace --whitespace= --committer-date-is-author-date
    --ignore-date --reset-author-date --signoff -m --merge --apply -s= --strategy= -X=
    --strategy-option= -r[=] --rebase-merges[=] --no-rebase-merges --update-refs --no-update-refs
    --reapply-cherry-picks --no-reapply-cherry-picks --empty= --keep-empty --no-keep-empty -f
    --force-rebase --no-ff --ff --stat -n --no-stat --verify --no-verify! -C= -q --quiet -v --verbose
    --rerere-autoupdate --no-rerere-autoupdate --reschedule-failed-exec
    --no-reschedule-failed-exec -S[=] --gpg-sign[=] --no-gpg-sign`,
    "text*",
  ),
  "cherry-pick": withHelp(SEQUENCER, "text*"),
  revert: withHelp(SEQUENCER, "text*"),
  pull: withHelp(
    `${MERGE} ${FETCH} -j[=] --jobs[=] -r[=] --rebase[=] --no-rebase`,
    "host? refspec*",
    {
      network: true,
    },
  ),
  fetch: withHelp(`${FETCH} -j= --jobs=`, "host? refspec*", { network: true }),
  push: withHelp(
    `--all --branches --mirror --tags --follow-tags --no-follow-tags -f --force --force-with-lease[=]
    --no-force-with-lease --force-if-includes --no-force-if-includes -d --delete --prune -n
    --dry-run --porcelain -u --set-upstream --atomic --no-atomic --signed[=] --no-signed -o=
    --push-option= --receive-pack=! --exec=! --repo=host --thin --no-thin -q --quiet -v --verbose
    --progress --no-progress --verify --no-verify! --recurse-submodules= --no-recurse-submodules -4
    --ipv4 -6 --ipv6`,
    "host? refspec*",
    { network: true },
  ),
  clone: withHelp(
    `-l --local --no-local --no-hardlinks -s --shared --reference=read --reference-if-able=read
    --dissociate -q --quiet -v --verbose --progress --no-progress --server-option= -n --no-checkout --checkout --hardlinks
    --reject-shallow --no-reject-shallow --bare --sparse --filter= --also-filter-submodules --mirror
    -o= --origin= -b= --branch= --revision= -u=! --upload-pack=! --template=! -c=config
    --config=config --depth= --shallow-since= --shallow-exclude= --single-branch
    --no-single-branch --tags --no-tags --recurse-submodules[=] --recursive[=] --shallow-submodules
    --no-shallow-submodules --remote-submodules --separate-git-dir=write --ref-format= -j= --jobs=
    --bundle-uri=host! -4 --ipv4 -6 --ipv6`,
    "host write?",
    { network: true },
  ),
  init: withHelp(
    `-q --quiet --bare --object-format= --ref-format= --template=! --separate-git-dir=write -b=
    --initial-branch= --shared[=]`,
    "write?",
  ),
  apply: withHelp(APPLY, "read*"),
  am: withHelp(
    `-s --signoff -k --keep --keep-non-patch --keep-cr --no-keep-cr -c --scissors --no-scissors
    --quoted-cr= --empty= -q --quiet -u --utf8 --no-utf8 -3 --3way --no-3way --rerere-autoupdate
    --ignore-space-change --ignore-whitespace --whitespace= -C= -p= --directory= --exclude=
    --include= --reject --patch-format= -i! --interactive! --no-verify! -m --message-id
    --committer-date-is-author-date --ignore-date --skip -S[=] --gpg-sign[=] --continue -r
    --resolved --quit --abort --show-current-patch[=] --allow-empty`,
    "read*",
  ),
  "format-patch": withHelp(
    `${LOG} -k --keep-subject -N --no-numbered --numbered --start-number= --numbered-files --signoff
    --stdout -o=write --output-directory=write --suffix= --attach[=] --inline[=] --thread[=]
    --no-thread --in-reply-to= --subject-prefix= --rfc[=] -v= --reroll-count= --to= --from[=]
    --add-header= --cover-letter --no-cover-letter --cover-from-description= --base= --zero-commit
    --signature= --no-signature --signature-file=read --progress --interdiff= --range-diff=
    --creation-factor= --always --force-in-body-from --filename-max-length= --no-binary`,
    "revision*",
  ),
  "request-pull": withHelp("-p", "text host text?", { network: true }),
  "bundle create": withHelp(`${REVISIONS} -q --quiet --progress --version=`, "write text*"),
  "bundle unbundle": bundleRead,
  archive: withHelp(
    `--format= -l --list -v --verbose --prefix= -o=write --output=write --add-file=read
    --add-virtual-file= --worktree-attributes --mtime= --remote=host --exec=! -#`,
    "revision*",
    { network: true },
  ),
  notes: notesShow,
  "notes add": withHelp(
    "--ref= -f --force -m= --message= -F=read --file=read -C= --reuse-message= -c=! --allow-empty",
    "text?",
  ),
  "notes append": withHelp("--ref= -m= --message= -F=read --file=read -C= --allow-empty", "text?"),
  "notes copy": withHelp("--ref= -f --force --stdin", "text*"),
  "notes edit": NEVER,
  "notes merge": withHelp("--ref= -v -q -s= --strategy= --commit --abort", "text?"),
  "notes remove": withHelp("--ref= --ignore-missing --stdin", "text*"),
  "notes prune": withHelp("--ref= -n --dry-run -v --verbose", "none"),
  "bisect start": withHelp(
    "--term-new= --term-bad= --term-good= --term-old= --no-checkout --first-parent",
    "text*",
  ),
  "bisect good": withHelp("", "text*"),
  "bisect old": withHelp("", "text*"),
  "bisect bad": withHelp("", "text?"),
  "bisect new": withHelp("", "text?"),
  "bisect skip": withHelp("", "text*"),
  "bisect reset": withHelp("", "text?"),
  "bisect terms": withHelp("--term-good --term-bad", "none"),
  "bisect replay": withHelp("", "read"),
  "bisect visualize": NEVER,
  "bisect view": NEVER,
  "bisect run": row("", "run run*"),
  submodule: withHelp("-q --quiet --cached", "none"),
  "submodule add": withHelp(
    "-b= --branch= -f --force --name= --reference=read --depth= -q --quiet",
    "host write?",
    { network: true },
  ),
  "submodule init": withHelp("-q --quiet", "list*"),
  "submodule update": withHelp(
    `--init --remote -N --no-fetch -f --force --checkout --merge --rebase --recommend-shallow
    --no-recommend-shallow --reference=read --dissociate --recursive --depth= -j= --jobs=
    --single-branch --no-single-branch --filter= --progress -q --quiet`,
    "list*",
    { network: true },
  ),
  "submodule sync": withHelp("-q --quiet --recursive", "list*"),
  "submodule deinit": withHelp("-q --quiet -f --force --all", "write*"),
  "submodule set-url": withHelp("-q --quiet", "list host"),
  "submodule set-branch": withHelp("-q --quiet -b= --branch= -d --default", "list"),
  "submodule absorbgitdirs": withHelp("-q --quiet", "list*"),
  "submodule foreach": row("-q --quiet --recursive", "run run*"),
  "reflog expire": withHelp(
    `--expire= --expire-unreachable= --all --single-worktree --updateref --rewrite --stale-fix -n
    --dry-run --verbose`,
    "text*",
  ),
  "reflog delete": withHelp("--rewrite --updateref -n --dry-run --verbose", "text*"),
  gc: withHelp(
    `--aggressive --auto --detach --no-detach --cruft --no-cruft --prune[=] --no-prune -q --quiet
    --force --keep-largest-pack`,
    "none",
  ),
  repack: withHelp("-a -A -d -l -f -F -q --quiet --window= --depth= --threads= -k -n -b", "none"),
  "pack-refs": withHelp("--all --no-prune --prune --auto --include= --exclude=", "none"),
  prune: withHelp("-n --dry-run -v --verbose --progress --expire=", "text*"),
  "prune-packed": withHelp("-n --dry-run -q --quiet", "none"),
  "commit-graph write": withHelp(
    "--reachable --stdin-commits --append --changed-paths --split[=] --progress --no-progress",
    "none",
  ),
  "update-index": withHelp(
    `--add --remove --refresh --really-refresh -q --ignore-submodules --ignore-missing --unmerged
    --cacheinfo= --index-info --chmod= --assume-unchanged --no-assume-unchanged --skip-worktree
    --no-skip-worktree -g --again --info-only --force-remove --verbose -z --stdin --split-index
    --no-split-index --untracked-cache --no-untracked-cache`,
    "read*",
  ),
  "update-ref": withHelp("-m= -d --no-deref --deref --stdin -z --create-reflog", "text text*"),
  "hash-object": withHelp("-t= -w --stdin --stdin-paths --path= --no-filters --literally", "read*"),
  "write-tree": withHelp("--missing-ok --prefix=", "none"),
  "read-tree": withHelp(
    "-m -u -i -v -n --dry-run -q --reset --aggressive --empty --prefix=",
    "text*",
  ),
  "commit-tree": withHelp("-p= -m= -F=read -S[=] --no-gpg-sign", "text*"),
  mktag: withHelp("--strict --no-strict", "none"),
  mktree: withHelp("-z --missing --batch", "none"),
  replace: withHelp("-l --list -f --force -d --delete --format=", "text*"),
  rerere: withHelp("--rerere-autoupdate --no-rerere-autoupdate", "text*"),
  "interpret-trailers": withHelp(
    "--in-place! --trim-empty --where= --if-exists= --if-missing= --only-trailers --only-input --unfold --parse --trailer= --no-divider",
    "read*",
  ),
  "lfs track": withHelp(
    "-v --verbose -d --dry-run --filename -l --lockable --not-lockable",
    "text*",
  ),
  "lfs untrack": withHelp("", "text*"),
  "lfs pull": lfsMove,
  "lfs fetch": lfsMove,
  "lfs push": lfsMove,
  "lfs checkout": withHelp("", "list*"),
  "lfs prune": withHelp("-d --dry-run -f --force -v --verbose --verify-remote --recent", "none"),
  "lfs lock": withHelp("-r= --remote= --json", "list*", { network: true }),
  "lfs unlock": withHelp("-r= --remote= --json -f --force -i=", "list*", { network: true }),
  "lfs install": NEVER,
  "lfs uninstall": NEVER,
  "sparse-checkout set": sparse,
  "sparse-checkout add": sparse,
  "sparse-checkout init": sparse,
  "sparse-checkout reapply": sparse,
  "sparse-checkout disable": sparse,
  "filter-branch": NEVER,
  "filter-repo": NEVER,
  difftool: NEVER,
  mergetool: NEVER,
  instaweb: NEVER,
  daemon: NEVER,
  "send-email": NEVER,
  "credential fill": NEVER,
  "maintenance start": NEVER,
  "maintenance register": NEVER,
  "for-each-repo": NEVER,
  "upload-pack": NEVER,
  "receive-pack": NEVER,
} satisfies Record<string, Row>;

/**
 * git. An operand of kind `revision` is a reference, a range, a path, or `REFERENCE:path`; a
 * `refspec` may delete (`:branch`) or force (`+main`). What commits or checks out runs hooks.
 */
export const GIT = {
  git: row(
    `-C=dir -c=config --config-env=! --exec-path[=]! --git-dir=dir --work-tree=dir --namespace=
    --bare --no-pager -P -p --paginate --no-replace-objects --no-lazy-fetch --no-optional-locks
    --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs --list-cmds=
    --super-prefix= --attr-source=`,
    "none",
    { runs: "project", sub: { ...READING, ...CHANGING } },
  ),
} satisfies Record<string, Row>;
