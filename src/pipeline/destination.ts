import { createHash } from "node:crypto";
import type { Channel } from "../model/channel.ts";

/** Whether a channel's messages leave this machine, or start a program: only these are approved. */
export function isOutward(channel: Channel): boolean {
  return channel.type !== "stdout" && channel.type !== "file";
}

/** Changes with whatever decides where messages go; a secret stands by its source. */
export function settingsHash(channel: Channel): string {
  return createHash("sha256")
    .update(JSON.stringify(settingsOf(channel)))
    .digest("hex");
}

function settingsOf(channel: Channel): readonly unknown[] {
  switch (channel.type) {
    case "stdout":
    case "file":
      return [channel.type];
    case "email": {
      const { type, host, port, security, user = null, from, to } = channel;
      return [type, host, port, security, user, from, [...to].sort(byCode)];
    }
    case "slack":
      return [channel.type, sourceOf(channel)];
    case "webhook":
      return [channel.type, channel.security, sourceOf(channel)];
    case "command":
      return [channel.type, channel.command];
  }
}

interface Addressed {
  readonly url_env?: string | undefined;
  readonly url_file?: string | undefined;
  readonly url_command?: readonly string[] | undefined;
}

function sourceOf({ url_env, url_file, url_command }: Addressed): readonly unknown[] {
  return [url_env ?? null, url_file ?? null, url_command ?? null];
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : 1;
}

/** Where it leads, without an address: for lists and dry runs. */
export function destinationWords(channel: Channel): string {
  switch (channel.type) {
    case "stdout":
      return `prints ${channel.format}`;
    case "file":
      return fileWords(channel.folder, channel.path);
    case "email": {
      const count = channel.to.length === 1 ? "1 recipient" : `${channel.to.length} recipients`;
      return `${count} by ${channel.host}:${channel.port}`;
    }
    case "slack":
    case "webhook":
      return `its address is in ${sourceWords(channel)}`;
    case "command":
      return `runs ${channel.command[0] ?? ""}`;
  }
}

function fileWords(folder: string | undefined, path: string | undefined): string {
  const where = folder ?? "out/ in the state folder";
  if (path === undefined) return where;
  return folder === undefined ? `${path} below ${where}` : `${where.replace(/\/$/, "")}/${path}`;
}

function sourceWords({ url_env, url_file, url_command }: Addressed): string {
  if (url_env !== undefined) return `the variable ${url_env}`;
  return url_file ?? `what ${url_command?.[0] ?? ""} prints`;
}
