/** The first word of a process that answers a question; no command of anybody's. */
export const ANSWER_WORD = "answer-question";
