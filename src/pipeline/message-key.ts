import { createHash } from "node:crypto";
import type { Channel } from "../model/channel.ts";

/** What makes two messages the same one. */
export interface KeyParts {
  /** `digest`, `alert`, … */
  readonly kind: string;
  /** The period or the episode: `2026-W47`. */
  readonly period: string;
  readonly channel: Channel;
  /** Whatever else tells two messages of a period apart: filters, zone. */
  readonly rest: readonly (string | null)[];
}

/** `digest.2026-w47.team-mail.1a2b3c4d`: the outbox key, and the first half of a Message-ID. */
export function messageKey({ kind, period, channel, rest }: KeyParts): string {
  const hash = shortHash([destinationOf(channel), kind, period, ...rest]);
  return [slug(kind, 40), slug(period, 60), channel.name, hash].join(".");
}

/** Messages of this kind to this destination belong together in a mail program. */
export function threadOf(kind: string, channel: Channel): string {
  return [slug(kind, 40), channel.name, shortHash([destinationOf(channel), kind])].join(".");
}

/** Where the channel leads; another recipient is another message. A secret stands by its source. */
function destinationOf(channel: Channel): string {
  switch (channel.type) {
    case "stdout":
      return "";
    case "file":
      return channel.path === undefined
        ? (channel.folder ?? "")
        : `${channel.folder ?? ""}/${channel.path}`;
    case "email":
      return [...channel.to].sort((a, b) => (a < b ? -1 : 1)).join(",");
    case "slack":
    case "webhook":
      return JSON.stringify([channel.url_env, channel.url_file, channel.url_command]);
    case "command":
      return JSON.stringify(channel.command);
  }
}

function shortHash(parts: readonly (string | null)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
}

function slug(text: string, most: number): string {
  const safe = text.toLowerCase().replace(/[^a-z0-9_-]+/g, "-");
  return safe.replace(/^-+|-+$/g, "").slice(0, most) || "x";
}
