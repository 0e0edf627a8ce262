import type { Candidate, CompletionState } from "./completion-model.ts";

/** The script of each shell, made from the states. Each is read by its shell at start. */
export const COMPLETION_SCRIPTS = { bash, zsh, fish } as const satisfies Record<
  string,
  (states: readonly CompletionState[]) => string
>;

function bash(states: readonly CompletionState[]): string {
  const next = states.map(({ at, words, flags }) => {
    const all = [...words, ...flags].map(({ word }) => word).join(" ");
    return `    ${quote(at)}) found=${quote(all)} ;;`;
  });
  return `# Completion of claude-permit in bash:  source <(claude-permit completion bash)
_claude_permit() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at="" word found=""
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${at:+$at }$word" in
      ${paths(states)}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at $prev" in
${valueCases(states, (values) => `found=${quote(values.join(" "))}`, "return")}
    *) case "$at" in
${next.join("\n")}
    esac ;;
  esac
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$found" -- "$cur")
}
# Where nothing of ours fits, bash completes files.
complete -o default -F _claude_permit claude-permit
`;
}

function zsh(states: readonly CompletionState[]): string {
  const next = states.map(({ at, words, flags }) => {
    const all = [...words, ...flags].map(described).join(" ");
    return `    ${quote(at)}) found=(${all}) ;;`;
  });
  return `#compdef claude-permit
# Completion of claude-permit in zsh:  source <(claude-permit completion zsh)
_claude_permit() {
  local at="" word prev="\${words[CURRENT-1]}"
  local -a found
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${at:+$at }$word" in
      ${paths(states)}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at $prev" in
${valueCases(states, (values) => `compadd -- ${values.map(quote).join(" ")}; return`, "_files; return")}
  esac
  case "$at" in
${next.join("\n")}
  esac
  _describe claude-permit found || _files
}
compdef _claude_permit claude-permit
`;

  /** `word:meaning`, where a colon in the word would end it. */
  function described({ word, meaning }: Candidate): string {
    return quote(`${word.replaceAll(":", "\\:")}:${meaning}`);
  }
}

function fish(states: readonly CompletionState[]): string {
  const lines = states.flatMap(({ at, words, flags }) => {
    const when = `complete -c claude-permit -n ${fishQuote(`__claude_permit_at ${fishQuote(at)}`)}`;
    return [
      ...words.map(({ word, meaning }) => `${when} -f -a ${word} -d ${fishQuote(meaning)}`),
      ...flags.map(({ word, meaning, value }) => {
        const values = Array.isArray(value) ? ` -x -a ${fishQuote(value.join(" "))}` : "";
        const more = value === "file" ? " -r -F" : value === "any" ? " -x" : values;
        return `${when} -l ${word.slice(2)}${more} -d ${fishQuote(meaning)}`;
      }),
    ];
  });
  const known = states.filter(({ at }) => at !== "").map(({ at }) => fishQuote(at));
  return `# Completion of claude-permit in fish:  claude-permit completion fish | source
function __claude_permit_at
  set -l at
  for word in (commandline -opc)[2..-1]
    if contains -- "$at$word" ${known.join(" ")}
      set at "$at$word "
    end
  end
  test (string trim -- "$at") = "$argv[1]"
end
${lines.join("\n")}
`;
}

/** The states with words, as patterns of a `case`. */
function paths(states: readonly CompletionState[]): string {
  return states
    .filter(({ at }) => at !== "")
    .map(({ at }) => quote(at))
    .join("|");
}

/** What follows a flag that takes a value: `alerts check --format`. */
function valueCases(
  states: readonly CompletionState[],
  choose: (values: readonly string[]) => string,
  files: string,
): string {
  const lines = states.flatMap(({ at, flags }) =>
    flags.flatMap(({ word, value }) => {
      if (value === "none") return [];
      const act = value === "file" ? files : value === "any" ? "return" : choose(value);
      return [`    ${quote(`${at} ${word}`)}) ${act} ;;`];
    }),
  );
  return lines.join("\n");
}

/** For bash and zsh: nothing in single quotes has a meaning but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** In fish a backslash keeps its meaning before a quote and before itself. */
function fishQuote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
