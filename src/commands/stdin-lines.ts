/** The lines of a stream of text, without their ends; the last one also where it has none. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string[] = [];
  for await (const chunk of chunks) {
    const parts = chunk.split("\n");
    const last = parts.pop() ?? "";
    for (const part of parts) {
      yield [...rest, part].join("").replace(/\r$/, "");
      rest = [];
    }
    rest.push(last);
  }
  const end = rest.join("");
  if (end !== "") yield end.replace(/\r$/, "");
}
