import { isAbsolute, join } from "node:path";
import { readSecret } from "../files/secret.ts";
import { DeliveryError, UnsafeFile } from "../model/errors.ts";
import type { ChannelOf, Outside } from "./index.ts";

/**
 * The password, from the named variable or the private file; undefined where no user is set.
 * Throws DeliveryError that names the place, never the secret.
 */
export function passwordOf(channel: ChannelOf<"email">, outside: Outside): string | undefined {
  if (channel.user === undefined) return undefined;
  if (channel.password_env !== undefined) {
    const value = outside.env[channel.password_env];
    if (value !== undefined && value !== "") return value;
    throw missing(channel, `the variable ${channel.password_env} is empty here. Set it`);
  }
  if (channel.password_file !== undefined) return fromFile(channel, channel.password_file, outside);
  throw missing(channel, "config.toml names no password. Add password_file");
}

function fromFile(channel: ChannelOf<"email">, written: string, outside: Outside): string {
  const path = written.startsWith("~/") ? join(outside.accountHome, written.slice(2)) : written;
  if (!isAbsolute(path)) throw missing(channel, `password_file "${path}" is not absolute. Mend it`);
  try {
    const value = readSecret(path);
    if (value !== undefined && value !== "") return value;
  } catch (error) {
    if (!(error instanceof UnsafeFile)) throw error;
    throw new DeliveryError("login", `${channel.name}: ${error.message}`, true, { cause: error });
  }
  throw missing(channel, `${path} holds no password. Write it there`);
}

// Retryable: a job may start before the variable or the file is there, and the mail can wait.
function missing(channel: ChannelOf<"email">, what: string): DeliveryError {
  const text = `${channel.name}: no password for ${channel.user ?? ""}: ${what}; it is tried again.`;
  return new DeliveryError("login", text, true);
}
