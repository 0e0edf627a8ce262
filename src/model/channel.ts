import * as z from "zod";
import { REDACTIONS } from "./redaction.ts";

/** What jobs and channels are called. */
export const channelName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "use a-z, 0-9 and -, at most 40")
  .describe("a-z, 0-9 and -, at most 40");

/** The channel that is there without any `[[channel]]`: files in `out/`. */
export const OUT = "out";

const name = channelName;

const redaction = z
  .enum(REDACTIONS)
  .optional()
  .describe("text of the log that it carries: full, masked or counts");

const seconds = z.number().min(0.1).max(300).describe("seconds after which an attempt is given up");

const format = z.enum(["text", "markdown", "html", "json"]).default("text");

const argv = z
  .array(z.string())
  .min(1)
  .refine(([program = ""]) => program.startsWith("/"), "must begin with an absolute path");

const variable = (what: string) =>
  z.string().min(1).optional().describe(`name of the variable that holds ${what}`);
const secretFile = (what: string) =>
  z.string().min(1).optional().describe(`file that holds ${what}, readable by you alone`);
const secretCommand = (what: string) =>
  argv.optional().describe(`program that prints ${what}, with its arguments`);

const StdoutChannel = z.strictObject({
  name,
  type: z.literal("stdout").describe("prints each message"),
  format: format.describe("how it is written"),
  redaction,
});

/** `{name}-{date}.md`: one or more plain names, each without a way up. */
const FILE_PATH =
  /^(?:[A-Za-z0-9{}_-][A-Za-z0-9{}._-]*\/)*[A-Za-z0-9{}_-][A-Za-z0-9{}._-]*\.(?:md|txt|html|json|eml)$/;

const FileChannel = z.strictObject({
  name,
  type: z.literal("file").describe("writes each message into a folder"),
  folder: z.string().optional().describe("absolute or ~; default out/ under home"),
  path: z
    .string()
    .regex(FILE_PATH, "must be plain names that end in .md, .txt, .html, .json or .eml")
    .refine(
      (path) => [...path.matchAll(/\{(.*?)\}/g)].every(([, word = ""]) => isPathWord(word)),
      "may hold {name}, {date} and {period}, and no other",
    )
    .optional()
    .describe("below the folder, e.g. {name}-{date}.md; its ending chooses the format"),
  tell: z.boolean().default(false).describe("say so in one line in the next session"),
  redaction,
});

/** What a file's path may hold between braces. */
const PATH_WORDS = ["name", "date", "period"] as const;

function isPathWord(word: string): boolean {
  return PATH_WORDS.some((known) => known === word);
}

const EmailChannel = z.strictObject({
  name,
  type: z.literal("email").describe("sends each message by a mail server"),
  host: z.string().describe("the mail server"),
  port: z.int().min(1).max(65_535).default(587).describe("of the mail server"),
  security: z
    .enum(["tls", "starttls", "none"])
    .default("starttls")
    .describe("tls: from the first byte; starttls: required; none: only for a local relay"),
  user: z.string().optional().describe("who logs in to the mail server"),
  password_env: variable("the password"),
  password_file: secretFile("the password"),
  password_command: secretCommand("the password"),
  from: z.string().describe("address of the sender"),
  to: z.array(z.string()).min(1).max(20).describe("addresses, at most 20"),
  timeout_seconds: seconds.default(60),
  redaction,
});

const address = {
  url_env: variable("the address"),
  url_file: secretFile("the address"),
  url_command: secretCommand("the address"),
};
const ONE_ADDRESS = "needs one of url_env, url_file and url_command: the address is a secret";

function hasOneAddress(channel: { readonly [Key in keyof typeof address]?: unknown }): boolean {
  const { url_env, url_file, url_command } = channel;
  return [url_env, url_file, url_command].filter((source) => source !== undefined).length === 1;
}

const SlackChannel = z
  .strictObject({
    name,
    type: z.literal("slack").describe("sends each message to a Slack webhook"),
    ...address,
    timeout_seconds: seconds.default(30),
    redaction,
  })
  .refine(hasOneAddress, ONE_ADDRESS);

const WebhookChannel = z
  .strictObject({
    name,
    type: z.literal("webhook").describe("sends each message as JSON to an address of yours"),
    ...address,
    security: z
      .enum(["tls", "none"])
      .default("tls")
      .describe("none: also to an address without encryption; this machine needs none"),
    secret_env: variable("the key that signs"),
    secret_file: secretFile("the key that signs"),
    secret_command: secretCommand("the key that signs"),
    timeout_seconds: seconds.default(30),
    redaction,
  })
  .refine(hasOneAddress, ONE_ADDRESS);

const CommandChannel = z.strictObject({
  name,
  type: z.literal("command").describe("hands each message to a program of yours"),
  command: argv.describe("absolute path and arguments; the message is its standard input"),
  format: format.describe("how the message is written"),
  timeout_seconds: seconds.default(60),
  redaction,
});

export const Channel = z.discriminatedUnion("type", [
  StdoutChannel,
  FileChannel,
  EmailChannel,
  SlackChannel,
  WebhookChannel,
  CommandChannel,
]);
export type Channel = z.infer<typeof Channel>;
export type ChannelOf<Kind extends Channel["type"]> = Extract<Channel, { type: Kind }>;
