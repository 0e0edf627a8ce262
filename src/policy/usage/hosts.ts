/** Second-level labels under which registries sell names: `example.co.uk`, not `co.uk`. */
const SHARED_SECOND = new Set(
  "ac co com edu gob gov go id ltd me mil ne net nom or org plc sch".split(" "),
);

const URL_START = /\b(?:https?|wss?|ftp|ssh|git):\/\//gi;

/** The hosts of every URL in a text, lower case, in order, without repeats; at most 20. */
export function hostsIn(text: string): string[] {
  const found = new Set<string>();
  if (!text.includes("://")) return [];
  for (const match of text.matchAll(URL_START)) {
    const host = hostOf(text.slice(match.index, match.index + 2000));
    if (host !== "") found.add(host);
    if (found.size >= 20) break;
  }
  return [...found];
}

/**
 * The hosts that a URL leads to, as what fetches it reads it (`https:/host`, `%2e`, other alphabets)
 * and as it is written; none where it is no URL of the web.
 */
export function webHosts(url: string): string[] {
  const parsed = parsedHost(url);
  return parsed === undefined ? [] : [parsed, ...hostsIn(url)];
}

function parsedHost(url: string): string | undefined {
  try {
    const { protocol, hostname } = new URL(url);
    if (protocol !== "https:" && protocol !== "http:") return undefined;
    return hostname.replace(/\.$/, "");
  } catch {
    // Not absolute, or malformed: nobody can fetch it.
    return undefined;
  }
}

/** Host of a URL without user, password and port; empty where there is none. */
export function hostOf(url: string): string {
  const rest = /^[a-z][a-z0-9+.-]*:\/\/([^\s/?#\\"'`<>|;,)]*)/i.exec(url)?.[1] ?? "";
  const host = rest.slice(rest.lastIndexOf("@") + 1).replace(/:\d*$/, "");
  return /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$|^\[[0-9a-f:.]+\]$/i.test(host)
    ? host.toLowerCase().replace(/\.$/, "").slice(0, 100)
    : "";
}

/** The name a person would say: last two labels, three under `co.uk` and its kin, an address whole. */
export function site(host: string): string {
  if (host.startsWith("[") || /^\d+(?:\.\d+){3}$/.test(host)) return host;
  const labels = host.split(".");
  const [second = "", last = ""] = labels.slice(-2);
  const shared = last.length === 2 && SHARED_SECOND.has(second);
  return labels.slice(shared ? -3 : -2).join(".");
}

/** The hosts of a word that a program takes for one, or for a URL with or without its scheme. */
export function wordHosts(text: string): string[] {
  // A plain name, as of a remote of git: reading it as a URL gives no other.
  if (/^[a-z]+$/.test(text)) return [text];
  // Programs differ on where such a host ends: nobody knows it.
  if (/\\|#.*@/.test(text)) return [...webHosts(text), "?"];
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^https?:/i.test(text)) return webHosts(text);
  // `user@host:path` of scp and rsync.
  const remote = /^(?:[\w.-]+@)?([\w.-]+):(?!\d)/.exec(text)?.[1];
  return remote === undefined ? webHosts(`http://${text}`) : [remote.toLowerCase()];
}

/** The host itself or one below it. */
export function isHost(host: string, name: string): boolean {
  const wanted = name.toLowerCase();
  return host === wanted || host.endsWith(`.${wanted}`);
}
