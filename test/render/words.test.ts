import { describe, expect, it } from "vitest";
import { count, quote, text } from "../../src/findings/values.ts";
import { defang } from "../../src/render/email/defang.ts";
import { mailPreheader, mailSubject } from "../../src/render/email/subject.ts";
import { cleanText } from "../../src/render/escape-text.ts";
import {
  changeWords,
  countWords,
  durationWords,
  NO_BREAK,
  ratioWords,
} from "../../src/render/figure-words.ts";
import { bar, sparkline, UNICODE } from "../../src/render/glyphs.ts";
import { gridValues } from "../../src/render/html/scale.ts";
import { reportCommand } from "../../src/render/report-command.ts";
import { seriesWords, timeWords, windowWords } from "../../src/render/times.ts";
import { displayWidth, shorten } from "../../src/render/width.ts";
import { change, figure, note, report, section } from "../support/values.ts";

const WEEK = report([]).window;

function spaced(words: string): string {
  return words.replaceAll(NO_BREAK, " ");
}

describe("numbers in words", () => {
  it.each([
    [countWords(1850), "1,850"],
    [countWords(3.5), "3.5"],
    [ratioWords(0.16006), "16.0 %"],
    [ratioWords(1), "100.0 %"],
    [durationWords(26), "26 ms"],
    [durationWords(2900), "2.9 s"],
    [durationWords(59_960), "1m00s"],
    [durationWords(90_000), "1m30s"],
    [durationWords(3_060_000), "51m"],
    [durationWords(3_599_999), "1h00m"],
    [durationWords(6_720_000), "1h52m"],
    [durationWords(302_400_000), "3 d 12 h"],
    [durationWords(172_800_000), "2 d"],
  ])("are %s", (shown, wanted) => {
    expect(spaced(shown)).toBe(wanted);
  });

  it.each([
    [change("up", 138), "▲ +138"],
    [change("down", -65), "▼ -65"],
    [change("same", 3), "≈ same"],
    [change("unclear", 9), "+9, unclear"],
    [change("unclear", 500, "ms"), "+0.5 s, unclear"],
    [change("up", 0.118, "ratio"), "▲ +11.8 pp"],
    [change("none"), "–"],
    [{ ...change("none"), n: 21 }, "– (n = 21)"],
  ])("tell a change with sign and word", (value, wanted) => {
    expect(spaced(changeWords(value, UNICODE))).toBe(wanted);
  });

  it.each([
    [438, "count", [150, 300, 450]],
    [2, "count", [1, 2, 3]],
    [0, "count", [1, 2, 3]],
    [0.214, "ratio", [0.08, 0.16, 0.24]],
  ] as const)("give an axis for %d round steps", (highest, unit, wanted) => {
    const shown = gridValues(highest, unit).map((value) => Math.round(value * 1000) / 1000);
    expect(shown).toEqual(wanted);
  });
});

describe("bars and sparklines", () => {
  it("show anything above zero, to an eighth", () => {
    expect(bar(0.5, 5, UNICODE)).toBe("██▌");
    expect(bar(0.0001, 20, UNICODE)).toBe("▏");
    expect(bar(0, 20, UNICODE)).toBe("");
    expect(bar(2, 3, UNICODE)).toBe("███");
  });

  it("tell no data from zero", () => {
    expect(sparkline([0, null, 7, 14], UNICODE)).toBe("▁·▄█");
    expect(sparkline([0, 0], UNICODE)).toBe("▁▁");
    expect(sparkline([null], UNICODE)).toBe("·");
  });
});

describe("times in words", () => {
  it("name a day by its name inside a week, by its date elsewhere", () => {
    expect(timeWords("2026-11-19T13:12:48Z", "clock", WEEK)).toBe("14:12");
    expect(timeWords("2026-11-19T13:12:48Z", "day", WEEK)).toBe("Thu 19 Nov");
    expect(timeWords("2026-11-19T13:12:48Z", "day_clock", WEEK)).toBe("Thu 14:12");
    expect(timeWords("2026-11-12T13:12:48Z", "day_clock", WEEK)).toBe("12 Nov 14:12");
    expect(timeWords("2025-11-12T13:12:48Z", "day", WEEK)).toBe("12 Nov 2025");
  });

  it("name a window with its zone and offset", () => {
    const zone = { time_zone: "Europe/Amsterdam" };
    expect(windowWords(WEEK)).toBe("Mon 16 Nov to Sun 22 Nov 2026, Europe/Amsterdam (UTC+1)");
    const autumn = { since: "2026-10-18T22:00:00Z", until: "2026-10-25T23:00:00Z", ...zone };
    expect(windowWords(autumn)).toMatch(/^Mon 19 Oct to Sun 25 Oct 2026.*\(UTC\+2, then UTC\+1\)$/);
    const day = { since: "2026-11-15T23:00:00Z", until: "2026-11-16T23:00:00Z", ...zone };
    expect(windowWords(day)).toBe("Mon 16 Nov 2026, Europe/Amsterdam (UTC+1)");
    const hours = {
      since: "2025-12-31T12:00:00Z",
      until: "2026-01-01T12:30:00Z",
      time_zone: "UTC",
    };
    expect(windowWords(hours)).toBe("Wed 31 Dec 2025 12:00 to Thu 1 Jan 2026 12:30, UTC");
    const half = { ...day, time_zone: "America/St_Johns" };
    expect(windowWords(half)).toContain("(UTC-3:30)");
  });

  it("name a row of windows by their length, also over a change of the clocks", () => {
    expect(seriesWords(8, WEEK)).toBe("8 weeks");
    const zone = { time_zone: "Europe/Amsterdam" };
    const autumn = { since: "2026-10-18T22:00:00Z", until: "2026-10-25T23:00:00Z", ...zone };
    expect(seriesWords(8, autumn)).toBe("8 weeks");
    const odd = { since: "2026-10-18T22:00:00Z", until: "2026-10-19T23:00:00Z", ...zone };
    expect(seriesWords(8, odd)).toBe("last 8");
  });
});

describe("text from the log", () => {
  it.each([
    ["a\r\n\tb", "a  b"],
    ["\u001B[31mred\u001B[0m", "red"],
    ["\u001B]0;title\u0007after", "after"],
    ["\u001B]0;open and all of this", "0;open and all of this"],
    ["a\u202Eb\u200Bc\u0000d", "abcd"],
    ["\uD800x", "\uFFFDx"],
    [`e${"\u0301".repeat(9)}`, `e${"\u0301".repeat(4)}`],
  ])("is cleaned of what does not show: %j", (words, wanted) => {
    expect(cleanText(words)).toBe(wanted);
  });

  it("is measured as a terminal shows it, and never cut inside a character", () => {
    expect(displayWidth("秘密🔑e\u0301")).toBe(7);
    expect(shorten("秘密の鍵", 6)).toBe("秘密…");
    expect(shorten("e\u0301e\u0301e\u0301", 2)).toBe("e\u0301…");
    expect(shorten("short", 5)).toBe("short");
  });

  it.each([
    ["curl https://evil.example/x", "curl hxxps://evil[.]example/x"],
    ["ftp://a.b.com", "fxp://a[.]b[.]com"],
    ["mail root@evil.example", "mail root[@]evil[.]example"],
    ["WebFetch: mozilla.org", "WebFetch: mozilla[.]org"],
    ["sh install.sh", "sh install[.]sh"],
    ["cat .env.production", "cat .env.production"],
    ["Edit ~/.claude/settings.json src/index.ts", "Edit ~/.claude/settings.json src/index.ts"],
    ["ping 10.0.0.1", "ping 10[.]0[.]0[.]1"],
    ["version 1.2.3", "version 1.2.3"],
    ["javascript:alert(1)", "javascript[:]alert(1)"],
  ])("has no link left in a mail: %s", (words, wanted) => {
    expect(defang(words)).toBe(wanted);
  });
});

describe("a report's own words", () => {
  it("give a subject that ends where a clause does", () => {
    const sentence = [text("A blocked secret was read another way, and "), text("x".repeat(90))];
    const one = report([], { verdict: { level: "red", sentence, counts: "" } });
    expect(mailSubject(one)).toBe("[claude-permit] W47 RED: a blocked secret was read another way");
  });

  it.each([
    { counts: "1 to fix, 3 to look at, 1 waiting.", more: "; 3 more to look at" },
    { counts: "3 to fix, 4 to look at.", more: "; 2 more to fix, 4 to look at" },
    { counts: "1 to look at, 2 waiting.", more: "" },
  ])("say in the subject what else there is to do: $counts", ({ counts, more }) => {
    const sentence = [text("A denied read was reached another way.")];
    const subject = mailSubject(report([], { verdict: { level: "red", sentence, counts } }));
    expect(subject).toBe(`[claude-permit] W47 RED: a denied read was reached another way${more}`);
  });

  it("say in the line beside it what to do, what moved, then the rest that fits", () => {
    const values = (now: number, sign: "up" | "unclear") =>
      [count(now), count(88), change(sign, 9), count(80)] as const;
    const figures = [
      figure("Denied", [...values(14, "unclear")], []),
      figure("Prompts", [...values(226, "up")], []),
    ];
    const counts = "1 to fix, 3 to look at. 1 alert open. Every log line was read.";
    const one = report([section("The week", [{ kind: "figures", figures }])], {
      verdict: { level: "red", sentence: [], counts },
    });
    expect(mailPreheader(one)).toBe(
      "1 to fix, 3 to look at. Prompts 226 (88 last). 1 alert open. Every log line was read.",
    );
  });

  it("give a subject of one line whatever the log held", () => {
    const sentence = [quote("x\r\nBcc: a@b.example\u0000 ".repeat(20))];
    const subject = mailSubject(report([], { verdict: { level: "red", sentence, counts: "" } }));
    expect(subject).toMatch(/^[ -~…]{1,120}$/);
  });

  it("give a report without a verdict its key figures for a subject", () => {
    const denied = section("Denied", [note("", text("rules that stopped something"))]);
    const parts = [
      { ...denied, headline: [count(12), text(" denied")] },
      denied,
      { ...denied, headline: [] },
      { ...denied, headline: [text("1 reached "), quote("https://evil.example/x"), text(".")] },
    ];
    expect(mailSubject(report(parts, { name: "security" }))).toBe(
      "[claude-permit] W47 security: 12 denied, 1 reached hxxps://evil[.]example/x",
    );
    expect(mailSubject(report([denied], { name: "mine", title: "what I want" }))).toBe(
      "[claude-permit] W47 mine: what I want",
    );
  });

  it("give the command that makes the report again", () => {
    expect(reportCommand(report([]))).toBe(
      "claude-permit report digest --during 2026-W47 --tz Europe/Amsterdam --as-of 2026-11-23T07:00+01:00",
    );
    expect(reportCommand(report([], { label: "2026-W46 to 2026-W47" }))).toContain(
      "--since 2026-11-16T00:00+01:00 --until 2026-11-23T00:00+01:00",
    );
  });

  it("give the command that the report names itself where it does", () => {
    const words = "claude-permit report digest --during 2026-W47 --home /elsewhere";
    const again = note("Again", { kind: "command", text: words });
    expect(reportCommand(report([section("Coverage", [again])]))).toBe(words);
  });
});
