import * as z from "zod";
import { LLM_PROVIDERS, type LlmProvider, PERMISSION_MODES } from "./words.ts";

/** The hook's registration ends it after 15 seconds: an answer has to be there before. */
const MAX_DEADLINE_S = 12;

/** What is asked where config.toml names no model; a server of one's own has no usual one. */
const MODELS: Readonly<Partial<Record<LlmProvider, string>>> = {
  "claude-cli": "haiku",
  anthropic: "claude-haiku-5-5",
};
export const ANTHROPIC_URL = "https://api.anthropic.com/v1";
const ANTHROPIC_KEY = "ANTHROPIC_API_KEY";

/**
 * `[llm]` of config.toml. A key alone configures nothing, and no key stands here: config.toml is
 * printed, copied and mailed.
 */
export const LlmTable = z
  .strictObject({
    provider: z
      .enum(LLM_PROVIDERS)
      .default("none")
      .describe("who is asked: none, claude-cli (your login), anthropic, openai-compatible"),
    model: z
      .string()
      .regex(/^[\w.:/@+-]{1,100}$/, "is no name of a model")
      .optional()
      .describe("its name; default haiku (claude-cli), claude-haiku-5-5 (anthropic)"),
    deadline: z
      .number()
      .min(0.5)
      .max(MAX_DEADLINE_S)
      .default(8)
      .describe("seconds after which there is no verdict; at most 12"),
    daily_calls: z
      .int()
      .min(0)
      .default(500)
      .describe("questions a day (UTC) at most; after them nobody is asked"),
    modes: z
      .array(z.enum(PERMISSION_MODES))
      .default(["default", "acceptEdits", "plan"])
      .describe("permission modes in which it is asked; in auto a classifier decides anyway"),
    send: z
      .enum(["masked", "full"])
      .default("masked")
      .describe("masked: what looks like a secret is not sent; secret paths never are"),
    yellow_unattended: z
      .enum(["passthrough", "deny"])
      .default("passthrough")
      .describe("what becomes of YELLOW where nobody can answer"),
    base_url: z
      .string()
      .optional()
      .describe(
        "address of the server's API, https://…/v1; http only without a key or to this machine",
      ),
    key_env: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, "is no name of a variable")
      .optional()
      .describe("variable that holds the key; default ANTHROPIC_API_KEY (anthropic)"),
    key_file: z
      .string()
      .regex(/^(?:\/|~\/|[A-Za-z]:[\\/])/, 'is not absolute. Start it with "/" or "~"')
      .optional()
      .describe("file that holds it, readable by you alone"),
    command: z
      .string()
      .regex(/^(?:\/|~\/|[A-Za-z]:[\\/])/, 'is not absolute. Start it with "/" or "~"')
      .optional()
      .describe("the claude program (claude-cli); default: claude on PATH, outside the project"),
    pass_env: z
      .array(z.string().regex(/^[A-Za-z_]\w*$/, "is no name of a variable"))
      .default([])
      .describe("more variables that the claude program gets, by name"),
  })
  .superRefine((table, context) => {
    for (const { path, message } of mistakes(table)) {
      context.addIssue({ code: "custom", path: [path], message });
    }
  });
type LlmTable = z.infer<typeof LlmTable>;

/** Whom to ask, and how: `[llm]` with its defaults filled in. */
export type LlmSettings = LlmTable & {
  readonly provider: Exclude<LlmProvider, "none">;
  readonly model: string;
};

/** Undefined where nobody is to be asked. */
export function llmSettings(table: LlmTable | undefined): LlmSettings | undefined {
  if (table === undefined || table.provider === "none") return undefined;
  const { provider } = table;
  const model = table.model ?? MODELS[provider] ?? "";
  const ownKey = table.key_file === undefined && provider === "anthropic";
  return {
    ...table,
    provider,
    model,
    ...(ownKey ? { key_env: table.key_env ?? ANTHROPIC_KEY } : {}),
  };
}

interface Mistake {
  readonly path: keyof LlmTable;
  readonly message: string;
}

/** What fits each key alone and not together. */
function mistakes(table: LlmTable): readonly Mistake[] {
  const { provider } = table;
  if (provider === "none") return [];
  const found: Mistake[] = [];
  const add = (path: keyof LlmTable, message: string): void => void found.push({ path, message });
  if (provider === "openai-compatible") {
    if (table.base_url === undefined) add("base_url", "is missing: which server is asked");
    if (table.model === undefined)
      add("model", "is missing: which of the server's models is asked");
  }
  if (table.key_env !== undefined && table.key_file !== undefined) {
    add("key_file", "stands beside key_env. Leave one of them out");
  }
  const isCli = provider === "claude-cli";
  for (const key of ["key_env", "key_file"] as const) {
    if (isCli && table[key] !== undefined)
      add(key, "is not used by claude-cli, which has your login");
  }
  if (!isCli && table.command !== undefined) add("command", `is not used by ${provider}`);
  if (!isCli && table.pass_env.length > 0) add("pass_env", `is not used by ${provider}`);
  const problem = table.base_url === undefined ? undefined : urlProblem(table.base_url, table);
  if (problem !== undefined) add("base_url", problem);
  return found;
}

function urlProblem(text: string, { provider, key_env, key_file }: LlmTable): string | undefined {
  if (!URL.canParse(text)) return "is no URL. Write https://host/v1";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must begin with https://";
  if (url.username !== "" || url.password !== "") {
    return "holds a password. Use key_env or key_file";
  }
  if (url.search !== "" || url.hash !== "") return "must end with its path";
  const hasKey =
    provider !== "openai-compatible" || key_env !== undefined || key_file !== undefined;
  const isNear = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === "http:" && hasKey && !isNear
    ? "would send the key unencrypted. Begin it with https://"
    : undefined;
}
