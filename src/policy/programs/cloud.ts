import { type Row, row } from "./row.ts";
import { NEVER, named, withHelp } from "./shared-rows.ts";

const TERRAFORM = `
  -help -version -json -no-color -compact-warnings -input=* -lock=* -lock-timeout=* -parallelism=* -detailed-exitcode
  -destroy -refresh-only -refresh=* -replace=* -target=* -exclude=* -var=* -var= -var-file=* -var-file=read -out=* -out=write
  -state=* -state-out=*! -backup=* -auto-approve -generate-config-out=*! -concise -show-sensitive! -chdir=dir`;

function terraform(options: string, operands: string, more?: Partial<Row>): Row {
  return row(`${TERRAFORM} ${options}`, operands, { single: true, runs: "project", ...more });
}

const TERRAFORM_SUBS: Record<string, Row> = {
  "": row("-help -h --help -version -v --version", "none", { single: true }),
  fmt: terraform("-list=* -write=* -diff -check -recursive --check --recursive --diff", "write*"),
  validate: terraform("-test-directory=* -no-tests", "dir?"),
  version: terraform("", "none"),
  plan: terraform("", "none", { network: true }),
  show: terraform("", "read?"),
  // A value without -json or -raw is hidden where it is marked secret.
  output: terraform("-raw!", "text?"),
  graph: terraform("-type=* -draw-cycles -plan=* -module-depth=*", "none"),
  providers: terraform("-test-directory=*", "none"),
  "providers schema": terraform("", "none"),
  "providers lock": terraform(
    "-fs-mirror=* -net-mirror=*! -platform=* -enable-plugin-cache",
    "text*",
    { network: true },
  ),
  "state list": terraform("-id=*", "text*"),
  "state show": terraform("", "text"),
  "workspace list": terraform("", "none"),
  "workspace show": terraform("", "none"),
  metadata: terraform("", "none"),
  "metadata functions": terraform("", "none"),
  get: terraform("-update -test-directory=*", "none", { network: true }),
  init: terraform(
    "-upgrade -reconfigure -migrate-state -force-copy -get=* -backend=* -backend-config=*! -lockfile=* -test-directory=* -from-module=*! -plugin-dir=*! -cloud=*",
    "none",
    { network: true },
  ),
  test: terraform("-filter=* -test-directory=* -verbose -cloud-run=*! -junit-xml=*!", "none", {
    network: true,
  }),
  apply: terraform("", "read?", { network: true }),
  destroy: terraform("", "none", { network: true }),
  refresh: terraform("", "none", { network: true }),
  import: terraform("-config=* -allow-missing-config", "text text", { network: true }),
  ...named(["taint", "untaint"], terraform("-allow-missing", "text")),
  ...named(["state rm", "state mv", "state replace-provider"], terraform("-dry-run", "text*")),
  ...named(
    ["workspace select", "workspace new", "workspace delete"],
    terraform("-or-create -force", "text"),
  ),
  ...named(
    ["state pull", "state push", "console", "login", "logout", "force-unlock", "cloud"],
    NEVER,
  ),
};
const terraformRow = row("-chdir=dir -help -version", "none", {
  single: true,
  runs: "project",
  sub: TERRAFORM_SUBS,
});

const GLOBAL_AWS = `
  --profile= --region= --output= --query= --no-cli-pager --no-paginate --color= --debug --no-sign-request --ca-bundle=!
  --endpoint-url=host! --no-verify-ssl! --cli-read-timeout= --cli-connect-timeout= --cli-binary-format= --no-cli-auto-prompt
  --cli-auto-prompt! --version`;
const awsCopy = row(
  `${GLOBAL_AWS} --recursive --dryrun --quiet --include= --exclude= --acl= --follow-symlinks --no-follow-symlinks
  --no-guess-mime-type --sse[=] --sse-kms-key-id= --storage-class= --cache-control= --content-type= --content-encoding=
  --content-disposition= --content-language= --expires= --source-region= --only-show-errors --no-progress --page-size=
  --ignore-glacier-warnings --force-glacier-transfer --request-payer[=] --metadata= --metadata-directive= --expected-size=
  --delete --size-only --exact-timestamps --grants= --website-redirect= --copy-props= --checksum-mode= --checksum-algorithm=`,
  "upload* write",
  { network: true },
);

/** Any other option takes text, or a file named by `file://` or `fileb://`. */
const anyAws = row(`${GLOBAL_AWS} --*`, "upload*", { network: true });

const AWS_SUBS: Record<string, Row> = {
  "": row("--version", "none"),
  ...named(["s3 cp", "s3 sync", "s3 mv"], awsCopy),
  "s3 ls": row(
    `${GLOBAL_AWS} --recursive --page-size= --human-readable --summarize --request-payer[=]`,
    "text?",
    { network: true },
  ),
  "s3 rm": row(
    `${GLOBAL_AWS} --recursive --dryrun --quiet --include= --exclude= --only-show-errors`,
    "text",
    { network: true },
  ),
  ...named(
    ["s3 mb", "s3 rb", "s3 presign", "s3 website"],
    row(`${GLOBAL_AWS} --force --expires-in= --index-document= --error-document=`, "text", {
      network: true,
    }),
  ),
  "configure list": row(GLOBAL_AWS, "none"),
  "configure list-profiles": row(GLOBAL_AWS, "none"),
  "sts get-caller-identity": row(GLOBAL_AWS, "none", { network: true }),
  ...named(
    [
      "configure",
      "configure set",
      "configure get",
      "configure import",
      "configure export-credentials",
      "configure sso",
      "sso login",
      "sso logout",
      "sso get-role-credentials",
    ],
    NEVER,
  ),
  ...named(
    [
      "sts assume-role",
      "sts get-session-token",
      "sts get-federation-token",
      "secretsmanager get-secret-value",
      "secretsmanager batch-get-secret-value",
      "ecr get-login-password",
      "ecr get-authorization-token",
      "codeartifact get-authorization-token",
      "codeartifact login",
      "iam create-access-key",
      "eks get-token",
      "ssm start-session",
      "ecs execute-command",
    ],
    NEVER,
  ),
  "*": anyAws,
};

const GCLOUD = `
  --account= --project= --format= --filter= --limit= --page-size= --sort-by= --quiet -q --verbosity= --region= --zone=
  --location= --billing-project= --uri --help -h --version -v --flatten= --log-http --no-user-output-enabled --organization=
  --folder= --show-unset --configuration= --trace-token= --impersonate-service-account=! --access-token-file=! --flags-file=!
  --*`;
const anyGcloud = row(GCLOUD, "text*", { network: true });
const GCLOUD_SUBS: Record<string, Row> = {
  "": row("--version -v --help -h", "none"),
  ...named(
    [
      "version",
      "info",
      "help",
      "config list",
      "config get",
      "config get-value",
      "config configurations list",
      "config configurations describe",
      "auth list",
      "projects list",
      "components list",
    ],
    anyGcloud,
  ),
  ...named(
    [
      "auth login",
      "auth revoke",
      "auth print-access-token",
      "auth print-identity-token",
      "auth activate-service-account",
      "auth application-default login",
      "auth application-default print-access-token",
      "auth configure-docker",
      "config set",
      "config unset",
      "secrets versions access",
      "iam service-accounts keys create",
      "compute ssh",
      "compute scp",
      "init",
      "components install",
      "components update",
      "sql connect",
      "interactive",
      "cloud-shell ssh",
    ],
    NEVER,
  ),
  "*": anyGcloud,
};

const AZ = `
  --subscription= --output= -o= --query= --only-show-errors --verbose --debug --help -h --resource-group= -g= --name= -n= --location= -l=
  --ids= --tags= --version -v --yes -y --no-wait --*`;
const anyAz = row(AZ, "upload*", { network: true });
const AZ_SUBS: Record<string, Row> = {
  "": row("--version -v --help -h", "none"),
  ...named(["account show", "account list", "group list", "group show", "version", "find"], anyAz),
  ...named(
    [
      "login",
      "logout",
      "account get-access-token",
      "account set",
      "account clear",
      "keyvault secret show",
      "keyvault secret download",
      "keyvault key download",
      "configure",
      "config set",
      "extension add",
      "extension remove",
      "upgrade",
      "ssh vm",
      "aks get-credentials",
      "acr login",
      "interactive",
      "rest",
      "ad sp create-for-rbac",
      "ad sp credential reset",
      "storage account keys list",
      "cosmosdb keys list",
      "webapp ssh",
      "vm run-command invoke",
    ],
    NEVER,
  ),
  "*": anyAz,
};

/** A service's own client: what looks, what prints secrets or runs, and the rest by its words. */
function service(looks: readonly string[], never: readonly string[], options: string): Row {
  const any = row(`-h --help ${options}`, "text*", { network: true });
  return row(options, "none", {
    sub: {
      "": row("-V -v --version -h --help", "none"),
      ...named(looks, any),
      ...named(never, NEVER),
      "*": row(`-h --help ${options} --*`, "upload*", { network: true }),
    },
  });
}

const fly = service(
  [
    "status",
    "apps list",
    "list apps",
    "logs",
    "releases",
    "releases list",
    "scale show",
    "secrets list",
    "regions list",
    "machine list",
    "machines list",
    "machine status",
    "volumes list",
    "ips list",
    "certs list",
    "checks list",
    "config show",
    "config validate",
    "postgres list",
    "platform regions",
    "platform status",
    "version",
    "doctor",
    "services list",
    "image show",
    "orgs list",
    "auth whoami",
  ],
  [
    "auth token",
    "auth login",
    "auth logout",
    "tokens create",
    "ssh console",
    "ssh sftp",
    "ssh issue",
    "proxy",
    "console",
    "postgres connect",
    "machine exec",
    "wireguard create",
    "version upgrade",
    "secrets import",
    "mcp",
  ],
  "-a= --app= -c=project --config=project -j --json -o= --org= -r= --region= -t=! --access-token=! -v --verbose --debug -i= --instance= --machine= -n --no-tail -q --quiet --all -y --yes",
);

const ANSIBLE = `
  -v -vv -vvv -vvvv --verbose -i=project --inventory=project -l= --limit= -t= --tags= --skip-tags= -C --check -D --diff --syntax-check
  --list-hosts --list-tasks --list-tags --step -f= --forks= -u= --user= -T= --timeout= --version -h --help --flush-cache --start-at-task= --force-handlers
  -b --become --become-user= --become-method= -K! --ask-become-pass! -k! --ask-pass! -e=! --extra-vars=! -M=! --module-path=! -J! --ask-vault-pass!
  --vault-password-file=! --vault-id=! --private-key=! --key-file=! -c=! --connection=! --ssh-common-args=! --ssh-extra-args=! --scp-extra-args=! --sftp-extra-args=!
  --become-password-file=! --connection-password-file=!`;

const vagrant = withHelp(
  "-f --force --provider= --provision --no-provision --provision-with=! --parallel --no-parallel --prune --machine-readable --color --no-color --debug -v --version --timestamp -g",
  "text*",
  { runs: "project" },
);
const packer = withHelp(
  "-color=* -debug -except=* -only=* -force -machine-readable -on-error=* -parallel-builds=* -timestamp-ui -var=* -var= -var-file=* -var-file=read -syntax-only -check -diff -write=* -recursive -upgrade -evaluate-datasources -no-warn-undeclared-var",
  "read?",
  { single: true, runs: "project" },
);
const pulumi = withHelp(
  "-C=dir --cwd=dir --color= -e --emoji --logtostderr --non-interactive -s= --stack= -j --json -y --yes --diff -r --refresh[=] --target= -t= --expect-no-changes --skip-preview -m= --message= -p= --parallel= --suppress-outputs --show-config! --show-secrets! -i --show-ids -u --show-urls -a --all -f --follow --since= --file=write --disable-integrity-checking! --policy-pack=! --exec-kind=! --profiling=write -v= --verbose= --replace= --show-reads --show-sames --save-plan=write --plan=read --page= --page-size= --full-dates",
  "text*",
  { network: true, runs: "project" },
);

/** Clients of clouds and tools that keep infrastructure. `*` stands for words that no key names. */
export const CLOUD = {
  ...named(["terraform", "tofu"], terraformRow),
  terragrunt: row("-help --help -version --version", "none", {
    single: true,
    sub: {
      ...named(
        [
          "hclfmt",
          "validate",
          "plan",
          "output",
          "show",
          "graph-dependencies",
          "hcl format",
          "hcl validate",
        ],
        terraform(
          "--terragrunt-non-interactive --non-interactive --working-dir= --terragrunt-working-dir= --check --diff",
          "none",
          { network: true },
        ),
      ),
      ...named(
        ["apply", "destroy", "run-all", "init", "run"],
        terraform("--terragrunt-non-interactive --non-interactive --working-dir=", "text*", {
          network: true,
        }),
      ),
    },
  }),
  pulumi: withHelp("-C=dir --cwd=dir --color= --non-interactive -v= --logtostderr", "none", {
    runs: "project",
    sub: {
      "": withHelp("-v", "none"),
      ...named(
        [
          "version",
          "about",
          "whoami",
          "preview",
          "pre",
          "stack",
          "stack ls",
          "stack output",
          "stack history",
          "stack tag ls",
          "logs",
          "config",
          "plugin ls",
          "org get-default",
          "project ls",
          "schema check",
        ],
        pulumi,
      ),
      ...named(
        [
          "up",
          "update",
          "refresh",
          "destroy",
          "import",
          "stack init",
          "stack select",
          "cancel",
          "stack rm",
          "config set",
          "config rm",
          "install",
        ],
        pulumi,
      ),
      ...named(
        [
          "login",
          "logout",
          "config get",
          "stack export",
          "stack import",
          "env open",
          "env run",
          "console",
          "watch",
          "new",
          "policy publish",
        ],
        NEVER,
      ),
    },
  }),
  aws: row(GLOBAL_AWS, "none", { sub: AWS_SUBS }),
  gcloud: row(GCLOUD.replace("--*", ""), "none", { sub: GCLOUD_SUBS }),
  ...named(
    ["gsutil"],
    row("-m -q -o=! -h=! -D -i=! -u= --version", "none", {
      network: true,
      sub: {
        ...named(
          ["ls", "du", "stat", "cat", "version", "help", "hash"],
          row("-l -L -r -R -a -b -d -h -p= -s -c -e=", "text*", { network: true }),
        ),
        ...named(
          ["cp", "mv", "rsync"],
          row("-r -R -n -c -d -e -z= -a= -L=write -x= -p -P -v", "read* write", { network: true }),
        ),
        ...named(
          ["rm", "mb", "rb"],
          row("-r -R -a -f -l= -p= -c= -b=", "text*", { network: true }),
        ),
      },
    }),
  ),
  bq: row(
    "--project_id= --format= --location= -q --quiet --dataset_id= --headless --bigqueryrc=! --api=host! --debug_mode --*",
    "none",
    {
      network: true,
      sub: {
        ...named(
          ["ls", "show", "head", "version", "help"],
          row(
            "--format= --project_id= -n= --max_results= --schema --view -j -d -p -a --all --filter= --prettyjson --*",
            "text*",
            { network: true },
          ),
        ),
        "*": row("--*", "upload*", { network: true }),
      },
    },
  ),
  az: row(AZ.replace("--*", ""), "none", { sub: AZ_SUBS }),
  ...named(["fly", "flyctl"], fly),
  heroku: service(
    [
      "apps",
      "apps:info",
      "info",
      "ps",
      "logs",
      "releases",
      "releases:info",
      "addons",
      "domains",
      "features",
      "labs",
      "buildpacks",
      "status",
      "version",
      "regions",
      "pipelines",
      "pipelines:info",
      "pg:info",
      "pg:ps",
      "maintenance",
      "certs",
      "drains",
      "access",
      "auth:whoami",
      "config:keys",
    ],
    [
      "config",
      "config:get",
      "auth:token",
      "auth:login",
      "login",
      "logout",
      "run",
      "run:detached",
      "ps:exec",
      "pg:psql",
      "pg:credentials",
      "pg:credentials:url",
      "local",
      "console",
      "redis:cli",
      "plugins:install",
      "ps:copy",
      "ps:forward",
      "update",
    ],
    "-a= --app= -r= --remote= -t --tail -n= --num= -d= --dyno= -s= --source= --json -j --team= --all -A",
  ),
  vercel: service(
    [
      "list",
      "ls",
      "inspect",
      "logs",
      "whoami",
      "project ls",
      "project inspect",
      "env ls",
      "domains ls",
      "domains inspect",
      "dns ls",
      "certs ls",
      "alias ls",
      "teams ls",
      "git ls",
      "help",
      "target ls",
    ],
    [
      "login",
      "logout",
      "env pull",
      "pull",
      "link",
      "switch",
      "dev",
      "build",
      "init",
      "telemetry",
      "mcp",
    ],
    "--cwd=dir -A=project --local-config=project -Q=! --global-config=! -d --debug --no-color -S= --scope= -T= --team= -t=! --token=! -y --yes --prod --target= --json -f --force --follow --since= --until= --limit= -n= --output=",
  ),
  netlify: service(
    [
      "status",
      "sites:list",
      "env:list",
      "api --list",
      "functions:list",
      "watch",
      "blobs:list",
      "logs:function",
      "logs:deploy",
      "open",
      "addons:list",
      "recipes:list",
    ],
    [
      "login",
      "logout",
      "env:get",
      "env:clone",
      "dev",
      "dev:exec",
      "build",
      "unlink",
      "link",
      "switch",
      "init",
      "shell",
      "serve",
      "functions:invoke",
    ],
    "--json --filter= --auth=! --debug --cwd=dir -s= --site= --prod --verbose --silent --offline --context= --plain --scope=",
  ),
  wrangler: service(
    [
      "whoami",
      "deployments list",
      "deployments status",
      "versions list",
      "versions view",
      "kv namespace list",
      "kv key list",
      "r2 bucket list",
      "r2 bucket info",
      "d1 list",
      "d1 info",
      "d1 migrations list",
      "queues list",
      "secret list",
      "tail",
      "pages project list",
      "pages deployment list",
      "types",
      "check",
      "docs",
      "hyperdrive list",
      "vectorize list",
    ],
    ["login", "logout", "dev", "pages dev", "init", "telemetry", "check startup"],
    "-c=project --config=project --cwd=dir -e= --env= --env-file=read --json --format= --name= --remote --local --experimental-* --dry-run --outdir=write --binding= --namespace-id= --preview -y --yes",
  ),
  supabase: service(
    [
      "status",
      "projects list",
      "functions list",
      "branches list",
      "migration list",
      "secrets list",
      "orgs list",
      "services",
      "db lint",
      "db diff",
      "inspect db",
      "gen types",
      "gen types typescript",
    ],
    [
      "login",
      "logout",
      "projects api-keys",
      "link",
      "unlink",
      "gen keys",
      "functions serve",
      "postgres-config get",
      "sso show",
      "bootstrap",
    ],
    "--workdir=dir --debug --experimental -o= --output= --project-ref= --linked --local --db-url=! -s= --schema= --create-ticket --network-id= --profile=! --yes --agent= -f= --file= --use-migra --level= --lang=",
  ),
  firebase: service(
    [
      "projects:list",
      "apps:list",
      "use",
      "target",
      "functions:list",
      "functions:log",
      "hosting:sites:list",
      "hosting:channel:list",
      "firestore:indexes",
      "ext:list",
      "remoteconfig:versions:list",
      "login:list",
      "database:instances:list",
    ],
    [
      "login",
      "login:ci",
      "login:use",
      "logout",
      "functions:shell",
      "functions:secrets:access",
      "emulators:exec",
      "emulators:start",
      "init",
      "serve",
      "apps:sdkconfig",
      "functions:config:get",
      "experimental:mcp",
      "auth:export",
    ],
    "-P= --project= --account= -j --json --token=! --non-interactive -i! --interactive! --debug -c=project --config=project --only= --except= -n= --lines= --limit=",
  ),
  railway: service(
    [
      "status",
      "whoami",
      "list",
      "logs",
      "service list",
      "environment list",
      "volume list",
      "deployment list",
      "docs",
      "domain list",
    ],
    ["login", "logout", "variables", "run", "shell", "ssh", "connect", "link", "unlink", "dev"],
    "-s= --service= -e= --environment= --json -d --deployment --build -b -n= --lines= -f= --filter=",
  ),
  ...named(
    ["doctl", "linode-cli", "hcloud", "scw", "ibmcloud", "oci"],
    service(
      ["version", "account get", "projects list", "help"],
      ["auth init", "auth login", "login", "configure", "config get", "config set", "init"],
      "-o= --output= --format= --no-header --context= -v --verbose --trace --json --region=",
    ),
  ),
  render: service(
    ["services", "whoami", "logs", "deploys list"],
    ["login", "ssh", "psql"],
    "-o= --output= --confirm",
  ),
  ...named(["ansible-playbook"], row(ANSIBLE, "run run*", { network: true, runs: "project" })),
  ansible: row(
    `${ANSIBLE} -m=run --module-name=run -a=! --args=! -o --one-line --list-hosts -P= -B= --tree=write`,
    "text",
    { network: true, runs: "project" },
  ),
  "ansible-lint": withHelp(
    "-v -q --version -p --parseable --strict --offline --fix[=] --write[=] -x= --skip-list= -w= --warn-list= -t= --tags= -f= --format= --profile= --exclude= --nocolor -L --list-rules -T --list-tags --project-dir=dir -c=! --config-file=! -r=! --rules-dir=! -R! --show-relpath --sarif-file=write --no-progress",
    "read*",
    { runs: "project", from: "pypi" },
  ),
  "ansible-inventory": row(
    `${ANSIBLE} --list --graph --host= --toml -y --yaml --vars --export --output=write`,
    "text?",
    { runs: "project" },
  ),
  "ansible-doc": row(
    "-l --list -F --list_files -t= --type= -s --snippet -j --json -v --version -h --help -M=! --module-path=! --playbook-dir=!",
    "text*",
  ),
  "ansible-config": row("", "none", {
    sub: {
      ...named(
        ["list", "view", "dump", "validate"],
        withHelp("-t= --type= --only-changed -f= --format= -v -c=!", "none"),
      ),
      ...named(["init", "edit"], NEVER),
    },
  }),
  "ansible-galaxy": row("", "none", {
    sub: {
      ...named(
        ["list", "info", "search", "collection list", "role list", "collection verify"],
        withHelp("-v -p=dir --offline --format= --author= --galaxy-tags=", "text*", {
          network: true,
        }),
      ),
      ...named(
        ["install", "collection install", "role install"],
        withHelp(
          "-r=project --requirements-file=project -p=write --force -f --force-with-deps -n --no-deps -U --upgrade -v -s=host! --server=host! --pre --offline",
          "package*",
          { network: true },
        ),
      ),
    },
  }),
  "ansible-vault": row("", "!"),
  vagrant: withHelp("-v --version --no-color", "none", {
    runs: "project",
    sub: {
      "": withHelp("-v --version", "none"),
      ...named(
        [
          "status",
          "global-status",
          "version",
          "validate",
          "box list",
          "box outdated",
          "port",
          "plugin list",
          "snapshot list",
          "up",
          "halt",
          "suspend",
          "resume",
          "reload",
          "provision",
          "destroy",
        ],
        vagrant,
      ),
      ...named(
        [
          "ssh",
          "ssh-config",
          "scp",
          "upload",
          "rdp",
          "winrm",
          "plugin install",
          "box add",
          "init",
          "powershell",
          "cloud",
          "login",
          "share",
        ],
        NEVER,
      ),
    },
  }),
  packer: row("-version --version -v -h --help -help", "none", {
    single: true,
    runs: "project",
    sub: {
      ...named(
        [
          "validate",
          "inspect",
          "fmt",
          "version",
          "plugins installed",
          "plugins required",
          "init",
          "build",
        ],
        packer,
      ),
      ...named(["console", "plugins install", "hcl2_upgrade"], NEVER),
    },
  }),
} satisfies Record<string, Row>;
