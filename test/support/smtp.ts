import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { onTestFinished } from "vitest";

/** What the server does with a mail: takes it, refuses it, or never answers its data. */
export type Treatment =
  | "take"
  | "hang"
  | { readonly at: "recipient" | "data"; readonly code: number };

export interface MailServer {
  readonly port: number;
  /** Mails that were taken, whole, in the order of their coming. */
  readonly mails: readonly string[];
  /** Every mail whose data arrived, taken or not. */
  readonly attempts: readonly string[];
  /** Resolves when the data of the next mail has arrived. */
  nextData(): Promise<void>;
}

/** A real SMTP server on loopback without encryption. `treat` is asked for each mail, from 0 on. */
export async function mailServer(
  treat: (mail: number) => Treatment = () => "take",
): Promise<MailServer> {
  const mails: string[] = [];
  const attempts: string[] = [];
  let waiting: (() => void)[] = [];
  const treatments = treatmentsOf(treat);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onMailFrom: (_address, session, done) => {
      treatments.next(session);
      done();
    },
    onRcptTo: (_address, session, done) => done(refusal(treatments.of(session), "recipient")),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const mail = Buffer.concat(parts).toString();
        const treatment = treatments.of(session);
        attempts.push(mail);
        if (treatment === "take") mails.push(mail);
        for (const tell of waiting.splice(0)) tell();
        if (treatment !== "hang") done(refusal(treatment, "data"));
      });
    },
  });
  // A client that is killed leaves a broken connection behind; that is what is tested.
  server.on("error", () => {});
  const { port } = await listening(server);
  onTestFinished(() => {
    waiting = [];
    for (const connection of server.connections) connection.close();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    port,
    mails,
    attempts,
    nextData: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

/** Two processes may be connected at a time: a mail is told by its session. */
function treatmentsOf(treat: (mail: number) => Treatment) {
  const bySession = new Map<string, Treatment>();
  let count = 0;
  return {
    next: ({ id }: SMTPServerSession) => {
      bySession.set(id, treat(count));
      count += 1;
    },
    of: ({ id }: SMTPServerSession) => bySession.get(id) ?? "take",
  };
}

function listening(server: SMTPServer): Promise<AddressInfo> {
  return new Promise((resolve) => {
    const socket = server.listen(0, "127.0.0.1", () => {
      const address = socket.address();
      if (address !== null && typeof address === "object") resolve(address);
    });
  });
}

function refusal(treatment: Treatment, at: "recipient" | "data"): Error | null {
  if (typeof treatment === "string" || treatment.at !== at) return null;
  return Object.assign(new Error("not now"), { responseCode: treatment.code });
}
