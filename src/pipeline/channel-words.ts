import type { Channel } from "../model/channel.ts";
import { cleanText } from "../render/escape-text.ts";
import { localWords } from "../schedule/local-words.ts";
import type { Approval } from "./approvals.ts";
import { destinationWords, isOutward } from "./destination.ts";
import type { PlannedMessage } from "./enqueue.ts";
import type { OutboxList } from "./outbox-list.ts";
import { wrapHint, wrapWords } from "./status-words.ts";

interface Clock {
  readonly now: Date;
  readonly timeZone: string;
}

export interface ListedChannel {
  readonly channel: Channel;
  readonly approval: Approval;
  /** Messages in line, and given up. */
  readonly waiting: number;
  readonly dead: number;
}

const APPROVALS = {
  here: "stays on this machine",
  approved: "approved",
  new: "waits for approval",
  changed: "changed: waits for approval",
} as const satisfies Record<Approval, string>;

/** Each channel on a line or two: what it is, where it leads, what holds it up. */
export function channelsText(channels: readonly ListedChannel[], homeFlag: string): string {
  const widest = Math.max(...channels.map(({ channel }) => channel.name.length));
  const gap = " ".repeat(widest + 2);
  const lines = channels.flatMap(({ channel, approval, waiting, dead }) => {
    const told = [
      APPROVALS[approval],
      ...(waiting === 0 ? [] : [`${waiting} waiting`]),
      ...(dead === 0 ? [] : [`${dead} given up`]),
    ];
    const remedy = approval === "new" || approval === "changed";
    return [
      `${channel.name.padEnd(widest)}  ${channel.type}, ${told.join(", ")}`,
      ...wrapWords(cleanText(destinationWords(channel)), 78 - gap.length).map((one) => gap + one),
      ...(remedy ? remedyLines(`channels approve ${channel.name}${homeFlag}`, gap) : []),
    ];
  });
  return `${lines.join("\n")}\n`;
}

function remedyLines(words: string, gap: string): string[] {
  const lines = wrapHint(`claude-permit ${words}`, 78 - gap.length);
  return lines.map((line, index) => `${gap}${index === 0 ? "→" : " "} ${line}`);
}

/**
 * Where a channel leads, in full, for whoever approves it: recipients, and of a secret address
 * the machine alone.
 */
export function approvalText(channel: Channel, address: URL | undefined): string {
  const lines = isOutward(channel) ? detailLines(channel, address) : [];
  const head = `${channel.name}: ${channel.type}, ${destinationWords(channel)}`;
  return `${[head, ...lines.map((line) => `  ${line}`)].map(cleanText).join("\n")}\n`;
}

function detailLines(channel: Channel, address: URL | undefined): string[] {
  switch (channel.type) {
    case "email":
      return [`from ${channel.from}`, ...channel.to.map((to) => `to   ${to}`)];
    case "slack":
    case "webhook":
      return [`to   ${address?.host ?? "?"}`];
    case "command":
      return [channel.command.join(" ")];
    case "stdout":
    case "file":
      return [];
  }
}

/** What is not sent yet or never will be, newest last, each with its last failure. */
export function outboxText({ messages, unreadable }: OutboxList, clock: Clock): string {
  const lines = messages.flatMap(({ place, queued }) => {
    const { message, attempts, not_before, failures } = queued;
    const last = failures[failures.length - 1];
    const until = localWords(message.expires_at, clock);
    const next = localWords(not_before, clock);
    const state = {
      queued: `in line: attempt ${attempts + 1} after ${next}; worth sending until ${until}`,
      sending: `being sent: attempt ${attempts + 1}`,
      dead: `given up ${last === undefined ? "" : localWords(last.at, clock)}`,
    }[place];
    const shown = [message.subject, state, ...(last === undefined ? [] : [last.message])];
    return [
      message.key,
      ...shown.flatMap((text) => wrapWords(cleanText(text), 76)).map((line) => `  ${line}`),
    ];
  });
  const foreign = unreadable.map((name) => `${cleanText(name)}\n  no message of ours: remove it`);
  const shown = [...lines, ...foreign];
  return `${(shown.length === 0 ? ["Nothing waits, and nothing was given up."] : shown).join("\n")}\n`;
}

export type PlannedApproval = PlannedMessage & { readonly approval: Approval };

/** The same of one message as JSON, without its content. */
export function plannedJson({ channel, message, place, ...rest }: PlannedApproval): object {
  const { key, subject, files } = message;
  const destination = destinationWords(channel);
  const { name, type } = channel;
  return {
    channel: name,
    type,
    destination,
    key,
    subject,
    place,
    files: files.map((file) => file.name),
    ...rest,
  };
}

/** What `report --to --dry-run` would do. */
export function plannedText(plans: readonly PlannedApproval[], clock: Clock): string {
  const lines = plans.flatMap((plan) => {
    const { channel, message, place, notBefore, redaction, approval } = plan;
    const isHeld = approval === "new" || approval === "changed";
    const would = isHeld ? "would be sent once approved" : "would be sent";
    const when = place === "new" ? would : `nothing to send: it is in outbox/${place}`;
    const later = notBefore === null ? "" : `, not before ${localWords(notBefore, clock)}`;
    const files = message.files.map(({ name }) => name).join(", ");
    const shown = [
      message.subject,
      `${[destinationWords(channel), files, redaction].filter((part) => part !== "").join("; ")}`,
      `${APPROVALS[approval]}; ${when}${later}`,
      message.key,
    ];
    return [
      `${channel.name} (${channel.type})`,
      ...shown.flatMap((text) => wrapWords(cleanText(text), 76)).map((line) => `  ${line}`),
    ];
  });
  return `Dry run: nothing was queued or sent.\n${lines.join("\n")}\n`;
}
