import { createHmac } from "node:crypto";
import type { Outside } from "../deliver/index.ts";
import { secretUrl } from "../deliver/secret-url.ts";
import { appendHistory, readHistory } from "../files/history.ts";
import { homePaths } from "../files/home.ts";
import { readOrMakeKey } from "../files/keyed-hash.ts";
import type { Channel } from "../model/channel.ts";
import { DeliveryError } from "../model/errors.ts";
import { type ChannelLine, HISTORY } from "../model/history.ts";
import type { Context } from "./deliver.ts";
import { isOutward, settingsHash } from "./destination.ts";
import { homeFlag } from "./home-flag.ts";
import { threadOf } from "./message-key.ts";
import { outsideOf } from "./outside.ts";

/** `new`: never approved. `changed`: leads elsewhere than when it was. `here`: stays on this machine. */
export type Approval = "here" | "approved" | "new" | "changed";

/**
 * Whether messages may go where the channel leads now. Throws DeliveryError where its secret
 * address cannot be had.
 */
export async function approvalOf(context: Context, channel: Channel): Promise<Approval> {
  const known = settingsApproval(context.home, channel);
  if (known.approval !== "approved") return known.approval;
  return known.address === (await addressHash(context, channel)) ? "approved" : "changed";
}

/** The same by config.toml alone: a secret address is not looked at. */
export function settingsApproval(
  home: string,
  channel: Channel,
): { readonly approval: Approval; readonly address: string | null } {
  if (!isOutward(channel)) return { approval: "here", address: null };
  const { lines } = readHistory(home, HISTORY.channels);
  if (lines.length === 0 && wasReached(home, channel))
    return { approval: "approved", address: null };
  const approved = lines.findLast(
    (line) => line.kind === "approved" && line.channel === channel.name,
  );
  if (approved?.kind !== "approved") return { approval: "new", address: null };
  const same = approved.settings === settingsHash(channel);
  return { approval: same ? "approved" : "changed", address: approved.address };
}

/** Approves where the channel leads now. Throws DeliveryError where its address cannot be had. */
export async function approve(context: Context, channel: Channel): Promise<void> {
  const line = await approvalLine(context, channel, context.io.account);
  beginApprovals(context);
  appendHistory(context.home, HISTORY.channels, [line]);
}

/**
 * Before approvals were asked for, every channel sent. The first time that they are, a destination
 * that a message has reached stays approved, as its notice proves; no other does.
 */
export function beginApprovals(context: Context): void {
  const { io, home, config } = context;
  if (readHistory(home, HISTORY.channels).lines.length > 0) return;
  const at = io.now().toISOString();
  const began: ChannelLine = { v: 1, at, kind: "began" };
  const reached = config.channel.filter((channel) => wasReached(home, channel));
  const approved = reached.map((channel): ChannelLine => {
    const by = "sent to before approvals were asked for";
    const settings = settingsHash(channel);
    return { v: 1, at, kind: "approved", channel: channel.name, settings, address: null, by };
  });
  appendHistory(home, HISTORY.channels, [began, ...approved]);
}

/**
 * Whether a notice proves that a message got where the channel leads. Only mail went out of this
 * machine before approvals were asked for: there is no secret address to look at.
 */
function wasReached(home: string, channel: Channel): boolean {
  if (channel.type !== "email") return false;
  const { lines } = readHistory(home, HISTORY.notices);
  return lines.some(({ thread }) => thread === threadOf(thread.split(".")[0] ?? "", channel));
}

async function approvalLine(context: Context, channel: Channel, by: string): Promise<ChannelLine> {
  const address = await addressHash(context, channel);
  const at = context.io.now().toISOString();
  const settings = settingsHash(channel);
  return { v: 1, at, kind: "approved", channel: channel.name, settings, address, by };
}

/** What a channel sees of the world when it sends: no address but the one that was approved. */
export function approvedOutside(context: Context, channel: Channel): Outside {
  const { address } = settingsApproval(context.home, channel);
  const checkAddress = (url: URL): void => {
    if (hashOf(context, url) === address) return;
    const text = `${channel.name}: leads elsewhere than was approved. Look at it, then: claude-permit channels approve ${channel.name}${homeFlag(context.io, context.home)}.`;
    throw new DeliveryError("not_approved", text, true);
  };
  return { ...outsideOf(context), checkAddress };
}

async function addressHash(context: Context, channel: Channel): Promise<string | null> {
  const url = await addressOf(context, channel);
  return url === undefined ? null : hashOf(context, url);
}

/** Of the secret address; keyed, so that it cannot be guessed from the history. */
function hashOf({ home }: Context, url: URL): string {
  const key = readOrMakeKey(homePaths(home).key);
  return createHmac("sha256", key).update(`channel\n${url.href}`).digest("hex");
}

/** Throws DeliveryError; undefined of a channel without a secret address. */
export async function addressOf(context: Context, channel: Channel): Promise<URL | undefined> {
  if (channel.type === "slack") return secretUrl(channel, outsideOf(context));
  if (channel.type === "webhook") return secretUrl(channel, outsideOf(context), channel.security);
  return undefined;
}
