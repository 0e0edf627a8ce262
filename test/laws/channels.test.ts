import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHANNELS, carry, type Outside } from "../../src/deliver/index.ts";
import { Channel } from "../../src/model/config.ts";
import { DeliveryError } from "../../src/model/errors.ts";
import { temporaryFolder } from "../support/io.ts";
import { message } from "../support/message.ts";
import { mailServer } from "../support/smtp.ts";

type Kind = Channel["type"];

/** For each kind of channel: a destination that fails now, and one that fails for good. */
const BROKEN = {
  file: {
    // Mode bits do not stop root, but nobody may make a folder here.
    now: async (_folder) => ({ type: "file", folder: "/sys/claude-permit" }),
    forGood: async (folder) => {
      writeFileSync(join(folder, "taken"), "");
      return { type: "file", folder: join(folder, "taken") };
    },
  },
  email: {
    now: async () => mail((await mailServer(() => ({ at: "data", code: 451 }))).port),
    forGood: async () => mail((await mailServer(() => ({ at: "recipient", code: 550 }))).port),
  },
} as const satisfies Record<Kind, Record<"now" | "forGood", (folder: string) => Promise<object>>>;

function mail(port: number): object {
  const from = "guard@desk.example";
  return { type: "email", host: "127.0.0.1", port, security: "none", from, to: ["a@example.org"] };
}

function outside(home: string): Outside {
  return { home, accountHome: home, env: {}, signal: new AbortController().signal };
}

async function failureOf(given: object, home: string): Promise<DeliveryError> {
  const channel = Channel.parse({ name: "tested", ...given });
  const error = await carry(channel, message(), outside(home)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DeliveryError) return error;
  throw new Error("no DeliveryError", { cause: error });
}

describe("every channel", () => {
  const kinds = Object.keys(CHANNELS).filter((kind): kind is Kind => kind in BROKEN);

  it("is tried here", () => {
    expect(kinds).toEqual(Object.keys(CHANNELS));
  });

  it.each(kinds)(
    "%s: a passing failure is retryable, named, and says what comes next",
    async (kind) => {
      const home = temporaryFolder();
      const failure = await failureOf(await BROKEN[kind].now(home), home);
      expect(failure.retryable).toBe(true);
      expect(failure.message).toMatch(/^tested: .* is tried again\.$/);
      expect(failure.reason).toMatch(/^[a-z_]+$/);
    },
  );

  it.each(kinds)("%s: a lasting failure is not retryable", async (kind) => {
    const home = temporaryFolder();
    const failure = await failureOf(await BROKEN[kind].forGood(home), home);
    expect(failure.retryable).toBe(false);
    expect(failure.message).toMatch(/^tested: /);
    expect(failure.reason).toMatch(/^[a-z_]+$/);
  });
});
