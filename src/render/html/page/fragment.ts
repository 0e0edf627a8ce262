/**
 * What the address says behind its `#`: `project=shop-api&day=2026-11-18`. An anchor such as
 * `#finding-k3f2` says nothing of it, and what was said before stands.
 */
export function readFragment(): URLSearchParams {
  const text = location.hash.slice(1);
  if (text === "" || text.includes("=")) known = new URLSearchParams(text);
  return known;
}

/** Sets names in the address and leaves the others; empty ones go. */
export function writeFragment(changes: Readonly<Record<string, string>>): void {
  const next = new URLSearchParams(readFragment());
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  known = next;
  const text = next.toString();
  history.replaceState(null, "", text === "" ? location.href.replace(/#.*$/, "") : `#${text}`);
}

let known = new URLSearchParams();
