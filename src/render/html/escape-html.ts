import { cleanText } from "../escape-text.ts";

const SIGNS = /[&<>"'`]/;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Cleaned text as HTML that shows exactly it, as content and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return escapeSigns(cleanText(text));
}

/** `escapeHtml` for text of ours that is clean: its no-break spaces stay. */
export function escapeSigns(text: string): string {
  // Most texts have none, and to replace nothing takes longer than to look.
  if (!SIGNS.test(text)) return text;
  return text.replace(/[&<>"'`]/g, (sign) => ENTITIES[sign] ?? "");
}
