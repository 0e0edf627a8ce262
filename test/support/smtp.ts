import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

export interface Refusal {
  readonly at: "recipient" | "data";
  readonly code: number;
}

export interface MailServer {
  readonly port: number;
  /** Whole mails as they arrived. */
  readonly mails: readonly string[];
}

/**
 * A real SMTP server on loopback without encryption. `refuse` is asked for each mail, counted
 * from 0; a mail refused at its data is not kept.
 */
export async function mailServer(
  refuse: (mail: number) => Refusal | undefined = () => undefined,
): Promise<MailServer> {
  const mails: string[] = [];
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onMailFrom: (_address, _session, done) => {
      count += 1;
      done();
    },
    onRcptTo: (_address, _session, done) => done(refusal(refuse(count - 1), "recipient")),
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const refused = refusal(refuse(count - 1), "data");
        if (refused === null) mails.push(Buffer.concat(parts).toString());
        done(refused);
      });
    },
  });
  const listening = await new Promise<AddressInfo>((resolve) => {
    const socket = server.listen(0, "127.0.0.1", () => {
      const address = socket.address();
      if (address !== null && typeof address === "object") resolve(address);
    });
  });
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: listening.port, mails };
}

function refusal(refused: Refusal | undefined, at: Refusal["at"]): Error | null {
  if (refused?.at !== at) return null;
  return Object.assign(new Error("not now"), { responseCode: refused.code });
}
