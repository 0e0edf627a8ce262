import type { Outside } from "../deliver/index.ts";
import type { Context } from "./deliver.ts";

/** What channels see of the world. */
export function outsideOf({ io, home }: Pick<Context, "io" | "home">): Outside {
  return {
    home,
    accountHome: io.accountHome,
    env: io.env,
    signal: io.signal,
    fetch: io.fetch,
    now: () => io.now(),
    print: (text) => io.stdout.write(text),
  };
}
