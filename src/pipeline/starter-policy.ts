import { ASSETS } from "../assets.ts";
import { parseHookConfig } from "../files/read-config.ts";
import { readStarter } from "../files/starter-config.ts";

/** The policy that `init` writes, and how many rules of each kind it holds. */
export interface StarterPolicy {
  readonly text: string;
  readonly rules: {
    readonly deny: number;
    readonly ask: number;
    readonly allow: number;
    readonly deny_promote: number;
  };
}

export function starterPolicy(): StarterPolicy {
  const text = readStarter(ASSETS.starter);
  const { deny, ask, allow, deny_promote } = parseHookConfig(text, "starter.toml");
  return {
    text,
    rules: {
      deny: deny.length,
      ask: ask.length,
      allow: allow.length,
      deny_promote: deny_promote.length,
    },
  };
}
