import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

/** How the server answers a request: a status with headers and a body, or not at all. */
export type Answer =
  | "hang"
  | "cut"
  /** A status, the beginning of a body, and then the end of the connection. */
  | "cut-body"
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server on loopback. `answer` is asked for each request, from 0 on. */
export async function httpServer(
  answer: (request: number, received: Received) => Answer = () => ({ status: 200 }),
): Promise<{ readonly url: string; readonly received: readonly Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { url: path = "", headers } = request;
      const one = { path, headers, body: Buffer.concat(parts).toString() };
      received.push(one);
      give(answer(received.length - 1, one), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/services/T00/B00/s3cr3tt0ken`, received };
}

function give(answer: Answer, response: ServerResponse): void {
  if (answer === "hang") return;
  if (answer === "cut") {
    response.destroy();
  } else if (answer === "cut-body") {
    response.writeHead(500, { "content-length": "1000" });
    response.write("beginning");
    setImmediate(() => response.destroy());
  } else {
    response.writeHead(answer.status, answer.headers).end(answer.body ?? "ok");
  }
}
