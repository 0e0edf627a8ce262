import { createHash } from "node:crypto";
import type { Report } from "../../model/report.ts";
import { cleanText } from "../escape-text.ts";
import { type Header, mimeMessage } from "./mime.ts";
import { type Mail, mailOf } from "./render-mail.ts";

/**
 * The whole message as it would be sent, but for sender and recipients: text first, markup last,
 * the headers that belong to the message itself. Made of the report alone, so the same report is
 * the same message.
 */
export async function renderEml(
  report: Report,
  options: { userTemplates?: string; host?: string },
): Promise<string> {
  const mail = await mailOf(report, options);
  const host = hostName(options.host ?? "");
  const id = sha256([report.id, report.as_of, mail.subject, mail.text].join("\n")).slice(0, 16);
  return mimeMessage(
    [...headersOf(report, mail, host), ["Message-ID", `<${idName(report)}.${id}@${host}>`]],
    {
      text: mail.text,
      html: mail.html,
      boundary: `part-${sha256(mail.html).slice(0, 24)}`,
    },
  );
}

function headersOf(report: Report, mail: Mail, host: string): Header[] {
  const name = idName(report);
  return [
    ["Date", mailDate(report.as_of)],
    // A draft for mail programs: whoever opens it says from whom and to whom.
    ["X-Unsent", "1"],
    ["From", `claude-permit <claude-permit@${host}>`],
    ["Subject", mail.subject],
    // A root that no mail bears: every message of the thread refers to it, and so to each other.
    ["References", `<${name}@${host}>`],
    ["Auto-Submitted", "auto-generated"],
    ["List-Id", `claude-permit ${name} <${name}.claude-permit.${host}>`],
    ["X-Claude-Permit-Severity", report.verdict?.level ?? "none"],
  ];
}

/** `digest`: what messages of this kind are called. */
function idName(report: Report): string {
  return (
    report.name
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 40) || "report"
  );
}

/** A name that may stand after an `@`. */
function hostName(host: string): string {
  const name = cleanText(host)
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 100);
  return name === "" ? "localhost" : name;
}

/** RFC 5322, in UTC: `Mon, 23 Nov 2026 06:00:00 +0000`. */
function mailDate(at: string): string {
  return new Date(at).toUTCString().replace(/GMT$/, "+0000");
}

/** In hex. The engine's own: a mail is hashed whole. */
function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
