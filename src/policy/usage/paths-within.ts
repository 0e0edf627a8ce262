import { asPattern } from "../shell/unwrapped.ts";
import { fixedWord } from "../shell.ts";
import type { KindedWord } from "./operands.ts";
import type { PathUse } from "./usage.ts";

/** Paths that stand within a word: `@file` of an upload, `HEAD:path`, `if=disk`, `file:///x`. */
export function readWithin({ word, kind, by }: KindedWord): PathUse[] {
  const part = (text: string): PathUse[] => [{ word: { text, content: word.content }, by }];
  const { text, content } = word;
  switch (kind) {
    case "upload":
    case "item": {
      const file = /(?:^|=|:=|^[^=@]*)(?:[@<]|fileb?:\/\/)([^;]+)/.exec(text)?.[1];
      return file === undefined || file === "-" ? [] : part(file);
    }
    case "package":
      return /^(?:\.{0,2}\/|~)/.test(text) ? part(text) : [];
    case "writeout":
      return text.startsWith("@") ? part(text.slice(1)) : [];
    case "revision": {
      const file = /^[^:]*:(?!\/)(?:\d:)?(.+)$/.exec(text)?.[1] ?? text;
      // A pathspec is a pattern, quoted or not.
      return part(file.replace(/^:\([^)]*\)|^:[!^/]/, "")).map((use) => ({
        ...use,
        word: content.kind === "fixed" ? asPattern(use.word) : use.word,
      }));
    }
    case "dd":
      return text.startsWith("if=") ? part(text.slice(3)) : [];
    case "host": {
      const file = text.includes("://") ? /^file:\/\/[^/]*(\/.*)$/i.exec(text)?.[1] : undefined;
      return file === undefined ? [] : part(decoded(file));
    }
    default:
      return [];
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: as written.
    return text;
  }
}

/** Paths that a word writes though it is more than a path: `of=disk`, an archive. */
export function writtenWithin({ word, kind, by }: KindedWord): PathUse[] {
  const { text, content } = word;
  if (kind === "dd" && text.startsWith("of="))
    return [{ word: { text: text.slice(3), content }, by }];
  if (kind === "here") return [{ word: fixedWord("./*"), by: "option" }];
  if (kind === "writeout") {
    return [...text.matchAll(/%output\{(?:>>)?([^}]*)\}?/g)].map(([, file = ""]) => ({
      word: { text: file, content },
      by: "option",
    }));
  }
  return kind === "archive" ? [{ word, by }] : [];
}
