import type { ChannelOf } from "../model/channel.ts";
import type { Message } from "../model/message.ts";
import { judgeAnswer } from "./http-answer.ts";
import type { Outside } from "./index.ts";
import { type Posted, post } from "./post.ts";
import { secretUrl } from "./secret-url.ts";

/** Slack's words for what was wrong; any other is not repeated. */
const WORDS: Readonly<Record<string, string>> = {
  invalid_blocks: "Report this as a bug.",
  invalid_payload: "Report this as a bug.",
  msg_blocks_too_long: "Report this as a bug.",
  no_text: "Report this as a bug.",
  no_service: "The webhook was removed or switched off: make another one in Slack.",
  no_team: "The webhook's workspace is gone: make another one in Slack.",
  invalid_token: "Check the address of this channel.",
  channel_not_found: "Its channel in Slack is gone: make another webhook.",
  channel_is_archived: "Its channel in Slack is archived: make another webhook.",
  action_prohibited: "Slack's administrators forbid it: ask them.",
  posting_to_general_channel_denied: "Slack's administrators forbid it: ask them.",
  user_not_found: "Whoever made the webhook is gone: make another one in Slack.",
  rollup_error: "Slack has too much to do.",
};

/** With these Slack may still take the text alone. */
const WITHOUT_BLOCKS = ["invalid_blocks", "invalid_payload", "msg_blocks_too_long"];

/** Posts the message to the webhook: blocks, and where Slack does not take them the text alone. */
export async function carryToSlack(
  channel: ChannelOf<"slack">,
  message: Message,
  outside: Outside,
): Promise<string> {
  const url = await secretUrl(channel, outside);
  const send = (body: string): Promise<Posted> => {
    const timeoutMs = channel.timeout_seconds * 1000;
    return post({ channel: channel.name, url, body, headers: {}, timeoutMs }, outside);
  };
  const answer = await send(message.payload ?? textOf(message));
  const word = wordOf(answer);
  if (message.payload !== null && answer.status === 400 && WITHOUT_BLOCKS.includes(word ?? "")) {
    const second = await send(textOf(message));
    return `${judgeAnswer(second, { channel: channel.name, outside, said: saidBy(second) })}, without blocks`;
  }
  return judgeAnswer(answer, { channel: channel.name, outside, said: saidBy(answer) });
}

/** The message without blocks. Slack gives `<`, `>` and `&` a meaning, and pings people by it. */
function textOf({ subject, text }: Message): string {
  const plain = `${subject}\n${text}`.replace(/[&<>]/g, (sign) => SIGNS[sign] ?? "");
  const quiet = { unfurl_links: false, unfurl_media: false };
  return JSON.stringify({ text: plain.slice(0, 9000), ...quiet });
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function wordOf({ text }: Posted): string | undefined {
  return Object.keys(WORDS).find((word) => text.trim() === word);
}

function saidBy(answer: Posted): { word: string; next: string } | undefined {
  const word = wordOf(answer);
  return word === undefined ? undefined : { word, next: WORDS[word] ?? "" };
}
