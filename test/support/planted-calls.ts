import { payload } from "./judging.ts";
import { pick } from "./seeded.ts";
import {
  BASE64,
  letters,
  type Random,
  type Secret,
  VENDOR_SHAPES,
  vendorSecret,
} from "./vendor-secrets.ts";
import { WRITTEN_SHAPES, writtenSecret } from "./written-secrets.ts";

/** A payload of a hook event, and the secrets that stand in it. */
export interface PlantedCall {
  readonly where: string;
  readonly payload: Record<string, unknown>;
  readonly secrets: readonly Secret[];
}

export const SHAPES = [...VENDOR_SHAPES, ...WRITTEN_SHAPES];
/** Every length at which the hook cuts a text, and those just past what a key's mask leaves. */
const LIMITS = [64, 200, 256, 512, 1000, 1024, 2048, 4096, 8192, 8192 - 512, 16_384, 65_536];
/** How a sender marks what it left out. */
const CUTS = ["", "", "…", "...", "\n... [41 lines truncated] ...", " [truncated]", '"'];

/** The call of this number: each shape comes up as often as the others, wherever it may stand. */
export function plantedCall(random: Random, number: number): PlantedCall {
  const shape = SHAPES[number % SHAPES.length] ?? "";
  const first = cutShort(random, secretOf(random, shape));
  const secrets = random() < 0.2 ? [secretOf(random, pick(random, SHAPES)), first] : [first];
  const where = pick(random, Object.keys(PLACES));
  const made = PLACES[where]?.(random, secrets);
  return made === undefined
    ? plantedCall(random, number)
    : { where, payload: payload(made), secrets };
}

function secretOf(random: Random, shape: string): Secret {
  return VENDOR_SHAPES.includes(shape) ? vendorSecret(random, shape) : writtenSecret(random, shape);
}

/**
 * In one of six calls the sender has cut the text in the middle of the secret. Not where only what
 * follows tells that it is one: the beginning of `https://TOKEN@host` looks like a host, that of
 * `echo x | chpasswd` like any other echo, and a value may stand before its name.
 */
function cutShort(random: Random, secret: Secret): Secret {
  const start = secret.text.lastIndexOf(secret.hidden);
  const told = start > 0 && !/https:\/\/$|^echo|^printf|^."value/.test(secret.text.slice(0, start));
  if (random() > 1 / 6 || !told || secret.hidden.includes("@")) return secret;
  const kept = 1 + Math.floor(random() * secret.hidden.length);
  return {
    ...secret,
    text: secret.text.slice(0, start + kept) + pick(random, CUTS),
    hidden: secret.hidden.slice(0, kept),
  };
}

/** Ordinary text around the secrets; often so long that a cut goes through the last of them. */
function surrounded(random: Random, secrets: readonly Secret[]): string {
  const texts = secrets.map(({ text }) => text);
  const glued = texts.join(pick(random, ["\n", " ", "\n\n", "\t"]));
  if (random() < 0.4) return pick(random, [glued, `${glued}\n`, `echo ok\n${glued}\necho done`]);
  const limit = pick(random, random() < 0.05 ? [65_536] : LIMITS.slice(0, -1));
  const last = texts.at(-1) ?? "";
  const before = limit - Math.floor(random() * (last.length + 40));
  return `${filler(random, before - (glued.length - last.length))}${glued}\n${filler(random, 300)}`;
}

const LINES = [
  "# run the tests of the shop",
  "npm test -- test/policy",
  "git log --author=ana --oneline",
  "echo building the page",
  "max_tokens: 4096",
];

/** About so many characters, ending in a line feed; sometimes of what a mask makes short. */
function filler(random: Random, chars: number): string {
  if (chars < 1) return "";
  const name = `${"PRIVATE"} KEY-----`;
  const key = `-----BEGIN ${name}\n${letters(random, chars - 70, BASE64)}\n-----END ${name}\n`;
  if (random() < 0.3 && chars > 200) return key;
  let text = "";
  while (text.length < chars) text += `${pick(random, LINES)}\n`;
  return `${text.slice(0, chars - 1)}\n`;
}

type Place = (random: Random, secrets: readonly Secret[]) => Record<string, unknown> | undefined;

const after = (tool_response: unknown): Record<string, unknown> => ({
  hook_event_name: "PostToolUse",
  tool_name: "Bash",
  tool_input: { command: "cat .env" },
  tool_response,
});

/** Where a secret can stand; undefined where this one cannot stand there. */
const PLACES: Readonly<Record<string, Place>> = {
  command: (r, s) => ({
    tool_name: "Bash",
    tool_input: { command: surrounded(r, s), description: "Run it" },
  }),
  description: (r, s) => ({
    tool_name: "Bash",
    tool_input: { command: "ls", description: surrounded(r, s) },
  }),
  heredoc: (r, s) => ({
    tool_name: "Bash",
    tool_input: { command: `cat > .env <<'EOF'\n${surrounded(r, s)}\nEOF` },
  }),
  "request body": (r, s) => ({
    tool_name: "Bash",
    tool_input: {
      command: `curl -d ${JSON.stringify(JSON.stringify({ note: surrounded(r, s) }))} https://acme.dev`,
    },
  }),
  "content to write": (r, s) => ({
    tool_name: "Write",
    tool_input: { file_path: "/home/ana/shop/.env", content: surrounded(r, s) },
  }),
  "an edit": (r, s) => ({
    tool_name: "Edit",
    tool_input: { file_path: "/home/ana/shop/a.ts", old_string: "x", new_string: surrounded(r, s) },
  }),
  "a prompt": (r, s) => ({
    tool_name: "Agent",
    tool_input: { description: surrounded(r, s), prompt: surrounded(r, s) },
  }),
  "a url": (_, s) => {
    const text = s.map((secret) => secret.text).join("&");
    return /[\s"]/.test(text)
      ? undefined
      : {
          tool_name: "WebFetch",
          tool_input: {
            url: text.includes("://") ? text : `https://acme.dev/?q=${text}`,
            prompt: "Read it",
          },
        };
  },
  "a pattern": (r, s) => ({
    tool_name: "Grep",
    tool_input: { pattern: surrounded(r, s), path: "/home/ana/shop" },
  }),
  "nested input": (r, s) => ({
    tool_name: "mcp__kube__apply",
    tool_input: { spec: { env: [{ name: "A", text: surrounded(r, s) }] }, note: "x" },
  }),
  "first text of an input": (r, s) => ({
    tool_name: "mcp__a__b",
    tool_input: { body: surrounded(r, s) },
  }),
  "a key of an input": (r, s) => ({
    tool_name: "mcp__a__b",
    tool_input: { [surrounded(r, s)]: 1 },
  }),
  "lines of an input": (r, s) => ({
    tool_name: "mcp__a__b",
    tool_input: { lines: surrounded(r, s).split("\n") },
  }),
  "standard output": (r, s) => after({ stdout: surrounded(r, s), stderr: "", interrupted: false }),
  "text result": (r, s) => after(surrounded(r, s)),
  "text blocks": (r, s) => after([{ type: "text", text: surrounded(r, s) }]),
  "text in JSON": (r, s) =>
    after([{ type: "text", text: JSON.stringify({ out: surrounded(r, s) }) }]),
  "lines of a patch": (r, s) =>
    after({
      structuredPatch: [
        {
          lines: surrounded(r, s)
            .split("\n")
            .map((line) => `+${line}`),
        },
      ],
    }),
  "numbered lines": (r, s) =>
    after({
      content: surrounded(r, s)
        .split("\n")
        .map((line, at) => `${String(at + 1).padStart(6)}→${line}`)
        .join("\n"),
    }),
  "an error": (r, s) => ({
    hook_event_name: "PostToolUseFailure",
    tool_name: "Bash",
    tool_input: { command: "make" },
    error: `Exit code 1\n${surrounded(r, s)}`,
  }),
  "a request for permission": (r, s) => ({
    hook_event_name: "PermissionRequest",
    tool_name: "Bash",
    tool_input: { command: surrounded(r, s) },
  }),
  "a path": (_, s) => {
    const name = pathName(s);
    return name === undefined
      ? undefined
      : {
          tool_name: "Read",
          tool_input: { file_path: `/home/ana/${name}/a.ts` },
          cwd: `/home/ana/${name}`,
        };
  },
  "the folder": (r, s) => {
    const name = pathName(s);
    return name === undefined
      ? undefined
      : {
          hook_event_name: "SessionStart",
          cwd: `/home/ana/${"folder/".repeat(Math.floor(r() * 150))}${name}`,
        };
  },
  "fields of a session": (r, s) => {
    const name = pathName(s);
    const id = `${"x ".repeat(Math.floor(r() * 100))}${name}`;
    return name === undefined
      ? undefined
      : {
          tool_name: pick(r, ["Bash", id]),
          tool_input: { command: "ls" },
          ...Object.fromEntries(FIELDS.map((field) => [field, id])),
        };
  },
};

const FIELDS = [
  "session_id",
  "tool_use_id",
  "prompt_id",
  "agent_id",
  "agent_type",
  "permission_mode",
];

/** Secrets that can be a file's name. */
function pathName(secrets: readonly Secret[]): string | undefined {
  const [secret] = secrets;
  return secret === undefined ||
    secrets.length > 1 ||
    /[\s/"']/.test(secret.text) ||
    secret.text.length > 500
    ? undefined
    : secret.text;
}
