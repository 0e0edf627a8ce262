import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { onTestFinished } from "vitest";

/** What the server does with a mail: takes it, refuses it, or never answers its data. */
export type Treatment =
  | "take"
  | "hang"
  /** Closes the connection in the middle of the data. */
  | "cut"
  | { readonly at: "recipient" | "data"; readonly code: number; readonly says?: string };

/** What the server asks for before it takes a mail. */
interface Door {
  /** STARTTLS with a certificate that it signed itself. */
  readonly encrypts?: boolean;
  /** Its reply to every login: none is good. */
  readonly refusesLogin?: string;
  /** A recipient that it does not know. */
  readonly unknown?: string;
}

export interface MailServer {
  readonly port: number;
  /** Mails that were taken, whole, in the order of their coming. */
  readonly mails: readonly string[];
  /** Every mail whose data arrived, taken or not. */
  readonly attempts: readonly string[];
  /** Resolves when the data of the next mail has arrived. */
  nextData(): Promise<void>;
}

/** A real SMTP server on loopback, without encryption unless the door says so. `treat` is asked for each mail, from 0 on. */
export async function mailServer(
  treat: (mail: number) => Treatment = () => "take",
  door: Door = {},
): Promise<MailServer> {
  const mails: string[] = [];
  const attempts: string[] = [];
  let waiting: (() => void)[] = [];
  const treatments = treatmentsOf(treat);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: door.encrypts === true ? [] : ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onAuth: (_auth, _session, done) => {
      const reply = door.refusesLogin ?? "not known here";
      done(Object.assign(new Error(reply), { responseCode: 535 }));
    },
    onMailFrom: (_address, session, done) => {
      treatments.next(session);
      done();
    },
    onRcptTo: ({ address }, session, done) => {
      const isUnknown = address === door.unknown;
      const treatment = isUnknown ? NOBODY : treatments.of(session);
      done(refusal(treatment, "recipient"));
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => {
        parts.push(part);
        if (treatments.of(session) !== "cut") return;
        for (const connection of server.connections) connection.close();
      });
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

const NOBODY = { at: "recipient", code: 550 } as const;

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
  return Object.assign(new Error(treatment.says ?? "not now"), { responseCode: treatment.code });
}
