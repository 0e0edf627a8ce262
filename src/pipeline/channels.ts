import { type Channel, OUT } from "../model/channel.ts";
import { closest } from "../model/closest.ts";
import type { CommandConfig } from "../model/config.ts";
import { UserError } from "../model/errors.ts";

/**
 * What there is without any `[[channel]]`: files in `out/`, and one line in the next session. A
 * channel of config.toml with this name takes its place.
 */
export const OUT_CHANNEL = { name: OUT, type: "file", tell: true } as const satisfies Channel;

/** Those of config.toml, and the one that is there without it. */
export function everyChannel({ channel }: CommandConfig): readonly Channel[] {
  const isTaken = channel.some(({ name }) => name === OUT_CHANNEL.name);
  return isTaken ? channel : [...channel, OUT_CHANNEL];
}

/** The channel of this name; undefined where there is none. */
export function findChannel(config: CommandConfig, name: string): Channel | undefined {
  return everyChannel(config).find((one) => one.name === name);
}

/** Throws UserError for a name that is not there. */
export function channelNamed(
  { config }: { readonly config: CommandConfig },
  name: string,
): Channel {
  const found = findChannel(config, name);
  if (found !== undefined) return found;
  if (config.leftOut?.channels.includes(name) === true) throw new UserError(wrongChannel(name));
  const names = config.channel.map((channel) => channel.name);
  if (names.length === 0) {
    throw new UserError(
      `There is no channel "${name}": config.toml has no [[channel]]. Without one there is "out".`,
    );
  }
  const near = closest(name, names);
  const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
  throw new UserError(`There is no channel "${name}".${hint} There are: ${names.join(", ")}.`);
}

export function wrongChannel(name: string): string {
  return `The channel "${name}" has a mistake in config.toml: nothing goes there. Mend it first.`;
}
