import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import {
  APICallError,
  generateText,
  jsonSchema,
  type LanguageModel,
  NoObjectGeneratedError,
  NoOutputGeneratedError,
  Output,
} from "ai";
import { ANTHROPIC_URL, type LlmSettings } from "../model/llm.ts";
import type { ModelReply } from "../model/verdict.ts";
import { OverLong, plainFetch } from "./plain-fetch.ts";
import type { Question } from "./question.ts";
import { ANSWER_SCHEMA, verdictOf } from "./verdict.ts";

/** A verdict needs about 80; a rule and a model that thinks first need more. */
const MAX_OUTPUT_TOKENS = 1024;

interface ServerContext {
  readonly settings: LlmSettings;
  readonly key: string | undefined;
  readonly signal: AbortSignal;
}

/** Asks a server by its API, once: a second try would cost more time than there is. */
export async function askServer(question: Question, context: ServerContext): Promise<ModelReply> {
  // The SDK prints warnings to standard output, where only our answer may stand.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  try {
    const result = await generateText({
      model: modelOf(context),
      system: question.system,
      prompt: question.prompt,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      output: Output.object({ schema: jsonSchema(ANSWER_SCHEMA) }),
      maxRetries: 0,
      abortSignal: context.signal,
      // A model that thinks by default would take seconds for what is one judgement.
      providerOptions: { anthropic: { thinking: { type: "disabled" } } },
    });
    const { finishReason } = result;
    const tokens = tokensOf(result.totalUsage);
    if (finishReason !== "stop") return { ...finished(finishReason), ...tokens };
    const verdict = verdictOf(result.output);
    return verdict === undefined
      ? { ...none("junk"), ...tokens }
      : { kind: "verdict", verdict, ...tokens };
  } catch (error) {
    return context.signal.aborted ? none("timeout") : failed(error);
  }
}

function modelOf({ settings, key }: ServerContext): LanguageModel {
  const { provider, model, base_url } = settings;
  // Both are always given: left out, the SDK takes them from the environment, which a project can set.
  if (provider === "anthropic") {
    return createAnthropic({
      apiKey: key ?? "",
      baseURL: base_url ?? ANTHROPIC_URL,
      fetch: plainFetch,
    })(model);
  }
  return createOpenAICompatible({
    name: "openai-compatible",
    baseURL: base_url ?? "",
    ...(key === undefined ? {} : { apiKey: key }),
    supportsStructuredOutputs: true,
    fetch: plainFetch,
  })(model);
}

/** Why an answer that came is no verdict, by how it ended. */
function finished(reason: string): ModelReply {
  if (reason === "content-filter") return none("refusal");
  return none(reason === "length" ? "over-long answer" : "junk");
}

/** What failed, in words of ours: a server's own may repeat the question or the key. */
function failed(error: unknown): ModelReply {
  if (NoObjectGeneratedError.isInstance(error)) {
    const reason = error.finishReason ?? "";
    return { ...(reason === "stop" ? none("junk") : finished(reason)), ...tokensOf(error.usage) };
  }
  if (NoOutputGeneratedError.isInstance(error)) return none("junk");
  if (causes(error).some((each) => each instanceof OverLong)) return none("over-long answer");
  if (APICallError.isInstance(error)) {
    const { statusCode } = error;
    if (statusCode === undefined) return none("connection");
    return none(statusCode >= 400 ? `http ${statusCode}` : "junk");
  }
  const isNetwork = causes(error).some(
    (each) => each instanceof TypeError || (each instanceof Error && "code" in each),
  );
  return none(isNetwork ? "connection" : "junk");
}

function causes(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  for (let each = error; each instanceof Error && found.length < 8; each = each.cause) {
    found.push(each);
  }
  return found;
}

function none(error: string): ModelReply {
  return { kind: "none", error };
}

function tokensOf(
  usage:
    | { readonly inputTokens?: number | undefined; readonly outputTokens?: number | undefined }
    | undefined,
): Pick<ModelReply, "tokensIn" | "tokensOut"> {
  return {
    ...(Number.isInteger(usage?.inputTokens) ? { tokensIn: usage?.inputTokens ?? 0 } : {}),
    ...(Number.isInteger(usage?.outputTokens) ? { tokensOut: usage?.outputTokens ?? 0 } : {}),
  };
}
