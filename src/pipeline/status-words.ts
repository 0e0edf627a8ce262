const UNITS = [
  { ms: 86_400_000, word: "day" },
  { ms: 3_600_000, word: "hour" },
  { ms: 60_000, word: "minute" },
] as const;

/** `2 minutes ago`; `just now` under a minute, and for a clock that was set back. */
export function agoWords(at: string, now: string): string {
  const ms = Date.parse(now) - Date.parse(at);
  const unit = UNITS.find((one) => ms >= one.ms);
  return unit === undefined ? "just now" : `${plural(Math.floor(ms / unit.ms), unit.word)} ago`;
}

/** `1 thing`, `51,304 lines`. */
export function plural(count: number, word: string): string {
  return `${thousands(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** `24.8 MB`, `37 kB`, `812 B`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  const tenths = Math.round(bytes / 100_000);
  return `${thousands(Math.floor(tenths / 10))}.${tenths % 10} MB`;
}

/** Words of at most `columns` a line; a longer word stands alone and is not cut. */
export function wrapWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > columns && line !== "") {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/**
 * Words that end in a command of ours, of at most `columns` a line. The command begins a line of
 * its own where it does not fit, and where it goes on in the next a `\` says so.
 */
export function wrapHint(text: string, columns: number): string[] {
  const at = text.lastIndexOf("claude-permit ");
  if (at < 0 || text.length <= columns) return wrapWords(text, columns);
  const before = text.slice(0, at).trimEnd();
  return [
    ...(before === "" ? [] : wrapWords(before, columns)),
    ...wrapCommand(text.slice(at), columns),
  ];
}

/** A flag stays with its value. */
const COMMAND_PARTS = /--[^ =]+ (?:'[^']*'|"[^"]*"|[^- ][^ ]*)|'[^']*'|"[^"]*"|[^ ]+/g;

function wrapCommand(command: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of command.match(COMMAND_PARTS) ?? []) {
    const longer = line === "" ? part : `${line} ${part}`;
    if (longer.length + " \\".length > columns && line !== "" && line.trim() !== "") {
      lines.push(`${line} \\`);
      line = `  ${part}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

// Intl would load the machine's locale data at every start.
function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
