import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHANNELS, carry } from "../../src/deliver/index.ts";
import { Channel } from "../../src/model/channel.ts";
import type { DeliveryError } from "../../src/model/errors.ts";
import { httpServer } from "../support/http.ts";
import { temporaryFolder } from "../support/io.ts";
import { message } from "../support/message.ts";
import { failureOf, outside } from "../support/outside.ts";
import { mailServer } from "../support/smtp.ts";

type Kind = Channel["type"];

/** For each kind of channel: a destination that fails now, and one that fails for good. */
const BROKEN = {
  file: {
    // Mode bits do not stop root, but nobody may make a folder there. By its own name it is refused.
    now: async (folder) => {
      symlinkSync("/sys", join(folder, "link"));
      return { type: "file", folder: join(folder, "link/claude-permit") };
    },
    forGood: async (folder) => {
      writeFileSync(join(folder, "taken"), "");
      return { type: "file", folder: join(folder, "taken") };
    },
  },
  email: {
    now: async () => mail((await mailServer(() => ({ at: "data", code: 451 }))).port),
    forGood: async () => mail((await mailServer(() => ({ at: "recipient", code: 550 }))).port),
  },
  slack: {
    now: () => posting("slack", 503),
    forGood: () => posting("slack", 410),
  },
  webhook: {
    now: () => posting("webhook", 429),
    forGood: () => posting("webhook", 400),
  },
  command: {
    now: (folder) => program(folder, "exit 1"),
    forGood: (folder) => program(folder, "exit 78"),
  },
} as const satisfies Record<
  Exclude<Kind, "stdout">,
  Record<"now" | "forGood", (folder: string) => Promise<object>>
>;

function mail(port: number): object {
  const from = "guard@desk.example";
  return { type: "email", host: "127.0.0.1", port, security: "none", from, to: ["a@example.org"] };
}

async function posting(type: "slack" | "webhook", status: number): Promise<object> {
  URLS.set(type, (await httpServer(() => ({ status }))).url);
  return { type, url_env: type };
}

async function program(folder: string, text: string): Promise<object> {
  const path = join(folder, "program");
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o700 });
  return { type: "command", command: [path] };
}

const URLS = new Map<string, string>();

async function failure(given: object, home: string): Promise<DeliveryError> {
  const channel = Channel.parse({ name: "tested", ...given });
  const env = Object.fromEntries(URLS);
  return failureOf(carry(channel, message(), outside({ home, accountHome: home, env })));
}

describe("every channel", () => {
  const kinds = Object.keys(CHANNELS).filter((kind): kind is keyof typeof BROKEN => kind in BROKEN);

  it("is tried here, but for the one that only prints", () => {
    expect(["stdout", ...kinds]).toEqual(Object.keys(CHANNELS));
  });

  it.each(kinds)(
    "%s: a passing failure is retryable, named, and says what comes next",
    async (kind) => {
      const home = temporaryFolder();
      const failed = await failure(await BROKEN[kind].now(home), home);
      expect(failed.retryable).toBe(true);
      expect(failed.message).toMatch(/^tested: .* is tried again\.$/);
      expect(failed.reason).toMatch(/^[a-z_]+$/);
    },
  );

  it.each(kinds)("%s: a lasting failure is not retryable", async (kind) => {
    const home = temporaryFolder();
    const failed = await failure(await BROKEN[kind].forGood(home), home);
    expect(failed.retryable).toBe(false);
    expect(failed.message).toMatch(/^tested: /);
    expect(failed.reason).toMatch(/^[a-z_]+$/);
  });
});
