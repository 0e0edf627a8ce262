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

/** Whether a text is HTML as it stands: ASCII without any of these signs, as most are. */
export function isPlain(text: string): boolean {
  return /^[ !#-%(-;=?-_a-~]*$/.test(text);
}

/** Cleaned text as HTML that shows exactly it, as content and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return isPlain(text) ? text : escapeSigns(cleanText(text));
}

/** `escapeHtml` for text of ours that is clean: its no-break spaces stay. */
export function escapeSigns(text: string): string {
  // Most texts have none, and to replace nothing takes longer than to look.
  if (!SIGNS.test(text)) return text;
  return text.replace(/[&<>"'`]/g, (sign) => ENTITIES[sign] ?? "");
}
