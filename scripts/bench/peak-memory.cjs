// Preloaded (`node -r`) into a process whose peak memory is asked for: bytes, to a file.
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  const { PEAK_MEMORY_FILE: file } = process.env;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
