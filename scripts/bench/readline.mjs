// One question asked of a log with nothing but Node: how many calls did each tool have?
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const calls = new Map();
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    continue;
  }
  if (entry.event === "PreToolUse") {
    calls.set(entry.tool_name, (calls.get(entry.tool_name) ?? 0) + 1);
  }
}
console.log(JSON.stringify([...calls].sort((a, b) => b[1] - a[1])));
