import type { Step } from "../steps/steps.ts";

/**
 * Programs that delete, end, take over or configure what is outside files of the project, or start
 * something that goes on by itself. The table of programs knows what they do; undoing it is another
 * matter.
 */
const HARD_TO_UNDO = new Set(
  `rm unlink shred srm rimraf del-cli del trash trash-put truncate dd ln mkfifo mknod
   kill pkill killall xkill chown chgrp chattr setfacl usermod useradd userdel groupadd groupmod
   passwd visudo mount umount ip ifconfig route iptables ip6tables nft ufw networksetup scutil
   sysctl systemctl service launchctl shutdown reboot halt poweroff init telinit screen tmux zellij
   nohup setsid disown at batch crontab gpg gpg2 openssl security pass op vault keytool
   ssh-add ssh-keygen conda mamba micromamba docker podman`.split(/\s+/),
);

/** What git does in the project and can be had back. */
const GIT_LOCAL =
  /^(?:status|log|diff|show|add|commit|ls-files|ls-tree|blame|annotate|grep|rev-parse|rev-list|describe|branch|tag|remote|remote get-url|stash list|stash show|cat-file|shortlog|merge-base|name-rev|for-each-ref|show-ref|show-branch|reflog|reflog show|worktree list|count-objects|check-ignore|check-attr|diff-tree|diff-index|diff-files|range-diff|cherry|whatchanged|version|fetch|ls-remote|remote show)$/;
/** Options of those that delete, move, overwrite or pass a check by. */
const GIT_FORCE =
  /^--(?:delete|force|move|copy|amend|no-verify|edit|set-upstream.*|unset-upstream|output|ext-diff|textconv|upload-pack|prune.*|replace.*|update-head-ok)$/;
/** The same, where one letter says it. */
const GIT_LETTERS: Readonly<Record<string, RegExp>> = {
  branch: /^-[dDfmMcC]$/,
  tag: /^-[df]$/,
  commit: /^-n$/,
  fetch: /^-[fp]$/,
};

/** Why one command is not for a model to let run, by its program alone. */
export function programDoubts(step: Step): readonly string[] {
  const { command, usage } = step;
  const { program } = command;
  if (HARD_TO_UNDO.has(program)) return [`what ${program} does is hard to undo`];
  if (usage.unknownSubcommand) return [`${program} is given a command that is not known`];
  if (program !== "git" || usage.subcommand === "") return [];
  const letters = GIT_LETTERS[usage.subcommand];
  const forced =
    remakes(step) ||
    usage.options.some(({ name }) => GIT_FORCE.test(name) || letters?.test(name) === true);
  if (GIT_LOCAL.test(usage.subcommand) && !forced) return [];
  return [`git ${usage.subcommand} may lose work`];
}

/** `git fetch origin +x:main`, `git fetch ext::…`: no plain name of a remote or a branch. */
function remakes({ command, usage }: Step): boolean {
  if (!/^(?:fetch|ls-remote)$/.test(usage.subcommand)) return false;
  return command.args.some(
    ({ text }) => !text.startsWith("-") && !/^\w[\w.-]*(?:\/[\w.-]+)*$/.test(text),
  );
}
