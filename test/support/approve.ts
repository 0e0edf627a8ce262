import { appendHistory } from "../../src/files/history.ts";
import { homePaths } from "../../src/files/home.ts";
import { readCommandConfig } from "../../src/files/read-config.ts";
import type { CommandConfig } from "../../src/model/config.ts";
import { HISTORY } from "../../src/model/history.ts";
import { settingsHash } from "../../src/pipeline/destination.ts";

/** As if its owner had approved every channel of a home that has no secret address. */
export function approveAll(
  home: string,
  config: CommandConfig = readCommandConfig(homePaths(home).config),
): void {
  const at = "2026-11-01T00:00:00.000Z";
  appendHistory(home, HISTORY.channels, [
    { v: 1, at, kind: "began" },
    ...config.channel.map((channel) => {
      const settings = settingsHash(channel);
      const about = { channel: channel.name, settings, address: null, by: "ana" };
      return { v: 1, at, kind: "approved", ...about } as const;
    }),
  ]);
}
