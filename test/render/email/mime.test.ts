import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { mimeMessage, quotedPrintable } from "../../../src/render/email/mime.ts";
import { renderMail, renderReport } from "../../../src/render/render.ts";
import { SAMPLE_REPORT } from "../../support/sample-report.ts";
import { seeded } from "../../support/seeded.ts";

const PIECES = [
  "a",
  "word ",
  "=",
  "é",
  "秘",
  "🔑",
  ".",
  "From ",
  "\t",
  " ",
  "\n",
  "--part",
  "x".repeat(40),
];

describe("a message", () => {
  it("says the same when it is read, whatever it says", async () => {
    const random = seeded(7);
    for (let round = 0; round < 60; round += 1) {
      const said = () =>
        Array.from({ length: 60 }, () => PIECES[Math.floor(random() * PIECES.length)] ?? "").join(
          "",
        );
      const [text, html, subject] = [`t${said()}t`, `h${said()}h`, said()];
      const message = mimeMessage([["Subject", subject]], { text, html, boundary: "part-1" });
      const parsed = await PostalMime.parse(message);
      expect(parsed.text?.replace(/\n$/, "")).toBe(text);
      expect(parsed.html?.replace(/\n$/, "")).toBe(html);
      expect(parsed.subject).toBe(subject.replace(/[\t\n]+/g, " ").trim());
      expect(message).toMatch(/^[\t\n -~]*$/);
      expect(message.split("\n").filter((line) => line.length > 78)).toEqual([]);
    }
  });

  it("lets no text begin a header", async () => {
    const evil = "x\r\nBcc: a@evil.example\n\n<b>body</b>";
    const parsed = await PostalMime.parse(
      mimeMessage([["Subject", evil]], { text: "t", html: "h", boundary: "b" }),
    );
    expect(parsed.headers.map(({ key }) => key)).toEqual([
      "subject",
      "mime-version",
      "content-type",
    ]);
    expect(parsed.subject).toBe("x Bcc: a@evil.example <b>body</b>");
  });

  it("ends no line in a blank and begins none with a dot", () => {
    expect(quotedPrintable("a \n.b\nFrom c")).toBe("a=20\n=2Eb\n=46rom c");
    const long = "e".repeat(75);
    expect(quotedPrintable(`${long}From c`)).toBe(`${long}=\n=46rom c`);
  });
});

describe("a digest as a message", () => {
  it("is text first, markup last, with the headers that are its own", async () => {
    const eml = await renderReport(SAMPLE_REPORT, "email", {
      columns: 80,
      colour: false,
      ascii: false,
      host: "Desk.example",
      redaction: "full",
    });
    const { subject } = await renderMail(SAMPLE_REPORT, { redaction: "full" });
    const parsed = await PostalMime.parse(eml);
    expect(parsed.subject).toBe(subject);
    expect(parsed.date).toBe("2026-11-23T06:00:00.000Z");
    expect(parsed.messageId).toMatch(/^<digest\.[0-9a-f]{16}@desk\.example>$/);
    expect(Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]))).toMatchObject({
      "auto-submitted": "auto-generated",
      "list-id": "claude-permit digest <digest.claude-permit.desk.example>",
      "x-claude-permit-severity": "red",
      references: "<digest@desk.example>",
      "mime-version": "1.0",
    });
    expect(eml.indexOf("text/plain")).toBeLessThan(eml.indexOf("text/html"));
    expect(eml).not.toMatch(/^(?:Bcc|To|Cc|List-Unsubscribe-Post):/m);
  });
});
