const CONTEXT = 3;
/** Above this many cells the changed middle is shown as removed and added as a whole. */
const MAX_CELLS = 4_000_000;

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/**
 * What changes between two texts, as `diff -u` prints it; empty where nothing does.
 * `before` undefined: the file does not exist yet; `after` undefined: it goes.
 */
export function unifiedDiff(
  path: string,
  before: string | undefined,
  after: string | undefined,
): string {
  if (before === after) return "";
  const lines = diffLines(splitLines(before), splitLines(after));
  const from = before === undefined ? "/dev/null" : path;
  const to = after === undefined ? "/dev/null" : path;
  return `--- ${from}\n+++ ${to}\n${hunks(lines).join("")}`;
}

function splitLines(text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  const lines = text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  else lines.push(`${lines.pop() ?? ""}\n\\ No newline at end of file`);
  return lines;
}

function diffLines(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const same = (text: string): Line => ({ sign: " ", text });
  return [
    ...before.slice(0, head).map(same),
    ...changedLines(
      before.slice(head, before.length - tail),
      after.slice(head, after.length - tail),
    ),
    ...before.slice(before.length - tail).map(same),
  ];
}

function changedLines(before: readonly string[], after: readonly string[]): Line[] {
  if ((before.length + 1) * (after.length + 1) > MAX_CELLS) {
    return [...before.map(removed), ...after.map(added)];
  }
  const common = commonLengths(before, after);
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const fresh = after[j];
    if (old !== undefined && old === fresh) {
      lines.push({ sign: " ", text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
      lines.push(removed(old));
      i += 1;
    } else if (fresh !== undefined) {
      lines.push(added(fresh));
      j += 1;
    } else if (old !== undefined) {
      lines.push(removed(old));
      i += 1;
    }
  }
  return lines;
}

/** `[i][j]`: length of the longest common run of lines of `before` from i and `after` from j. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const below = rows[i + 1]?.[j] ?? 0;
      const right = rows[i]?.[j + 1] ?? 0;
      const both = (rows[i + 1]?.[j + 1] ?? 0) + 1;
      rows[i]?.set([before[i] === after[j] ? both : Math.max(below, right)], j);
    }
  }
  return rows;
}

function hunks(lines: readonly Line[]): string[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((line) => line.sign !== " "),
  );
  const found: string[] = [];
  let old = 1;
  let fresh = 1;
  let open: { old: number; fresh: number; lines: Line[] } | undefined;
  for (const [at, line] of lines.entries()) {
    if (near[at] === true) {
      open ??= { old, fresh, lines: [] };
      open.lines.push(line);
    } else if (open !== undefined) {
      found.push(hunk(open));
      open = undefined;
    }
    if (line.sign !== "+") old += 1;
    if (line.sign !== "-") fresh += 1;
  }
  if (open !== undefined) found.push(hunk(open));
  return found;
}

function hunk(open: { old: number; fresh: number; lines: readonly Line[] }): string {
  const olds = open.lines.filter((line) => line.sign !== "+").length;
  const news = open.lines.filter((line) => line.sign !== "-").length;
  const place = (start: number, count: number): string =>
    `${count === 0 ? start - 1 : start},${count}`;
  const head = `@@ -${place(open.old, olds)} +${place(open.fresh, news)} @@\n`;
  return head + open.lines.map((line) => `${line.sign}${line.text}\n`).join("");
}

function removed(text: string): Line {
  return { sign: "-", text };
}

function added(text: string): Line {
  return { sign: "+", text };
}
