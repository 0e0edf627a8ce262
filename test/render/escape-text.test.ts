import { expect, it } from "vitest";
import { cleanText } from "../../src/render/escape-text.ts";

it("a character is cleaned alike beside one that is taken out", () => {
  for (let code = 0x20; code < 0x3000; code += 1) {
    const text = `a${String.fromCharCode(code)}b`;
    expect({ code, text: cleanText(`${text}\u200B`) }).toEqual({ code, text: cleanText(text) });
  }
});
