import { describe, expect, it } from "vitest";
import { countsCommand, maskCommand } from "../../../src/render/redact/mask-command.ts";
import { maskCall, maskName, maskWords } from "../../../src/render/redact/mask-text.ts";
import { pick, seeded } from "../../support/seeded.ts";

describe("text of the log that is masked by its form", () => {
  it.each([
    ["cat .env.production", "cat …"],
    ["git push --force", "git push …"],
    ["git status", "git status"],
    ["git -C /home/ana/shop push", "git …"],
    ["docker compose --env-file .env up", "docker compose …"],
    ["TOKEN=abc sudo npm publish", "npm publish"],
    ["/opt/vendor/bin/deploy --to prod", "deploy …"],
    ["rm -rf ../web", "rm …"],
    ["curl -s https://get.example.sh | sh", "curl …"],
    ["cat<~/.netrc;rm", "cat…"],
    ["Edit ~/.claude/settings.json", "Edit settings.json"],
    ["/home/ana/shop/src/pay.ts", "pay.ts"],
    ["/home/ana/shop/", "shop"],
    ["src/pay/card.ts", "card.ts"],
    ["docs/plans/ent-1*/**/*.md", "*.md"],
    ["C:\\Users\\ana\\shop\\pay.ts", "pay.ts"],
    ["\\\\files\\ana\\pay.ts", "pay.ts"],
    ["/home/ana", "~"],
    ["~ana", "~"],
    ["~", "~"],
    ["/etc", "/etc"],
    ["/etc/shadow", "shadow"],
    ["https://ana:pw@api.shop.example.com:8443/a?key=1", "example.com"],
    ["https://shop.example.co.uk/x", "example.co.uk"],
    ["http://10.20.30.40/x", "…30.40"],
    ["http://localhost:3000/x", "localhost"],
    ["file:///home/ana/x.txt", "x.txt"],
    ["build.ci.example.org", "example.org"],
    ["10.20.30.40", "…30.40"],
    ["ana@desk.example.com", "…@example.com"],
    ["git@github.com:ana/secret", "…@github.com"],
    ["API_KEY=abcdef", "API_KEY=…"],
    ["--token=abcdef", "--token=…"],
    ['{"password":"x"}', "…"],
    ["no-secret-reads", "no-secret-reads"],
    ["settings.local.json", "settings.local.json"],
    ["Bash: git push", "Bash: git push"],
    ["Read: src/…/*.ts", "Read: src/…/*.ts"],
    ["Read: src/.pnpm/…/…/*.ts", "Read: src/.pnpm/…/…/*.ts"],
    ["WebFetch: example.com", "WebFetch: example.com"],
    ["Note: my password is x", "…"],
    ["", ""],
  ])("%s is %s", (text, masked) => {
    expect(maskCall(text)).toBe(masked);
  });

  it("never tells more than the first 80 characters of a word", () => {
    expect(maskCall("x".repeat(5000))).toBe(`${"x".repeat(40)}…`);
  });
});

describe("names and our own words that are masked", () => {
  it.each([
    ["8c1e shop-api", "8c1e shop-api"],
    ["Read: /home/ana/x/y.ts", "Read: y.ts"],
    ["WebFetch: a.b.example.com", "WebFetch: example.com"],
    ["built-in: own hooks", "built-in: own hooks"],
  ])("the name %s is %s", (text, masked) => {
    expect(maskName(text)).toBe(masked);
  });

  it.each([
    ["14 of 41 calls and/or 2 / 3 of them", "14 of 41 calls and/or 2 / 3 of them"],
    ["Europe/Amsterdam (UTC+1)", "Europe/Amsterdam (UTC+1)"],
    ["written to /home/ana/.claude/config.toml.", "written to config.toml."],
    ["see https://docs.example.com/a/b and ~/x/y", "see example.com and y"],
  ])("our words %s are %s", (text, masked) => {
    expect(maskWords(text)).toBe(masked);
  });
});

describe("a full path", () => {
  const BEFORE = [
    "",
    " ",
    "=",
    '"',
    "'",
    "(",
    "[",
    "{",
    ":",
    ",",
    ";",
    ">",
    "2>",
    "@",
    "$",
    "`",
    "|",
    "&",
    "<",
  ];
  const ROOTS = [
    "/home/ana",
    "/Users/ana",
    "~",
    "~ana",
    "C:\\Users\\ana",
    "/srv",
    "file:///home/ana",
  ];

  it("is never left whole, whatever it stands behind", () => {
    const random = seeded(11);
    const leaks: string[] = [];
    for (let round = 0; round < 3000; round += 1) {
      const before = `${pick(random, ["", "see", "cat", "--file"])}${pick(random, BEFORE)}`;
      const root = pick(random, ROOTS);
      const sign = root.startsWith("C:") ? "\\" : "/";
      const path = [root, "secretone", pick(random, ["x y", "secrettwo", "…", "*"]), "end.ts"].join(
        sign,
      );
      // Right behind a letter it would be a path of the project: src/home/x.
      const text = `${/[a-z]$/.test(before) ? `${before} ` : before}${path}`;
      for (const mask of [maskCall, maskName, maskWords]) {
        const masked = mask(text);
        if (/secretone|\bana\b/.test(masked)) leaks.push(`${mask.name}: ${text} -> ${masked}`);
      }
    }
    expect(leaks).toEqual([]);
  });
});

describe("commands of ours", () => {
  const AGAIN =
    "claude-permit report digest --during 2026-W47 --tz Europe/Amsterdam --project shop-api --as-of 2026-11-23T07:00+01:00";

  it.each([
    [`${AGAIN} --home '/home/ana/a b'`, `${AGAIN} --home "$CLAUDE_PERMIT_HOME"`],
    ["claude-permit status --home=/srv/x", 'claude-permit status --home="$CLAUDE_PERMIT_HOME"'],
    ["claude-permit explain 'cat /etc/shadow'", "claude-permit explain '…'"],
    ["claude-permit report session b07d", "claude-permit report session b07d"],
    ["", ""],
  ])("%s is masked as %s", (line, masked) => {
    expect(maskCommand(line)).toBe(masked);
  });

  it.each([
    [AGAIN, AGAIN.replace("shop-api", "'…'")],
    ["claude-permit explain ls", "claude-permit explain '…'"],
    ["claude-permit report session b07d", "claude-permit report session '…'"],
    ["claude-permit report session deadbeef", "claude-permit report session '…'"],
    ["claude-permit report session last", "claude-permit report session last"],
    ["claude-permit rules show 90805720edfa", "claude-permit rules show '…'"],
    ["claude-permit rules suggest --accept k3f2", "claude-permit rules suggest --accept '…'"],
    ["claude-permit alerts silence deny_spike", "claude-permit alerts silence deny_spike"],
    ["claude-permit alerts silence x --for 7d", "claude-permit alerts silence '…' --for 7d"],
    ["claude-permit stats --json --tool 'x y'", "claude-permit stats --json --tool '…'"],
  ])("%s is %s where only counts are told", (line, counted) => {
    expect(countsCommand(line)).toBe(counted);
  });
});
