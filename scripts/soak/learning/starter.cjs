// Starts hooks as Claude Code does, when it is called so: `node …/claude BIN SOCKET`. Who connects to
// the socket sends `{id, home, payload, env, file}` a line, and hears how each hook ended. It ends when
// nobody is connected any more.
const { spawn } = require("node:child_process");
const { openSync } = require("node:fs");
const [, , bin, path, niceness = "0"] = process.argv;
require("node:os").setPriority(Number(niceness));
// Who started it may have ended before it listened.
const alone = setTimeout(() => process.exit(0), 60_000);
require("node:net")
  .createServer((socket) => {
    clearTimeout(alone);
    const say = (value) => socket.writable && socket.write(`${JSON.stringify(value)}\n`);
    socket.on("error", () => process.exit(0));
    require("node:readline")
      .createInterface({ input: socket })
      .on("line", (line) => {
        const { id, home, payload, env, file } = JSON.parse(line);
        const child = spawn(process.execPath, [bin, "hook", "--home", home], {
          // As `exec … < file` in a shell of its own would have it.
          stdio: [file === undefined ? "pipe" : openSync(file, "r"), "pipe", "pipe"],
          env: { PATH: process.env.PATH, CLAUDE_CODE_SESSION_ATTENDED: "1", ...env },
        });
        let out = "";
        let err = "";
        child.stdout.on("data", (chunk) => {
          out += chunk;
        });
        child.stderr.on("data", (chunk) => {
          err += chunk;
        });
        child.stdin?.on("error", () => undefined);
        child.stdin?.end(JSON.stringify(payload));
        child.on("close", (code, signal) => say({ id, out, err, code, signal }));
      })
      .on("close", () => process.exit(0));
  })
  .listen(path);
