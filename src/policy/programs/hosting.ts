import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const JSON_OUT = "--json= -q= --jq= -t= --template=";
const REPO = "-R= --repo=";
const WEB = "-w --web";
const LIST = `${REPO} ${JSON_OUT} ${WEB} -L= --limit= -s= --state=`;
const BODY = "-b= --body= -F=read --body-file=read -e! --editor! -t= --title=";

/** A sub-command of gh: all of them ask the host. */
function gh(options: string, operands: string): Row {
  return withHelp(`${REPO} ${options}`, operands, { network: true });
}

const prView = gh(`${JSON_OUT} ${WEB} -c --comments`, "text?");
const issueView = gh(`${JSON_OUT} ${WEB} -c --comments`, "text");
const act = gh("-c= --comment= -r= --reason= -d --delete-branch --undo --yes", "text?");
const lock = gh("-r= --reason=", "text");
const search = gh(
  `${JSON_OUT} ${WEB} -L= --limit= --sort= --order= --owner= --language= --match= --visibility=
  --archived[=] --created= --updated= --author= --assignee= --label= --state= --app= --closed=
  --commenter= --comments= --include-prs --include-forks= --interactions= --involves= --locked
  --mentions= --milestone= --no-assignee --no-label --no-milestone --no-project --project=
  --reactions= --team-mentions= -B= --base= --checks= --draft[=] -H= --head= --merged --merged-at=
  --review= --review-requested= --reviewed-by= --extension= --filename= --size= --user= --hash=
  --parent= --tree= --merge --author-date= --author-email= --author-name= --committer=
  --committer-date= --committer-email= --committer-name= --followers= --forks= --stars= --topic=
  --number-topics= --good-first-issues= --help-wanted-issues= --license=`,
  "text*",
);
const projectRead = gh(
  `--owner= --format= -q= --jq= -t= --template= ${WEB} -L= --limit= --closed --query=`,
  "text?",
);
const projectChange = gh(
  `--owner= --format= -q= --jq= -t= --template= --title= --body= --url=host --id= --project-id=
  --field-id= --text= --number= --date= --iteration-id= --single-select-option-id= --clear --name=
  --data-type= --single-select-options= --readme= --visibility= -d= --description= --undo --drafts
  --source-owner= --target-owner= --repo= --team=`,
  "text*",
);

const GH_READING = {
  "": row("--version -h --help", "none"),
  version: withHelp("", "none"),
  help: withHelp("", "text*"),
  status: gh("-e= --exclude= -o= --org=", "none"),
  "auth status": gh("--hostname=host -h=host -a --active -t! --show-token! --json=", "none"),
  "pr list": gh(
    `${LIST} -a= --assignee= -A= --author= --app= -B= --base= -d --draft -H= --head= -l= --label= -S=
    --search=`,
    "none",
  ),
  "pr view": prView,
  "pr diff": gh(`--color= --name-only --patch ${WEB} -e= --exclude=`, "text?"),
  "pr checks": gh(`${JSON_OUT} ${WEB} --watch --fail-fast -i= --interval= --required`, "text?"),
  "pr status": gh(`${JSON_OUT} -c --conflict-status`, "none"),
  "issue list": gh(
    `${LIST} -a= --assignee= -A= --author= --app= -l= --label= --mention= -m= --milestone= -S=
    --search= --type=`,
    "none",
  ),
  "issue view": issueView,
  "issue status": gh(JSON_OUT, "none"),
  "repo list": gh(
    `${JSON_OUT} -L= --limit= --archived --no-archived --fork --source -l= --language= --topic=
    --visibility=`,
    "text?",
  ),
  "repo view": gh(`${JSON_OUT} ${WEB} -b= --branch=`, "text?"),
  "release list": gh(
    `${JSON_OUT} -L= --limit= -O= --order= --exclude-drafts --exclude-pre-releases`,
    "none",
  ),
  "release view": gh(`${JSON_OUT} ${WEB}`, "text?"),
  "release verify": gh("--format= -q= --jq= -t= --template=", "text?"),
  "run list": gh(
    `${JSON_OUT} -L= --limit= -a --all -b= --branch= -c= --commit= --created= -e= --event= -s=
    --status= -u= --user= -w= --workflow=`,
    "none",
  ),
  "run view": gh(
    `${JSON_OUT} -w --web -v --verbose --log --log-failed --exit-status -a= --attempt= -j= --job=`,
    "text?",
  ),
  "run watch": gh("--exit-status -i= --interval= --compact", "text?"),
  "workflow list": gh(`${JSON_OUT} -a --all -L= --limit=`, "none"),
  "workflow view": gh(`-r= --ref= ${WEB} -y --yaml`, "text?"),
  "label list": gh(`${JSON_OUT} ${WEB} -L= --limit= -S= --search= --sort= --order=`, "none"),
  "cache list": gh(
    `${JSON_OUT} -L= --limit= -k= --key= -r= --ref= -O= --order= -S= --sort=`,
    "none",
  ),
  "gist list": gh("-L= --limit= --public --secret --filter= --include-content", "none"),
  "gist view": gh(`-f= --filename= --files -r --raw ${WEB}`, "text?"),
  "secret list": gh(`${JSON_OUT} -a= --app= -e= --env= -o= --org= -u --user`, "none"),
  "variable list": gh(`${JSON_OUT} -e= --env= -o= --org=`, "none"),
  "variable get": gh(`${JSON_OUT} -e= --env= -o= --org=`, "text"),
  "ruleset list": gh(`-o= --org= -p --parents -L= --limit= ${WEB}`, "none"),
  "ruleset view": gh(`-o= --org= -p --parents ${WEB}`, "text?"),
  "ruleset check": gh(`--default ${WEB}`, "text?"),
  "project list": projectRead,
  "project view": projectRead,
  "project item-list": projectRead,
  "project field-list": projectRead,
  "org list": gh("-L= --limit=", "none"),
  "ssh-key list": gh("", "none"),
  "gpg-key list": gh("", "none"),
  "codespace list": gh(`${JSON_OUT} -L= --limit= -o= --org= -u= --user= ${WEB}`, "none"),
  "attestation verify": gh(
    `-o= --owner= --format= -q= --jq= --signer-workflow= --predicate-type= --bundle=read -b=read`,
    "read",
  ),
  "config get": withHelp("-h= --host=", "text"),
  "config list": withHelp("-h= --host=", "none"),
  "alias list": withHelp("", "none"),
  "extension list": withHelp("", "none"),
  "extension search": search,
  "search code": search,
  "search commits": search,
  "search issues": search,
  "search prs": search,
  "search repos": search,
  browse: gh(
    "-n --no-browser -b= --branch= -c[=] --commit[=] -p --projects -r --releases -s --settings -w --wiki -a --actions",
    "text?",
  ),
  completion: withHelp("-s= --shell=", "none"),
} satisfies Record<string, Row>;

const GH_CHANGING = {
  // A field makes it a POST; the fields of `graphql` may hold a mutation.
  api: gh(
    `-X= --method= -f= --raw-field= -F=upload --field=upload --input=read -H= --header= -q= --jq=
    --paginate --slurp -t= --template= --hostname=host --cache= -i --include -p= --preview=
    --silent --verbose`,
    "text",
  ),
  "pr create": gh(
    `${BODY} ${WEB} -a= --assignee= -B= --base= -d --draft --dry-run -f --fill --fill-first
    --fill-verbose -H= --head= -l= --label= -m= --milestone= --no-maintainer-edit -p= --project= -r=
    --reviewer= -T= --template= --recover=read`,
    "none",
  ),
  "pr edit": gh(
    `${BODY} --add-assignee= --add-label= --add-project= --add-reviewer= -B= --base= -m=
    --milestone= --remove-assignee= --remove-label= --remove-milestone --remove-project=
    --remove-reviewer=`,
    "text?",
  ),
  "pr comment": gh(
    `-b= --body= -F=read --body-file=read -e! --editor! --edit-last --create-if-none --delete-last
    --yes ${WEB}`,
    "text?",
  ),
  "pr review": gh(
    "-a --approve -b= --body= -F=read --body-file=read -c --comment -r --request-changes",
    "text?",
  ),
  "pr merge": gh(
    `--admin! --auto -A= --author-email= -b= --body= -F=read --body-file=read -d --delete-branch
    --disable-auto --match-head-commit= -m --merge -r --rebase -s --squash -t= --subject=`,
    "text?",
  ),
  "pr checkout": gh("-b= --branch= --detach -f --force --recurse-submodules", "text?"),
  "pr close": act,
  "pr reopen": act,
  "pr ready": act,
  "pr lock": lock,
  "pr unlock": lock,
  "pr update-branch": gh("--rebase", "text?"),
  "pr revert": gh(`${BODY} -d --draft`, "text"),
  "issue create": gh(
    `${BODY} ${WEB} -a= --assignee= -l= --label= -m= --milestone= -p= --project= -T= --template=
    --recover=read`,
    "none",
  ),
  "issue edit": gh(
    `${BODY} --add-assignee= --add-label= --add-project= -m= --milestone= --remove-assignee=
    --remove-label= --remove-milestone --remove-project=`,
    "text*",
  ),
  "issue comment": gh(
    `-b= --body= -F=read --body-file=read -e! --editor! --edit-last --create-if-none --delete-last
    --yes ${WEB}`,
    "text",
  ),
  "issue close": gh("-c= --comment= -r= --reason= --duplicate-of=", "text"),
  "issue reopen": act,
  "issue delete": act,
  "issue pin": lock,
  "issue unpin": lock,
  "issue lock": lock,
  "issue unlock": lock,
  "issue transfer": gh("", "text text"),
  "issue develop": gh("-b= --base= -c --checkout -l --list -n= --name= --branch-repo=", "text"),
  "repo clone": gh("-u= --upstream-remote-name= --!", "host write?"),
  "repo create": gh(
    `--public --private --internal -d= --description= -h= --homepage= -c --clone -p= --template= -l=
    --license= -g= --gitignore= --add-readme -s=dir --source=dir -r= --remote= --push -t= --team=
    --disable-issues --disable-wiki --include-all-branches`,
    "text?",
  ),
  "repo fork": gh(
    "--clone[=] --remote[=] --remote-name= --org= --fork-name= --default-branch-only --!",
    "text?",
  ),
  "repo edit": gh(
    `-d= --description= -h= --homepage= --add-topic= --remove-topic= --default-branch=
    --enable-issues[=] --enable-wiki[=] --enable-projects[=] --enable-discussions[=]
    --enable-auto-merge[=] --enable-merge-commit[=] --enable-squash-merge[=]
    --enable-rebase-merge[=] --delete-branch-on-merge[=] --allow-update-branch[=] --template[=]
    --visibility=! --accept-visibility-change-consequences! --enable-secret-scanning[=]!
    --enable-secret-scanning-push-protection[=]! --enable-advanced-security[=]!
    --allow-forking[=]!`,
    "text?",
  ),
  "repo sync": gh("-b= --branch= -s= --source= --force", "text?"),
  "repo rename": gh("-y --yes", "text"),
  "repo set-default": gh("-u --unset -v --view", "text?"),
  "repo archive": gh("-y --yes", "text?"),
  "repo unarchive": gh("-y --yes", "text?"),
  "repo delete": gh("-y --yes", "text?"),
  "release create": gh(
    `-t= --title= -n= --notes= -F=read --notes-file=read --generate-notes --notes-from-tag
    --notes-start-tag= -d --draft -p --prerelease --latest[=] --target= --verify-tag
    --discussion-category= --fail-on-no-commits`,
    "text? read*",
  ),
  "release edit": gh(
    `-t= --title= -n= --notes= -F=read --notes-file=read --draft[=] --prerelease[=] --latest[=] --tag=
    --target= --verify-tag --discussion-category=`,
    "text",
  ),
  "release upload": gh("--clobber", "text read*"),
  "release download": gh(
    "-A= --archive= --clobber -D=write --dir=write -O=write --output=write -p= --pattern= --skip-existing",
    "text?",
  ),
  "release delete": gh("--cleanup-tag -y --yes", "text"),
  "release delete-asset": gh("-y --yes", "text text"),
  "run download": gh("-D=write --dir=write -n= --name= -p= --pattern=", "text?"),
  "run rerun": gh("-d --debug --failed -j= --job=", "text?"),
  "run cancel": gh("--force", "text?"),
  "run delete": gh("", "text?"),
  "workflow run": gh("-F=upload --field=upload -f= --raw-field= --json -r= --ref=", "text?"),
  "workflow enable": gh("", "text?"),
  "workflow disable": gh("", "text?"),
  "label create": gh("-c= --color= -d= --description= -f --force", "text"),
  "label edit": gh("-c= --color= -d= --description= -n= --name=", "text"),
  "label delete": gh("--yes", "text"),
  "label clone": gh("-f --force", "text"),
  "cache delete": gh("-a --all --succeed-on-no-caches -r= --ref=", "text?"),
  "gist create": gh("-d= --desc= -f= --filename= -p --public -w --web", "read*"),
  "gist edit": gh("-a=read --add=read -d= --desc= -f= --filename= -r= --remove=", "text read?"),
  "gist clone": gh("--!", "host write?"),
  "gist delete": gh("--yes", "text"),
  "gist rename": gh("", "text text text"),
  "secret set": gh(
    `-a= --app= -b= --body= -e= --env= -f=read --env-file=read --no-repos-selected --no-store -o=
    --org= -r= --repos= -u --user -v= --visibility=`,
    "text?",
  ),
  "secret delete": gh("-a= --app= -e= --env= -o= --org= -u --user", "text"),
  "variable set": gh(
    "-b= --body= -e= --env= -f=read --env-file=read -o= --org= -r= --repos= -v= --visibility=",
    "text?",
  ),
  "variable delete": gh("-e= --env= -o= --org=", "text"),
  "project create": projectChange,
  "project edit": projectChange,
  "project close": projectChange,
  "project copy": projectChange,
  "project delete": projectChange,
  "project item-add": projectChange,
  "project item-create": projectChange,
  "project item-edit": projectChange,
  "project item-archive": projectChange,
  "project item-delete": projectChange,
  "project field-create": projectChange,
  "project field-delete": projectChange,
  "project link": projectChange,
  "project unlink": projectChange,
  "project mark-template": projectChange,
  "ssh-key add": gh("-t= --title= --type=", "read?"),
  "ssh-key delete": gh("-y --yes", "text"),
  "gpg-key add": gh("-t= --title=", "read?"),
  "gpg-key delete": gh("-y --yes", "text"),
  ...named(
    [
      "alias set",
      "alias delete",
      "alias import",
      "auth token",
      "auth login",
      "auth logout",
      "auth refresh",
      "auth setup-git",
      "auth switch",
      "config set",
      "config clear-cache",
      "extension install",
      "extension upgrade",
      "extension remove",
      "extension exec",
      "extension create",
      "extension browse",
      "codespace ssh",
      "codespace cp",
      "codespace create",
      "codespace delete",
      "copilot",
      "models run",
    ],
    NEVER,
  ),
} satisfies Record<string, Row>;

const GH_SUBS: Record<string, Row> = { ...GH_READING, ...GH_CHANGING };

/** `ls` and `new` are words of gh for `list` and `create`. */
function withShortWords(subs: Readonly<Record<string, Row>>): Record<string, Row> {
  const more = Object.entries(subs).flatMap(([words, same]) => {
    const short = words.replace(/ list$/, " ls").replace(/ create$/, " new");
    return short === words ? [] : [[short, same] as const];
  });
  return { ...subs, ...Object.fromEntries(more) };
}

const GL_LIST = `-P= --per-page= -p= --page= -F= --output= -O= -G --group= -g= -A --all -c --closed
  -M --merged -a= --assignee= --author= -l= --label= --not-label= --not-assignee= --not-author= -m=
  --milestone= --search= --in= -d --draft --not-draft -r= --reviewer= -s= --source-branch= -t=
  --target-branch= --sort= -o= --order= --created-after= --created-before= --opened -C
  --confidential -i= --iteration= --status= --ref= --scope= --user= -u= --username= --mine --member
  --starred --archived --include-subgroups`;

/** A sub-command of glab: all of them ask the host. */
function glab(options: string, operands: string): Row {
  return withHelp(`-R= --repo= ${options}`, operands, { network: true });
}

const glList = glab(GL_LIST, "text?");
const glView = glab(
  `-c --comments -s --system-logs -w --web -p= --page= -P= --per-page= -F= --output= --resolved
  --unresolved -b= --branch= -l --live -d --pipelineid= -m --with-variables --compact --color=
  --raw`,
  "text?",
);
const glWrite = glab(
  `-t= --title= -d= --description= -a= --assignee= --reviewer= -l= --label= -m= --milestone= -b=
  --target-branch= -s= --source-branch= -f --fill --fill-commit-body --draft --wip -r --ready
  --push --squash-before-merge --remove-source-branch --allow-collaboration -y --yes --web -H=
  --head= -i= --related-issue= --copy-issue-labels --create-source-branch --no-editor -c
  --confidential -w= --weight= --due-date= --epic= --linked-issues= --link-type= --unlabel= -u=
  --unassign --lock-discussion --unlock-discussion -M= --message= --unique --resolve= --unresolve=
  --public`,
  "text?",
);
const glMerge = glab(
  "-m= --message= -d --remove-source-branch -r --rebase --sha= -s --squash --squash-message= --auto-merge --when-pipeline-succeeds -y --yes --skip-ci!",
  "text?",
);

const GLAB_SUBS: Record<string, Row> = {
  "": row("-v --version -h --help", "none"),
  version: withHelp("", "none"),
  help: withHelp("", "text*"),
  "auth status": glab("-h= --hostname=host -a --all -t! --show-token!", "none"),
  api: glab(
    `-X= --method= -f= --raw-field= -F=upload --field=upload --input=read -H= --header=
    --hostname=host -i --include --paginate --silent --output=`,
    "text",
  ),
  "mr list": glList,
  "mr view": glView,
  "mr show": glView,
  "mr diff": glab("--color= --raw", "text?"),
  "mr issues": glView,
  "mr approvers": glView,
  "mr note": glWrite,
  "mr create": glWrite,
  "mr update": glWrite,
  "mr approve": glab("-s= --sha=", "text*"),
  "mr revoke": glab("", "text?"),
  "mr close": glab("", "text?"),
  "mr reopen": glab("", "text?"),
  "mr merge": glMerge,
  "mr accept": glMerge,
  "mr rebase": glab("--skip-ci!", "text?"),
  "mr checkout": glab("-b= --branch= -u= --set-upstream-to= -t --track", "text?"),
  "mr delete": glab("", "text"),
  "issue list": glList,
  "issue view": glView,
  "issue show": glView,
  "issue note": glWrite,
  "issue create": glWrite,
  "issue update": glWrite,
  "issue close": glab("", "text"),
  "issue reopen": glab("", "text"),
  "issue delete": glab("", "text"),
  "ci list": glList,
  "ci status": glView,
  "ci get": glView,
  "ci trace": glView,
  "ci lint": glab("--dry-run --include-jobs --ref=", "read?"),
  "ci run": glab(
    "-b= --branch= --variables= --variables-env= --variables-file= -f=read --variables-from=read -i= --input= --mr -w --web",
    "none",
  ),
  "ci retry": glab("-b= --branch= -p= --pipeline-id=", "text?"),
  "ci cancel": glab("", "text*"),
  "ci delete": glab("-s= --status= --dry-run --older-than= --paginate", "text*"),
  "ci artifact": glab("-p=write --path=write --list-paths", "text text"),
  "pipeline list": glList,
  "pipeline status": glView,
  "repo list": glList,
  "repo view": glView,
  "repo search": glab("-s= --search= -P= --per-page= -p= --page= -F= --output=", "none"),
  "repo clone": glab("-p --preserve-namespace -g= --group= --!", "host write?"),
  "repo fork": glab("-c --clone -n= --name= -p= --path= --remote", "text?"),
  "repo create": glab(
    "-d= --description= -g= --group= -n= --name= --public -p --private --internal --readme --defaultBranch= -t= --tag= --remoteName=",
    "text?",
  ),
  "repo delete": glab("-y --yes", "text"),
  "release list": glList,
  "release view": glView,
  "release create": glab(
    "-n= --name= -N= --notes= -F=read --notes-file=read -r= --ref= -m= --milestone= -D= --released-at= -a= --assets-links= -T= --tag-message=",
    "text read*",
  ),
  "release delete": glab("-t --with-tag -y --yes", "text"),
  "release download": glab("-n= --asset-name= -D=write --dir=write", "text?"),
  "release upload": glab("-a= --assets-links=", "text read*"),
  "label list": glList,
  "label create": glab("-n= --name= -c= --color= -d= --description= -p= --priority=", "none"),
  "snippet create": glab("-t= --title= -f= --filename= -d= --description= -v= -p", "read*"),
  "variable list": glList,
  "variable get": NEVER,
  "variable export": NEVER,
  "variable set": glab(
    "-m --masked -p --protected -r --raw -s= --scope= -t= --type= -v= --value= -g= --group=",
    "text text?",
  ),
  "variable update": glab(
    "-m -p -r -s= --scope= -t= --type= -v= --value= -g= --group=",
    "text text?",
  ),
  "variable delete": glab("-s= --scope= -g= --group=", "text"),
  "schedule list": glList,
  "user events": glList,
  ...named(
    [
      "alias set",
      "alias delete",
      "auth login",
      "auth logout",
      "config set",
      "config edit",
      "token create",
      "token rotate",
      "duo ask",
    ],
    NEVER,
  ),
};

/** hub wraps git; only its own words are here. */
const HUB_SUBS: Record<string, Row> = {
  "": row("--version -h --help", "none"),
  version: withHelp("", "none"),
  issue: withHelp("-a= -c= -@= -s= -f= -m= -l= -d= -o= -^ -L= --include-pulls --color[=]", "none", {
    network: true,
  }),
  "issue show": withHelp("-f= --format=", "text", { network: true }),
  "pr list": withHelp("-s= --state= -h= --head= -b= --base= -o= -^ -f= --format= -L=", "none", {
    network: true,
  }),
  "pr show": withHelp("-u --url -c --copy -f= --format= -h= --head=", "text?", { network: true }),
  "ci-status": withHelp("-v --verbose -f= --format= --color[=]", "text?", { network: true }),
  release: withHelp("-d --include-drafts -p --exclude-prereleases -L= -f=", "none", {
    network: true,
  }),
  "release show": withHelp("-d --show-downloads -f= --format=", "text", { network: true }),
  "pull-request": withHelp(
    "-f --force -m= --message= -F=read --file=read -b= --base= -h= --head= -p --push -d --draft -r= --reviewer= -a= --assign= -M= -l= --labels= --no-edit -o -c -i=",
    "text?",
    { network: true },
  ),
  api: withHelp(
    "-X= -F=upload --field=upload -f= --raw-field= --input=read -H= -t -i --include --paginate --cache= --color[=] --obey-ratelimit",
    "text",
    { network: true },
  ),
};

/** Command-line clients of the places that host repositories. */
export const HOSTING = {
  gh: row("", "none", { sub: withShortWords(GH_SUBS) }),
  glab: row("", "none", { sub: GLAB_SUBS }),
  hub: row("", "none", { sub: HUB_SUBS }),
} satisfies Record<string, Row>;
