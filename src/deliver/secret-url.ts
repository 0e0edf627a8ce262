import { DeliveryError } from "../model/errors.ts";
import type { Outside } from "./index.ts";
import { type SecretSource, secretOf } from "./secret-source.ts";

/** The channels whose address is a secret. */
interface AddressedChannel {
  readonly name: string;
  readonly url_env?: string | undefined;
  readonly url_file?: string | undefined;
  readonly url_command?: readonly string[] | undefined;
}

/**
 * The address, read from where it is kept. Throws DeliveryError that holds nothing of it: where
 * it is missing, no address, or would be called without encryption.
 */
export async function secretUrl(
  channel: AddressedChannel,
  outside: Outside,
  security: "tls" | "none" = "tls",
): Promise<URL> {
  const source: SecretSource = {
    channel: channel.name,
    what: "url",
    env: channel.url_env,
    file: channel.url_file,
    command: channel.url_command,
  };
  const text = (await secretOf(source, outside)) ?? "";
  const wrong = (what: string): DeliveryError =>
    new DeliveryError("configuration", `${channel.name}: its address ${what}`, false);
  if (!URL.canParse(text)) throw wrong("is none. Write https://…");
  const url = new URL(text);
  const isSafe = url.protocol === "https:" || security === "none" || isHere(url.hostname);
  if (!/^https?:$/.test(url.protocol)) throw wrong("begins with neither https nor http.");
  if (!isSafe) throw wrong("is not encrypted. Write https://…");
  // The very address that is in hand: read again, a program may print another one.
  outside.checkAddress?.(url);
  return url;
}

/** This machine: nothing leaves it. */
function isHere(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
}
