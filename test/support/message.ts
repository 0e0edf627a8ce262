import { CommandConfig } from "../../src/model/config.ts";
import type { Message } from "../../src/model/message.ts";

/** A digest message for the channel `mail`, made Monday 07:00 UTC. */
export function message(given: Partial<Message> = {}): Message {
  const { key = "digest.2026-w47.mail.0a1b2c3d" } = given;
  return {
    version: 1,
    key,
    kind: "digest",
    channel: "mail",
    host: "desk.example",
    created_at: "2026-11-23T07:00:00.000Z",
    expires_at: "2026-11-26T07:00:00.000Z",
    subject: "[claude-permit] W47 GREEN: nothing to do",
    severity: "green",
    text: "Nothing to do.\n",
    html: "<p>Nothing to do.</p>",
    files: [],
    payload: null,
    thread: "digest.mail.0a1b2c3d",
    ...given,
  };
}

/** A configuration whose channel `mail` is a server without encryption on this machine. */
export function mailConfig(port: number): CommandConfig {
  return CommandConfig.parse({
    channel: [
      {
        name: "mail",
        type: "email",
        host: "127.0.0.1",
        port,
        security: "none",
        from: "claude-permit <guard@desk.example>",
        to: ["owner@example.org"],
      },
    ],
  });
}
