import { unversioned } from "../usage/versions.ts";
import type { Row } from "./row.ts";

/** One file of the table: the programs in it, between blanks, and how it is loaded. */
interface TableFile {
  readonly names: string;
  readonly load: () => Promise<Readonly<Record<string, Row>>>;
}

/**
 * The table of programs, by file: what each does with its words. Loading all of it takes longer
 * than the rest of a decision, so a line loads the files of the programs that it names.
 */
export const TABLE_FILES: readonly TableFile[] = [
  {
    names:
      "make gmake bmake just task go-task rake ninja cmake ctest meson bazel bazelisk cc c++ gcc g++ clang clang++ c89 c99 cpp clang-format clang-tidy cppcheck cpplint ld lld as ranlib javac java jar javap kotlinc kotlin scala groovy ktlint scalac sbt swift swiftc xcodebuild swiftlint swiftformat rails",
    load: async () => (await import("./build.ts")).BUILD,
  },
  {
    names:
      "command read export declare typeset local readonly unset set shopt [[ sh bash zsh dash ksh ash fish",
    load: async () => (await import("./builtins.ts")).BUILTINS,
  },
  {
    names:
      "vitest jest mocha _mocha ava tap tape uvu c8 nyc playwright cypress eslint eslint_d tslint oxlint prettier biome stylelint standard xo tsc vue-tsc svelte-check tsgo astro-check knip knip-bun depcheck madge dependency-cruiser depcruise npm-check-updates ncu commitlint markdownlint markdownlint-cli2 remark alex textlint cspell write-good typedoc api-extractor next vite nuxt nuxi astro remix svelte-kit react-router vue-cli-service react-scripts ng gatsby expo webpack webpack-cli rollup rspack rolldown tsup tsdown unbuild parcel microbundle swc babel esbuild storybook start-storybook build-storybook prisma drizzle-kit openapi-typescript graphql-codegen orval json2ts swagger-cli redocly spectral size-limit publint attw are-the-types-wrong type-coverage lighthouse-ci license-checker serve http-server live-server json-server rimraf del-cli trash-cli mkdirp cpx copyfiles ncp cpy only-allow is-ci envinfo semver",
    load: async () => (await import("./checks-node.ts")).NODE_CHECKS,
  },
  {
    names:
      "pytest py.test ruff black blue darker isort flake8 pycodestyle pyflakes pydocstyle pylint mypy dmypy pyright basedpyright ty pyrefly pyre tox nox coverage bandit autopep8 yapf autoflake pyupgrade docformatter usort ssort add-trailing-comma unimport vulture radon xenon interrogate deptry pip-audit safety pipdeptree pip-licenses pyroma refurb djlint codespell pydoclint import-linter lint-imports towncrier sphinx-build mkdocs pdoc alembic django-admin manage.py flask uvicorn gunicorn hypercorn celery streamlit fastapi jupyter jupytext nbconvert sqlfluff semgrep opengrep yamllint",
    load: async () => (await import("./checks-python.ts")).PYTHON_CHECKS,
  },
  {
    names:
      "rspec rubocop standardrb srb sorbet erblint erb_lint reek brakeman haml-lint slim-lint rufo bundler-audit bundle-audit i18n-tasks fasterer steep minitest shellcheck shfmt hadolint actionlint zizmor taplo buf protoc gitleaks trufflehog detect-secrets trivy grype syft tflint tfsec checkov kube-linter kubeconform kubeval conftest cfn-lint terrascan kube-score vale typos codespell-rs lychee editorconfig-checker ec addlicense reuse dprint zig helm-docs terraform-docs",
    load: async () => (await import("./checks.ts")).CHECKS,
  },
  {
    names:
      "terraform tofu terragrunt pulumi aws gcloud gsutil bq az fly flyctl heroku vercel netlify wrangler supabase firebase railway doctl linode-cli hcloud scw ibmcloud oci render ansible-playbook ansible ansible-lint ansible-inventory ansible-doc ansible-config ansible-galaxy ansible-vault vagrant packer",
    load: async () => (await import("./cloud.ts")).CLOUD,
  },
  {
    names:
      "docker podman nerdctl docker-compose podman-compose kubectl k oc kubecolor helm kustomize kubectx kubens minikube kind k3d k9s stern skopeo crane",
    load: async () => (await import("./containers.ts")).CONTAINERS,
  },
  {
    names:
      "sqlite3 duckdb psql pgcli pg_dump pg_dumpall mysqldump pg_restore pg_isready createdb dropdb mysql mariadb mysqladmin redis-cli mongosh",
    load: async () => (await import("./databases.ts")).DATABASES,
  },
  {
    names:
      "ls gls dir vdir exa eza tree stat file du df pwd basename dirname realpath readlink mkdir touch cp mv rm rmdir ln link install rsync unlink shred truncate dd chmod chown chgrp chattr chflags lsattr xattr getfacl setfacl mktemp tar gtar bsdtar zip unzip zipinfo funzip gzip gunzip pigz uncompress zcat gzcat bzip2 bunzip2 bzcat xz unxz lzma xzcat zstd unzstd zstdcat 7z 7za 7zz cpio ar mkfifo mknod cd pushd popd dirs open xdg-open code code-insiders cursor subl vim vi nvim view vimdiff ex ed nano pico emacs emacsclient micro patch",
    load: async () => (await import("./files.ts")).FILES,
  },
  {
    names: "git",
    load: async () => (await import("./git.ts")).GIT,
  },
  {
    names: "gh glab hub",
    load: async () => (await import("./hosting.ts")).HOSTING,
  },
  {
    names:
      "nm arm-none-eabi-nm riscv64-unknown-elf-nm xtensa-esp32-elf-nm avr-nm llvm-nm objdump arm-none-eabi-objdump riscv64-unknown-elf-objdump xtensa-esp32-elf-objdump avr-objdump llvm-objdump readelf arm-none-eabi-readelf riscv64-unknown-elf-readelf xtensa-esp32-elf-readelf avr-readelf llvm-readelf size arm-none-eabi-size riscv64-unknown-elf-size xtensa-esp32-elf-size avr-size llvm-size addr2line arm-none-eabi-addr2line riscv64-unknown-elf-addr2line xtensa-esp32-elf-addr2line avr-addr2line llvm-addr2line c++filt arm-none-eabi-c++filt riscv64-unknown-elf-c++filt xtensa-esp32-elf-c++filt avr-c++filt llvm-c++filt swift-demangle ldd otool lipo dwarfdump plutil pkg-config pkgconf cloc tokei scc ast-grep pdfinfo pdftotext ffprobe jps mdls sips",
    load: async () => (await import("./inspect.ts")).INSPECT,
  },
  {
    names:
      "node nodejs tsx ts-node ts-node-esm ts-node-script esno vite-node jiti python python2 python3 pypy pypy3 python3.6 python3.7 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 python3.15 ipython ipython3 bpython ruby irb pry perl php artisan lua luajit luac luacheck stylua Rscript R julia tclsh pwsh powershell ghc runghc stack cabal",
    load: async () => (await import("./interpreters.ts")).INTERPRETERS,
  },
  {
    names:
      "curl wget wget2 http https xh xhs ssh slogin mosh autossh sshpass scp sftp ftp lftp nc ncat netcat socat telnet ping ping6 fping dig host drill delv nslookup whois traceroute traceroute6 tracepath mtr nmap ifconfig iwconfig networksetup scutil route ip netstat ss arp tcpdump openssl gpg ssh-keygen ssh-keyscan ssh-add ssh-agent ssh-copy-id iptables ip6tables iptables-save nft ufw mail mailx sendmail msmtp",
    load: async () => (await import("./network.ts")).NETWORK,
  },
  {
    names:
      "cargo rustup rustc rustfmt go gofmt goimports gofumpt golines staticcheck revive errcheck ineffassign govulncheck deadcode gosec unparam gocyclo gotestsum golangci-lint mix elixir elixirc iex erl escript rebar3 composer php-cs-fixer phpcs phpcbf phpstan psalm phpunit pest paratest pint rector dotnet nuget mvn mvnw mvnd gradle gradlew gem bundle bundler",
    load: async () => (await import("./packages-languages.ts")).LANGUAGE_TOOLS,
  },
  {
    names: "dart flutter lein",
    load: async () => (await import("./packages-mobile.ts")).MOBILE_TOOLS,
  },
  {
    names:
      "npm pnpm yarn yarnpkg bun deno npx pnpx bunx corepack husky lint-staged turbo nx lerna changeset npm-run-all npm-run-all2 run-s run-p concurrently nodemon dotenv",
    load: async () => (await import("./packages-node.ts")).NODE_PACKAGES,
  },
  {
    names:
      "pip pip2 pip3 pip3.9 pip3.10 pip3.11 pip3.12 pip3.13 pip-compile pip-sync uv uvx poetry pipx pipenv conda mamba micromamba pre-commit virtualenv twine",
    load: async () => (await import("./packages-python.ts")).PYTHON_PACKAGES,
  },
  {
    names:
      "brew apt apt-get aptitude apt-cache apt-mark apt-file dpkg dpkg-query apk dnf dnf5 yum microdnf rpm pacman snap port nvm fnm volta asdf pyenv rbenv nodenv goenv jenv n rvm mise rtx sdk direnv nix",
    load: async () => (await import("./packages-system.ts")).SYSTEM_PACKAGES,
  },
  {
    names:
      "adb emulator aapt aapt2 idf.py pio platformio west arduino-cli verilator prove bats busted gleam crystal dune scala-cli forge elm-test mill clj-kondo hlint ocamlformat statix cljfmt slither ameba elm-format dbt dvc latexmk wasm-pack promtool",
    load: async () => (await import("./platforms.ts")).PLATFORMS,
  },
  {
    names:
      "grep egrep fgrep zgrep zegrep zfgrep ggrep rg ripgrep ag ack fd fdfind find gfind locate plocate mlocate mdfind which whereis type hash",
    load: async () => (await import("./search.ts")).SEARCH,
  },
  {
    names:
      "ps pstree top htop uptime uname whoami logname id groups who w users last hostname hostnamectl arch nproc free vmstat vm_stat iostat mpstat lscpu lsblk lspci lsusb lsmod lsof fuser pgrep pidof pkill kill killall env printenv locale localectl timedatectl getconf getent tty stty tput clear reset history fc jobs wait bg fg disown times exit return break continue shift ulimit umask sysctl dmesg journalctl loginctl systemctl launchctl service crontab at atq atrm batch mount umount findmnt swapon swapoff fdisk parted blkid mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.ntfs mkfs.exfat mke2fs mkswap wipefs fsck shutdown reboot halt poweroff useradd adduser usermod userdel deluser groupadd groupdel groupmod passwd chpasswd chsh visudo sw_vers system_profiler defaults diskutil security osascript pbcopy pbpaste xclip xsel say caffeinate xcode-select xcrun uuidgen screen tmux script expect man apropos whatis info help tldr lp lpr lpstat notify-send sync",
    load: async () => (await import("./system.ts")).SYSTEM,
  },
  {
    names:
      "cat tac nl head tail less more wc sort uniq cut paste tr rev column fold fmt expand unexpand join comm diff colordiff diff3 sdiff cmp jq yq xmllint xxd od hexdump hd strings base64 base32 md5 md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum shasum cksum sum tee split csplit shuf seq printf echo yes sed awk gawk mawk nawk iconv dos2unix unix2dos envsubst bat pr tsort ptx numfmt factor bc dc expr test [ true false : sleep date cal",
    load: async () => (await import("./text.ts")).TEXT,
  },
];

const files = new Map<string, TableFile>();
const loaded = new Map<TableFile, Readonly<Record<string, Row>>>();

/** The row of a program whose file is loaded; versioned interpreters share one: `python3.12`. */
export function loadedRow(program: string): Row | undefined {
  return rowNamed(program) ?? rowNamed(interpreter(program));
}

function rowNamed(program: string): Row | undefined {
  const file = fileOf(program);
  return file === undefined ? undefined : loaded.get(file)?.[program];
}

/** Loads the rows of these programs; names that the table does not know are passed over. */
export async function loadRows(programs: Iterable<string>): Promise<void> {
  for (const program of programs) {
    const file = fileOf(program) ?? fileOf(interpreter(program));
    if (file !== undefined && !loaded.has(file)) loaded.set(file, await file.load());
  }
}

/** Looks for the name as text: a thousand names are not taken apart to find one. */
function fileOf(program: string): TableFile | undefined {
  const known = files.get(program);
  if (known !== undefined) return known;
  const file = TABLE_FILES.find(({ names }) => ` ${names} `.includes(` ${program} `));
  if (file !== undefined) files.set(program, file);
  return file;
}

const VERSIONED = ["python", "pypy", "ruby", "perl", "php", "lua", "node"];

/** `python` for `python3.12`; of other programs the number is no version. */
function interpreter(program: string): string {
  const name = unversioned(program);
  return VERSIONED.includes(name) ? name : program;
}
