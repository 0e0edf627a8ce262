import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import * as z from "zod";

/** The formats of the two APIs that a model is asked by. */
export type Wire = "anthropic" | "openai-compatible";

/** A request as it came. */
interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
  /** What the model reads. */
  readonly system: string;
  readonly prompt: string;
}

export interface ModelServer {
  /** Ends in `/v1`. */
  readonly url: string;
  readonly received: readonly Received[];
}

/** What a server does with a question: writes the whole response, or part of one, or nothing. */
export type Behaviour = (response: ServerResponse, wire: Wire) => void;

/** A server of the model on a free port of this machine, until the test ends. */
export async function modelServer(wire: Wire, behaviour: Behaviour): Promise<ModelServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      received.push(receivedIn(request, text, wire));
      behaviour(response, wire);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}/v1`, received };
}

/** Answers with a text as the model would write it. */
function says(text: string, stop: "stop" | "length" | "refusal" = "stop"): Behaviour {
  return (response, wire) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(message(wire, text, stop)));
  };
}

/** Answers with a verdict. */
export function scores(score: string, reasoning: string, more: object = {}): Behaviour {
  return says(JSON.stringify({ score, reasoning, ...more }));
}

export const SERVER_FAULTS: Readonly<Record<string, { does: Behaviour; error: RegExp }>> = {
  "429": { does: status(429), error: /^http 429$/ },
  "529": { does: status(529), error: /^http 529$/ },
  "500 with the key in its text": { does: status(500), error: /^http 500$/ },
  "junk in place of JSON": { does: raw("<html>busy</html>"), error: /^junk$/ },
  "JSON of another shape": { does: raw('{"ok":true}'), error: /^junk$/ },
  "words in place of a verdict": { does: says("It looks fine to me."), error: /^junk$/ },
  "no score": { does: says('{"reasoning":"fine"}'), error: /^junk$/ },
  "a score of its own": { does: says('{"score":"BLUE","reasoning":"x"}'), error: /^junk$/ },
  "a rule of another shape": {
    does: scores("GREEN", "fine", { rule: { tool: 1 } }),
    error: /^junk$/,
  },
  "no reasoning": { does: scores("GREEN", " \u0007 "), error: /^junk$/ },
  "a refusal": { does: says("", "refusal"), error: /^(?:refusal|junk)$/ },
  "an answer cut at its limit": {
    does: says('{"score":"GREEN","reas', "length"),
    error: /^over-long answer$/,
  },
  "reasoning without end": { does: scores("GREEN", "x".repeat(3000)), error: /^junk$/ },
  "more than is read": {
    does: scores("GREEN", "x".repeat(2_000_000)),
    error: /^over-long answer$/,
  },
  silence: { does: () => undefined, error: /^timeout$/ },
  "an answer too late": { does: late(scores("GREEN", "fine"), 5000), error: /^timeout$/ },
  "a body that never ends": { does: dripping, error: /^timeout$/ },
  "a cut in the middle": { does: cutOff, error: /^connection$/ },
  "a cut before the head": { does: (response) => response.destroy(), error: /^connection$/ },
  "a redirection": { does: redirected, error: /^connection$/ },
};

export function late(behaviour: Behaviour, ms: number): Behaviour {
  return (response, wire) => void setTimeout(() => behaviour(response, wire), ms).unref();
}

function status(code: number): Behaviour {
  return (response) => {
    response.writeHead(code, { "content-type": "application/json", "retry-after": "1" });
    response.end(`{"type":"error","error":{"type":"x","message":"key sk-test-0123456789 failed"}}`);
  };
}

function raw(text: string): Behaviour {
  return (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(text);
  };
}

function cutOff(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
  response.write('{"id":"x","type":"mess');
  setTimeout(() => response.destroy(), 50);
}

function dripping(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
}

function redirected(response: ServerResponse): void {
  response.writeHead(307, { location: "http://127.0.0.1:9/v1/messages" });
  response.end();
}

function message(wire: Wire, text: string, stop: "stop" | "length" | "refusal"): unknown {
  if (wire === "anthropic") {
    const reasons = { stop: "end_turn", length: "max_tokens", refusal: "refusal" };
    return {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude-haiku-5-5",
      content: text === "" ? [] : [{ type: "text", text }],
      stop_reason: reasons[stop],
      stop_sequence: null,
      usage: { input_tokens: 1200, output_tokens: 80 },
    };
  }
  const reasons = { stop: "stop", length: "length", refusal: "content_filter" };
  return {
    id: "c1",
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [
      { index: 0, message: { role: "assistant", content: text }, finish_reason: reasons[stop] },
    ],
    usage: { prompt_tokens: 1200, completion_tokens: 80, total_tokens: 1280 },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

const Content = z.union([
  z.string(),
  z.array(z.object({ text: z.string() })).transform((parts) => parts.map((p) => p.text).join("")),
]);
const Body = z.looseObject({
  system: Content.optional(),
  messages: z.array(z.object({ role: z.string(), content: Content })),
});

function receivedIn({ url, headers }: IncomingMessage, text: string, wire: Wire): Received {
  const body = Body.parse(JSON.parse(text));
  const of = (role: string): string =>
    body.messages
      .filter((each) => each.role === role)
      .map((each) => each.content)
      .join("\n");
  const system = wire === "anthropic" ? (body.system ?? "") : of("system");
  return { path: url ?? "", headers, body: { ...body }, system, prompt: of("user") };
}
