import type { ChannelOf } from "../model/channel.ts";
import { DeliveryError } from "../model/errors.ts";
import type { Outside } from "./index.ts";
import { secretOf } from "./secret-source.ts";

/** Throws DeliveryError; undefined where nobody logs in. */
export async function passwordOf(
  channel: ChannelOf<"email">,
  outside: Outside,
): Promise<string | undefined> {
  if (channel.user === undefined) return undefined;
  const { name, password_env: env, password_file: file, password_command: command } = channel;
  const password = await secretOf({ channel: name, what: "password", env, file, command }, outside);
  if (password !== undefined) return password;
  const text = `${name}: no password: config.toml names none. Add password_file; it is tried again.`;
  throw new DeliveryError("login", text, true);
}
