/** Fields that name what a call is about, in the order of preference. */
const NAMING = [
  "command",
  "file_path",
  "notebook_path",
  "url",
  "pattern",
  "query",
  "path",
  "skill",
  "description",
  "subject",
  "task_id",
] as const;

/**
 * What a person would name of a call: its command, path, URL or pattern; for other tools the first
 * naming field, else the first text; empty where there is none. Neither redacted nor cut.
 */
export function subjectOf(tool: string, input: Readonly<Record<string, unknown>>): string {
  if (tool === "Agent" || tool === "Task") return text(input["description"]);
  for (const name of NAMING) {
    const found = text(input[name]);
    if (found !== "") return found;
  }
  // An MCP tool names its own fields.
  return (
    Object.values(input)
      .map(text)
      .find((value) => value !== "") ?? ""
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
