import { oneLine } from "./answer.ts";

/** Of everything that is told at once. */
const TOLD_CHARS = 900;

/** The answer with notices beside whatever it says to the user already. */
export function withNotices(answer: string, notices: readonly string[]): string {
  if (notices.length === 0) return answer;
  const said: Record<string, unknown> = answer === "" ? {} : JSON.parse(answer);
  const own = said["systemMessage"];
  const texts = [...(typeof own === "string" ? [own] : []), ...notices];
  return JSON.stringify({ ...said, systemMessage: oneLine(texts.join(" "), TOLD_CHARS) });
}
