import { readFileSync } from "node:fs";
import { join } from "node:path";

/** README.md as it lies in the repository. */
export const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

/** The texts of README's fenced blocks of one language, in order. */
export function readmeBlocks(language: string): string[] {
  const found = README.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"));
  return [...found].map((match) => match[1] ?? "");
}

/** The lines of the digest that README shows; `…` stands for lines left out. */
export function readmeExcerpt(): string[] {
  const [excerpt = ""] = readmeBlocks("text");
  return excerpt.split("\n").filter((line) => line !== "" && line !== "…");
}
