import type { Secret } from "./vendor-secrets.ts";

/** The first piece of a secret that a line of the log shows, as long as tells something. */
export function leakOf(line: string, { hidden, tells }: Secret): string | undefined {
  // A text in JSON in JSON has its quotes escaped twice.
  const read = line.replaceAll("\\\\", "\\").replaceAll('\\"', '"');
  const hosts = /"hosts":\[[^\]]*\]/.exec(line)?.[0] ?? "";
  for (const piece of hidden.split("\n")) {
    for (let at = 0; at + tells <= piece.length; at += 1) {
      const part = piece.slice(at, at + tells);
      const isHost = hosts.includes(part.toLowerCase());
      if (isHost || line.includes(part) || read.includes(part)) return part;
    }
  }
  return undefined;
}
