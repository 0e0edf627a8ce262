import { parseAutoRules } from "./read-config.ts";
import { tomlPlaces } from "./toml-places.ts";

/**
 * The text of auto-rules.toml with another end of the rule at this place; undefined where it has
 * none on a line of its own.
 */
export function renewedRule(text: string, index: number, expires: string): string | undefined {
  const line = tomlPlaces(text).get(`allow[${index}].expires`);
  if (line === undefined) return undefined;
  const lines = text.split("\n");
  const found = lines[line - 1];
  if (found === undefined || !/^\s*expires\s*=/.test(found)) return undefined;
  const changed = found.replace(/^(\s*expires\s*=\s*)("[^"]*"|'[^']*'|[^\s#]+)/, `$1"${expires}"`);
  const whole = lines.with(line - 1, changed).join("\n");
  // A text in several lines may hold what looks like the key.
  const read = parseAutoRules(whole, "auto-rules.toml").allow[index]?.expires;
  return read === expires ? whole : undefined;
}
