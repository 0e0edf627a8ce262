import { type Row, row } from "./row.ts";
import { NEVER, named } from "./shared-rows.ts";

const HELP = "--help";
const FORMAT = "--format= -f= --filter= -q --quiet --no-trunc";

/** A sub-command of docker: `-h` is a name of its own in some of them. */
function docker(options: string, operands: string, more?: Partial<Row>): Row {
  return row(`${HELP} ${options}`, operands, more);
}

const ps = docker(
  `${FORMAT} -a --all -n= --last= -l --latest -s --size --pod --ns --sort= -w=`,
  "text*",
);
const images = docker(`${FORMAT} -a --all --digests --tree --sort= --noheading -n`, "text*");
const logs = docker(
  "--details -f --follow --since= -n= --tail= -t --timestamps --until= -l --latest --color --names",
  "text*",
);
const inspect = docker("-f= --format= -s --size --type= --platform= -l --latest", "text*");
const top = docker("-l --latest", "text text*");
const stats = docker(
  "-a --all --format= --no-stream --no-trunc --no-reset -i= --interval= -l --latest",
  "text*",
);
const port = docker("-a --all", "text text?");
const listed = docker(`${FORMAT} --cluster --noheading -n`, "none");
const removed = docker(
  "-f --force -v --volumes -l --link --no-prune --platform= -a --all -i --ignore -t= --time= --cidfile=read",
  "text*",
);
const pruned = docker(
  "-a --all -f --force --filter= --volumes --keep-storage= --reserved-space= --max-used-space= --verbose --external --build",
  "none",
);
const ended = docker(
  "-t= --time= --timeout= -s= --signal= -a --all -l --latest --no-stream -i --ignore",
  "text*",
);
const started = docker(
  "-a --attach -i --interactive --detach-keys= --checkpoint= -l --latest --all",
  "text*",
);
const copied = docker("-a --archive -L --follow-link -q --quiet --overwrite --pause", "read write");

const RUN = `
  --add-host= --annotation= -a= --attach= --blkio-weight= --cpu-shares= -c= --cpus= --cpuset-cpus= --cpu-quota= --cpu-period=
  -d --detach --detach-keys= --disable-content-trust! --dns= --dns-search= --domainname= --entrypoint=run -e= --env=
  --env-file=read --expose= --gpus=! --group-add=! --health-cmd=! --health-interval= --health-retries= --health-timeout=
  -h= --hostname= --init -i --interactive --ip= -l= --label= --label-file=read --log-driver= --log-opt= --mac-address= -m=
  --memory= --memory-swap= --memory-reservation= --mount=mount --name= --network= --net= --network-alias= --no-healthcheck
  --oom-kill-disable --pids-limit= --platform= -p= --publish= -P --publish-all --pull= -q --quiet --read-only --restart= --rm
  --runtime=! --shm-size= --sig-proxy --stop-signal= --stop-timeout= --tmpfs= -t --tty --ulimit= -u= --user= -v=mount
  --volume=mount -w= --workdir= --cidfile=write --replace --pod= --tz= --systemd= --arch= --os= --userns=! --uts=! --pid=!
  --ipc=! --cgroupns=! --cgroup-parent=! --privileged! --cap-add=! --cap-drop= --device=! --device-cgroup-rule=!
  --security-opt=! --sysctl=! --volumes-from=! --volume-driver=! --link= --use-api-socket! --storage-opt=! --isolation=`;

const BUILD = `
  --add-host= --annotation= --build-arg= --build-context=! --builder= --cache-from= --cache-to=! --call= --check --cgroup-parent=! -D
  -f=project --file=project --iidfile=write --label= --load --metadata-file=write --network=(none|default) --no-cache
  --no-cache-filter= -o=! --output=! --platform= --progress= --provenance= --pull --push -q --quiet --rm --force-rm
  --sbom= --secret=! --shm-size= --ssh=! -t= --tag= --target= --ulimit= --allow=! --squash --compress -m= --memory= --isolation=
  --security-opt=! --attest= --layers --format= --jobs= -v=mount --volume=mount --all-platforms`;

const built = docker(BUILD, "project?", { network: true, runs: "project" });
const ran = row(RUN, "text run args*", { network: true });
const execd = row(
  "-d --detach --detach-keys= -e= --env= --env-file=read -i --interactive --privileged! -t --tty -u= --user= -w= --workdir= -l --latest --help",
  "text run args*",
);
const pulled = docker(
  "-a --all-tags --disable-content-trust! --platform= -q --quiet --arch= --os= --tls-verify=! --creds=! --authfile=!",
  "text*",
  {
    network: true,
  },
);
const network = docker(
  "-d= --driver= --internal --subnet= --gateway= --ip-range= --label= --attachable --ipv6 -o= --opt= --alias= --ip= -f --force --ignore",
  "text*",
);

const COMPOSE = `
  --all-resources --ansi= --compatibility --dry-run --env-file=read -f=project --file=project --parallel= --profile= --progress=
  --project-directory=dir -p= --project-name= --verbose --no-ansi -v --version -h --help --podman-args=! -H=host! --host=host! -c=! --context=!`;

/** A sub-command of compose; its file is config of the project. */
function compose(options: string, operands: string, more?: Partial<Row>): Row {
  return row(`-h --help --dry-run ${options}`, operands, { runs: "project", ...more });
}

const UP = `
  --abort-on-container-exit --abort-on-container-failure --always-recreate-deps --attach= --attach-dependencies --build -d --detach
  --exit-code-from= --force-recreate --menu -w --watch --no-attach= --no-build --no-color --no-deps --no-log-prefix --no-recreate --no-start
  --pull= --quiet-build --quiet-pull --remove-orphans -V --renew-anon-volumes --scale= -t= --timeout= --timestamps --wait --wait-timeout= -y --yes`;

const COMPOSE_SUBS: Record<string, Row> = {
  "": compose("-v --version", "none"),
  ps: compose(
    "-a --all --filter= --format= --no-trunc --orphans -q --quiet --services --status=",
    "text*",
  ),
  ls: compose("-a --all --filter= --format= -q --quiet", "none"),
  logs: compose(
    "-f --follow --index= --no-color --no-log-prefix --since= -n= --tail= -t --timestamps --until=",
    "text*",
  ),
  // The environment is put into what config prints.
  config: compose(
    "--environment! --format= --hash= --images --networks --no-consistency --no-env-resolution --no-interpolate --no-normalize --no-path-resolution -o=write --output=write --profiles -q --quiet --resolve-image-digests --services --variables --volumes --lock-image-digests --models",
    "text*",
    { prints: "environment" },
  ),
  ...named(
    ["config -q", "config --quiet", "config --services", "config --images", "config --volumes"],
    compose("-q --quiet --services --images --volumes --profiles --no-interpolate", "text*"),
  ),
  convert: compose(
    "--format= -q --quiet --services --volumes --images --profiles --no-interpolate -o=write --output=write",
    "text*",
    { prints: "environment" },
  ),
  ...named(
    ["images", "top", "port", "version", "events", "stats", "volumes"],
    compose(
      "--format= -q --quiet --json --index= --protocol= -f --short -a --all --no-stream --no-trunc --since= --until=",
      "text*",
    ),
  ),
  up: compose(UP, "text*", { network: true }),
  create: compose(UP, "text*", { network: true }),
  down: compose("--remove-orphans --rmi= -t= --timeout= -v --volumes", "text*"),
  build: compose(
    "--build-arg= --builder= --check -m= --memory= --no-cache --print --provenance= --pull --push -q --quiet --sbom= --ssh=! --with-dependencies --progress= --parallel",
    "text*",
    { network: true },
  ),
  ...named(
    ["pull", "push"],
    compose(
      "--ignore-buildable --ignore-pull-failures --ignore-push-failures --include-deps --policy= -q --quiet --no-parallel",
      "text*",
      { network: true },
    ),
  ),
  ...named(
    ["start", "stop", "restart", "kill", "pause", "unpause", "wait", "scale"],
    compose(
      "-t= --timeout= --no-deps -s= --signal= --remove-orphans --wait --wait-timeout= --down-project",
      "text*",
    ),
  ),
  rm: compose("-f --force -s --stop -v --volumes -a --all", "text*"),
  exec: row(
    "-d --detach -e= --env= --index= -T --no-TTY --no-tty --privileged! -u= --user= -w= --workdir= -it -i --interactive -t --tty --help",
    "text run args*",
  ),
  run: row(
    "--build --cap-add=! --cap-drop= -d --detach --entrypoint=run -e= --env= --env-from-file=read -i --interactive -l= --label= --name= -T --no-TTY --no-deps -p= --publish= --pull= -q --quiet --quiet-build --quiet-pull --remove-orphans --rm -P --service-ports --use-aliases -u= --user= -v=mount --volume=mount -w= --workdir= --help",
    "text run args*",
    { runs: "project", network: true },
  ),
  cp: compose("--all -a --archive -L --follow-link --index=", "read write"),
  ...named(["attach", "watch", "publish", "export", "commit", "alpha", "bridge"], NEVER),
};

const DOCKER_SUBS: Record<string, Row> = {
  "": row("-v --version --help", "none"),
  ...named(["ps", "container ls", "container list", "container ps"], ps),
  ...named(["images", "image ls", "image list"], images),
  ...named(["logs", "container logs", "service logs"], logs),
  ...named(
    [
      "inspect",
      "container inspect",
      "image inspect",
      "volume inspect",
      "network inspect",
      "context inspect",
      "node inspect",
      "service inspect",
      "buildx inspect",
    ],
    inspect,
  ),
  ...named(["top", "container top"], top),
  ...named(["stats", "container stats"], stats),
  ...named(["port", "container port"], port),
  ...named(["diff", "container diff"], docker("--format= -l --latest", "text")),
  ...named(
    ["history", "image history"],
    docker("--format= -H --human --no-trunc -q --quiet --platform=", "text"),
  ),
  ...named(
    [
      "volume ls",
      "volume list",
      "network ls",
      "network list",
      "context ls",
      "context list",
      "context show",
      "service ls",
      "node ls",
      "stack ls",
      "plugin ls",
      "secret ls",
      "config ls",
      "machine list",
      "pod ps",
      "pod ls",
    ],
    listed,
  ),
  ...named(
    [
      "version",
      "info",
      "system info",
      "system df",
      "buildx version",
      "builder du",
      "buildx du",
      "buildx ls",
    ],
    docker("-f= --format= -v --verbose --filter=", "none"),
  ),
  ...named(
    ["events", "system events"],
    docker("-f= --filter= --format= --since= --until= --stream --no-trunc", "none"),
  ),
  search: docker("-f= --filter= --format= --limit= --no-trunc --list-tags", "text", {
    network: true,
  }),
  ...named(
    ["manifest inspect", "buildx imagetools inspect"],
    docker("-v --verbose --raw --format= --insecure!", "text", { network: true }),
  ),
  ...named(
    ["scout quickview", "scout cves", "scout recommendations"],
    docker(
      "--format= --only-severity= --only-fixed --exit-code -e -o=write --output=write --platform= --type= --ref=",
      "text?",
      { network: true },
    ),
  ),
  ...named(["build", "image build", "buildx build", "builder build"], built),
  "buildx bake": docker(
    "-f=project --file=project --set=! --print --check --no-cache --pull --push --load --progress= --call= --list= --allow=! --metadata-file=write --builder=",
    "text*",
    { network: true, runs: "project" },
  ),
  ...named(["run", "container run", "create", "container create"], ran),
  ...named(["exec", "container exec"], execd),
  ...named(["cp", "container cp"], copied),
  ...named(
    [
      "rm",
      "container rm",
      "container remove",
      "rmi",
      "image rm",
      "image remove",
      "volume rm",
      "volume remove",
      "network rm",
      "network remove",
      "pod rm",
    ],
    removed,
  ),
  ...named(
    [
      "container prune",
      "image prune",
      "volume prune",
      "network prune",
      "system prune",
      "builder prune",
      "buildx prune",
    ],
    pruned,
  ),
  ...named(
    [
      "stop",
      "container stop",
      "kill",
      "container kill",
      "restart",
      "container restart",
      "pause",
      "unpause",
      "wait",
      "container pause",
      "container unpause",
      "container wait",
    ],
    ended,
  ),
  ...named(["start", "container start"], started),
  ...named(["pull", "image pull", "push", "image push"], pulled),
  ...named(["tag", "image tag"], docker("", "text text")),
  ...named(["rename", "container rename"], docker("", "text text")),
  ...named(
    ["save", "image save"],
    docker("-o=write --output=write --platform= -q --quiet --format= -m", "text*"),
  ),
  ...named(["load", "image load"], docker("-i=read --input=read -q --quiet --platform=", "none")),
  ...named(["export", "container export"], docker("-o=write --output=write", "text")),
  ...named(
    ["commit", "container commit"],
    docker("-a= --author= -c= --change= -m= --message= -p --pause", "text text?"),
  ),
  ...named(
    ["update", "container update"],
    docker("--cpus= -m= --memory= --memory-swap= --restart= --pids-limit=", "text*"),
  ),
  ...named(["volume create", "network create", "network connect", "network disconnect"], network),
  compose: row(COMPOSE, "none", { runs: "project", sub: COMPOSE_SUBS }),
  ...named(
    [
      "login",
      "logout",
      "attach",
      "container attach",
      "context use",
      "context create",
      "context rm",
      "context update",
      "plugin install",
      "plugin enable",
      "swarm init",
      "swarm join",
      "swarm leave",
      "stack deploy",
      "service create",
      "service update",
      "secret create",
      "config create",
      "import",
      "buildx create",
      "buildx use",
      "buildx install",
      "trust sign",
      "machine ssh",
      "machine init",
      "unshare",
      "mount",
      "generate systemd",
      "kube play",
      "play kube",
      "sandbox run",
      "mcp",
      "model run",
      "debug",
      "desktop",
    ],
    NEVER,
  ),
};

const DOCKER = `
  -H=host! --host=host! --config=! -c=! --context=! -D --debug -l= --log-level= --tls! --tlscacert=! --tlscert=! --tlskey=! --tlsverify
  --url=host! --connection=! --remote! --root=! --runroot=! --storage-driver=! --cgroup-manager= --runtime=! --hooks-dir=! --conmon=! --module=!`;

const KUBE = `
  -n= --namespace= --context= --cluster= --user= --request-timeout= -v= --v= --warnings-as-errors --cache-dir=write --as=! --as-group=! --as-uid=!
  --kubeconfig=! -s=host! --server=host! --token=! --username=! --password=! --certificate-authority=! --client-certificate=! --client-key=!
  --insecure-skip-tls-verify[=]! --tls-server-name=! --match-server-version --profile= --profile-output=write --log-flush-frequency= --vmodule=`;
const SELECT =
  "-l= --selector= --field-selector= -A --all-namespaces -f=read --filename=read -k=dir --kustomize=dir -R --recursive";
/** How objects are printed; the forms that read a file are left out. */
const OUTPUT =
  "(json|yaml|name|wide|jsonpath=*|jsonpath-as-json=*|custom-columns=*|go-template=*|template=*|kyaml)";
const SHOW = `-o=${OUTPUT} --output=${OUTPUT} --template= --show-managed-fields[=] --allow-missing-template-keys[=]`;
const APPLY =
  "--dry-run[=] --field-manager= --validate[=] --server-side[=] --force-conflicts --overwrite[=] --prune --prune-allowlist= --wait[=] --timeout= --force --grace-period= --cascade[=] --openapi-patch[=] --all --record[=] --save-config";

/** A sub-command of kubectl. Template files and raw requests are never granted. */
function kubectl(options: string, operands: string): Row {
  return row(`-h --help ${KUBE} ${options}`, operands, { network: true });
}

const changed = kubectl(
  `${SELECT} ${SHOW} ${APPLY} --replicas= --current-replicas= --resource-version= --list --local --type= -p= --patch= --patch-file=read --subresource= --to-revision= --now --ignore-not-found[=] --limits= --requests= --image= --port= --target-port= --protocol= --from= --schedule= --from-file=upload --from-env-file=read --from-literal= --append-hash -e= --env= --keys= --prefix= -r= -c= --containers= --min= --max= --cpu-percent= --name=`,
  "text*",
);
const waited = kubectl(
  `${SELECT} ${SHOW} --revision= --timeout= -w[=] --watch[=] --for= --all --dry-run[=]`,
  "text*",
);
const drained = kubectl(
  `-l= --selector= --delete-emptydir-data --disable-eviction! --dry-run[=] --force --grace-period= --ignore-daemonsets --pod-selector= --skip-wait-for-delete-timeout= --timeout=`,
  "text*",
);

const KUBECTL_SUBS: Record<string, Row> = {
  "": row("-h --help", "none"),
  get: kubectl(
    `${SELECT} ${SHOW} --chunk-size= --ignore-not-found[=] -L= --label-columns= --no-headers[=] --output-watch-events --raw=! --server-print[=] --show-kind[=] --show-labels[=] --sort-by= --subresource= -w[=] --watch[=] --watch-only[=]`,
    "args*",
  ),
  describe: kubectl(`${SELECT} --chunk-size= --show-events[=]`, "args*"),
  logs: kubectl(
    "--all-containers[=] --all-pods[=] -c= --container= -f --follow[=] --ignore-errors --insecure-skip-tls-verify-backend! --limit-bytes= --max-log-requests= --pod-running-timeout= --prefix[=] -p --previous[=] -l= --selector= --since= --since-time= --tail= --timestamps[=]",
    "text*",
  ),
  events: kubectl(`${SHOW} -A --all-namespaces --for= --no-headers --types= -w --watch`, "none"),
  top: kubectl(
    "-A --all-namespaces -l= --selector= --containers --no-headers --sort-by= --sum --use-protocol-buffers",
    "text*",
  ),
  ...named(
    ["top pod", "top pods", "top node", "top nodes"],
    kubectl(
      "-A --all-namespaces -l= --selector= --containers --no-headers --sort-by= --sum --field-selector= --show-capacity",
      "text*",
    ),
  ),
  version: kubectl("--client[=] -o= --output= --short", "none"),
  ...named(
    ["explain", "api-resources", "api-versions", "cluster-info", "options"],
    kubectl(
      "--recursive[=] --api-version= -o= --output= --namespaced[=] --no-headers --verbs= --categories= --api-group= --sort-by= --cached",
      "text*",
    ),
  ),
  ...named(
    ["config current-context", "config get-contexts", "config get-clusters", "config get-users"],
    kubectl("-o= --output= --no-headers", "text*"),
  ),
  "config view": kubectl(`${SHOW} --raw[=]! --minify[=] --flatten[=]! --merge[=]`, "none"),
  "config use-context": kubectl("", "text"),
  ...named(
    ["auth can-i", "auth whoami", "auth reconcile"],
    kubectl(
      "-A --all-namespaces --list --no-headers -q --quiet --subresource= -o= --output= -f=read --filename=read --dry-run[=] --remove-extra-permissions",
      "text*",
    ),
  ),
  ...named(["rollout status", "rollout history", "wait"], waited),
  diff: kubectl(
    "-f=read --filename=read -k=dir --kustomize=dir -l= --selector= -R --recursive --server-side[=] --force-conflicts --field-manager= --prune --concurrency= --show-managed-fields",
    "none",
  ),
  kustomize: kubectl(
    "-o=write --output=write --load-restrictor=! --reorder= --enable-helm! --helm-command=! --enable-alpha-plugins! --enable-exec! -e=! --env=! --network! --mount=! --as-current-user",
    "dir?",
  ),
  ...named(["rollout restart", "rollout undo", "rollout pause", "rollout resume"], changed),
  ...named(
    [
      "apply",
      "create",
      "delete",
      "replace",
      "patch",
      "label",
      "annotate",
      "scale",
      "autoscale",
      "set image",
      "set resources",
      "set env",
      "taint",
      "expose",
      "create namespace",
      "create deployment",
      "create job",
      "create configmap",
      "apply view-last-applied",
    ],
    changed,
  ),
  ...named(["drain", "cordon", "uncordon"], drained),
  "create secret": kubectl(
    `${SHOW} ${APPLY} --from-file=upload --from-env-file=read --from-literal= --type= --docker-*! --cert=read --key=read`,
    "text*",
  ),
  exec: row(
    `${KUBE} -c= --container= -i --stdin -t --tty -q --quiet --pod-running-timeout= -f=read -h --help`,
    "text run args*",
    { network: true },
  ),
  cp: kubectl("-c= --container= --no-preserve --retries=", "read write"),
  "port-forward": kubectl("--address= --pod-running-timeout=", "text text*"),
  run: row(
    `${KUBE} ${SHOW} ${APPLY} --image= --attach --command --env= --expose --image-pull-policy= -l= --labels= --leave-stdin-open --port= --privileged! -q --quiet --restart= --rm -i --stdin -t --tty --annotations= --override-type=! --overrides=! --pod-running-timeout= -h --help`,
    "text run*",
    { network: true },
  ),
  ...named(
    [
      "edit",
      "proxy",
      "attach",
      "debug",
      "plugin",
      "config set",
      "config set-context",
      "config set-cluster",
      "config set-credentials",
      "config unset",
      "config delete-context",
      "config rename-context",
      "certificate approve",
      "certificate deny",
      "create token",
      "cluster-info dump",
      "krew install",
      "alpha",
    ],
    NEVER,
  ),
};
const kubectlRow = row(KUBE, "none", { sub: KUBECTL_SUBS });

const HELM = `
  -n= --namespace= --kube-context= --debug --burst-limit= --qps= --kubeconfig=! --kube-apiserver=! --kube-token=! --kube-as-user=! --kube-as-group=! --kube-ca-file=!
  --kube-insecure-skip-tls-verify! --kube-tls-server-name=! --registry-config=! --repository-cache=write --repository-config=! --content-cache=write -h --help`;
const CHART = `
  -f=read --values=read --set= --set-string= --set-json= --set-literal= --set-file=! --version= --repo=host! --devel --verify --username=! --password=! --pass-credentials! --ca-file=! --cert-file=!
  --key-file=! --keyring=! --insecure-skip-tls-verify! --plain-http! --dependency-update --include-crds --skip-crds --skip-tests --show-only= -s= --output-dir=write --validate --api-versions= -a= --kube-version=
  --is-upgrade --no-hooks --name-template= -g --generate-name --release-name --dry-run[=] --description= --disable-openapi-validation --enable-dns -l= --labels= --strict --quiet --with-subcharts --post-renderer=! --post-renderer-args=!
  --atomic --cleanup-on-fail --create-namespace --force --history-max= -i --install --render-subchart-notes --reset-values --reset-then-reuse-values --reuse-values --timeout= --wait --wait-for-jobs --hide-secret --hide-notes --take-ownership --skip-schema-validation -o= --output= --replace --rollback-on-failure`;

function helm(options: string, operands: string): Row {
  return row(`${HELM} ${options}`, operands, { network: true });
}

const helmRead = helm(
  "-o= --output= -a --all -A --all-namespaces -d --date --deployed --failed --filter= -m= --max= --no-headers --offset= --pending -r --reverse -l= --selector= -q --short --superseded --time-format= --uninstalled --uninstalling --revision= --template= --show-desc --show-resources --max-col-width= --versions --version= --devel --regexp --fail-on-no-result --endpoint=host! --list-repo-url --client -c --logs --timeout=",
  "text*",
);

const HELM_SUBS: Record<string, Row> = {
  "": row("-h --help", "none"),
  ...named(
    [
      "list",
      "ls",
      "status",
      "history",
      "hist",
      "get",
      "get all",
      "get manifest",
      "get notes",
      "get hooks",
      "get metadata",
      "search",
      "search repo",
      "search hub",
      "version",
      "repo list",
      "plugin list",
      "dependency list",
      "dep list",
    ],
    helmRead,
  ),
  // The values of a release often hold secrets.
  "get values": helm("-a --all -o= --output= --revision=", "text"),
  env: row(`${HELM}`, "text?"),
  ...named(
    ["show chart", "show values", "show readme", "show all", "show crds", "inspect"],
    helm(`${CHART} --jsonpath=`, "project"),
  ),
  lint: helm(CHART, "dir*"),
  template: helm(CHART, "text project?"),
  ...named(["install", "upgrade"], helm(CHART, "text package?")),
  ...named(
    ["uninstall", "delete", "del", "rollback", "test"],
    helm(
      "--cascade= --description= --dry-run[=] --ignore-not-found --keep-history --no-hooks --timeout= --wait --wait-for-jobs --force --cleanup-on-fail --history-max= --recreate-pods --filter= --logs",
      "text text?",
    ),
  ),
  ...named(
    ["dependency update", "dependency build", "dep update", "dep build", "dep up"],
    helm("--skip-refresh --verify --keyring=!", "dir?"),
  ),
  package: helm(
    "--app-version= -u --dependency-update -d=write --destination=write --version= --sign!",
    "dir*",
  ),
  ...named(
    ["pull", "fetch"],
    helm(`${CHART} -d=write --destination=write --untar --untardir=write --prov`, "package*"),
  ),
  "repo update": helm("--fail-on-repo-update-fail", "text*"),
  "repo add": helm(
    "--allow-deprecated-repos --force-update --no-update --timeout= --username=! --password=! --pass-credentials! --insecure-skip-tls-verify! --ca-file=!",
    "text host",
  ),
  "repo remove": helm("", "text*"),
  create: helm("-p=! --starter=!", "write"),
  ...named(
    [
      "push",
      "registry login",
      "registry logout",
      "plugin install",
      "plugin update",
      "plugin uninstall",
      "repo index",
      "verify",
    ],
    NEVER,
  ),
};

/** Containers and clusters. */
export const CONTAINERS = {
  ...named(["docker", "podman", "nerdctl"], row(DOCKER, "none", { sub: DOCKER_SUBS })),
  ...named(
    ["docker-compose", "podman-compose"],
    row(COMPOSE, "none", { runs: "project", sub: COMPOSE_SUBS }),
  ),
  ...named(["kubectl", "k", "oc", "kubecolor"], kubectlRow),
  helm: row(HELM, "none", { sub: HELM_SUBS }),
  kustomize: row("", "none", {
    sub: {
      build: row(
        "-h --help -o=write --output=write --load-restrictor=! --enable-helm! --helm-command=! --enable-alpha-plugins! --enable-exec! -e=! --env=! --network! --mount=! --reorder=",
        "dir?",
        { network: true },
      ),
      version: row("-h --help --short -o=", "none"),
      ...named(["edit", "create", "fn", "localize"], NEVER),
    },
  }),
  ...named(["kubectx", "kubens"], row("-c --current -h --help -V --version", "text?")),
  minikube: row("-p= --profile= --alsologtostderr -v=", "none", {
    sub: {
      "": row("-h --help", "none"),
      ...named(
        [
          "status",
          "ip",
          "version",
          "profile list",
          "addons list",
          "image ls",
          "service list",
          "node list",
          "logs",
          "docker-env",
        ],
        row(
          "-h --help -p= --profile= -o= --output= -f= --format= -n= --length= --problems --short -l --layout= --components --shell=",
          "text*",
        ),
      ),
      ...named(
        [
          "start",
          "stop",
          "delete",
          "pause",
          "unpause",
          "image load",
          "image build",
          "addons enable",
          "addons disable",
          "update-context",
        ],
        row(
          "-h --help -p= --profile= --driver= --cpus= --memory= --kubernetes-version= --nodes= -n= --disk-size= --container-runtime= --addons= --all --purge --wait= --keep-context-active",
          "text*",
          { network: true },
        ),
      ),
      ...named(
        ["ssh", "kubectl", "mount", "cp", "tunnel", "dashboard", "service", "config set"],
        NEVER,
      ),
    },
  }),
  kind: row("-q --quiet -v= --verbosity=", "none", {
    sub: {
      "": row("-h --help --version", "none"),
      ...named(
        ["get clusters", "get nodes", "version"],
        row("-h --help -n= --name= -A --all-clusters -q --quiet", "none"),
      ),
      ...named(
        [
          "create cluster",
          "delete cluster",
          "delete clusters",
          "load docker-image",
          "load image-archive",
          "export logs",
        ],
        row(
          "-h --help -n= --name= --image= --wait= --retain --config=project -A --all --nodes= --kubeconfig=! -q --quiet -v=",
          "text*",
          { network: true },
        ),
      ),
      ...named(["get kubeconfig", "export kubeconfig", "build node-image"], NEVER),
    },
  }),
  k3d: row("", "none", {
    sub: {
      ...named(
        ["cluster list", "node list", "version", "image list"],
        row("-h --help -o= --output= --no-headers", "text*"),
      ),
      ...named(
        ["cluster create", "cluster delete", "cluster start", "cluster stop", "image import"],
        row(
          "-h --help -a --all -s= --servers= --agents= --wait --timeout= -c= --cluster= --image= -p= --port= --api-port= --config=project",
          "text*",
          { network: true },
        ),
      ),
    },
  }),
  k9s: row("--help -h", "!", {
    sub: { ...named(["version", "info"], row("-s --short -h --help", "none")) },
  }),
  stern: row(
    "-n= --namespace= -A --all-namespaces -c= --container= --context= -s= --since= --tail= -o= --output= -l= --selector= -t[=] --timestamps[=] -e= --exclude= -i= --include= --no-follow --color= --template= --field-selector= -h --help -v --version --only-log-lines --kubeconfig=! --config=! --template-file=!",
    "text?",
    { network: true },
  ),
  ...named(
    ["skopeo", "crane"],
    row("", "none", {
      network: true,
      sub: {
        ...named(
          ["inspect", "list-tags", "manifest", "digest", "ls", "config", "version", "catalog"],
          row(
            "-h --help --raw --config --format= --no-tags --platform= -v --verbose --creds=! --authfile=! --tls-verify=! --insecure!",
            "text*",
            { network: true },
          ),
        ),
        ...named(
          ["copy", "delete", "login", "logout", "sync", "push", "auth login", "append", "mutate"],
          NEVER,
        ),
      },
    }),
  ),
} satisfies Record<string, Row>;
