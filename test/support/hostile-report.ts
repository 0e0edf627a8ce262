import { count, quote, text } from "../../src/findings/values.ts";
import type { Backdrop, Block, Report, Step } from "../../src/model/report.ts";
import { change, figure, note, report, section, share, table, time } from "./values.ts";

const ESC = String.fromCharCode(27);
const NUL = String.fromCharCode(0);
const BIDI = "\u202E";
const ZERO = "\u200B";

/** What a log may hold to break out of a report, and the words by which a test finds it. */
export const HOSTILE = {
  script: "<script>window.hacked = 1</script><img src=x onerror=window.hacked=1>",
  attribute: `" onmouseover="window.hacked=1" x='`,
  template: "{{constructor.constructor}} {{{this}}} {{> table}} {{#each .}}",
  fence: "```\n# heading\n``` and ` and ``",
  pipe: "a | b \\| c || d",
  breaks: "first\r\nsecond\nthird\u2028fourth\tfifth",
  slack: "<!channel> <@U123> @here &lt;",
  mention: "@octocat closes #123 and fixes GH-1",
  link: "[click](javascript:window.hacked=1) ![x](https://evil.example/x.png)",
  address:
    "https://evil.example/login?next=//evil.example www.evil.example root@evil.example evil.sh",
  ansi: `${ESC}[31mred${ESC}[0m ${ESC}]0;owned\u0007 ${ESC}]8;;https://evil.example${ESC}\\text${ESC}]8;;${ESC}\\`,
  open: `${ESC}]0;never closed; rm -rf ~`,
  c1: "\u009B31mred\u009D0;title\u009C",
  bidi: `${BIDI}gpj.exe\u202C \u2066isolate\u2069`,
  rtl: "مرحبا rm -rf שלום",
  zero: `pass${ZERO}word \uFEFFbom \u00ADsoft \u{E0041}tag`,
  marks: `Z${"\u0351".repeat(40)}algo`,
  wide: "秘密の鍵 🔑 👩‍👩‍👧‍👦",
  nul: `before${NUL}after`,
  half: "\uD83D half",
  formula: "=cmd|'/c calc'!A0",
  long: `${"x".repeat(5000)} end`,
  words: `${"word ".repeat(900)}end`,
  css: "</style><style>*{display:none}</style> expression(1) url(https://evil.example)",
  comment: "--> <!-- ]]> <![CDATA[ <svg/onload=window.hacked=1>",
  entity: "&lt;b&gt; &#60;script&#62; &amp;",
} as const;

/** Every kind of block and value, with all of that in every place that text can come from. */
export const HOSTILE_REPORT: Report = report(
  [
    section(HOSTILE.script, [{ kind: "list", items: items() }], {
      fold: false,
      id: "one",
    }),
    section("Figures", [
      {
        kind: "figures",
        figures: [
          figure(
            HOSTILE.script,
            [quote(HOSTILE.pipe), count(1), change("up", 1), count(2)],
            [1, 2, 3],
          ),
        ],
      },
    ]),
    section("Denied", [denied()], { id: "denied", summary: [quote(HOSTILE.link)] }),
    section("Charts", [
      {
        kind: "bars",
        series: [HOSTILE.attribute, HOSTILE.script],
        parts: [HOSTILE.script, HOSTILE.template],
        rows: [{ label: quote(HOSTILE.css), bars: [bar(1), bar(0.5)], parts: [0.6, 0.4] }],
        backdrop: backdrop(),
      },
      {
        kind: "line",
        title: HOSTILE.comment,
        unit: "count",
        points: [{ label: HOSTILE.script, value: 1, low: 0, high: 2 }],
        backdrop: backdrop(),
      },
    ]),
    section("Notes", [
      ...Object.values(HOSTILE).map((words) => note(words, quote(words), text(` ${words}`))),
      { kind: "code", text: Object.values(HOSTILE).join("\n") },
    ]),
    section("Steps", Object.values(HOSTILE).flatMap(step)),
  ],
  {
    title: HOSTILE.script,
    label: HOSTILE.attribute,
    verdict: {
      level: "amber",
      sentence: [quote(HOSTILE.script), text(" "), quote(`line${"\r\n"}Bcc: x@evil.example`)],
      counts: HOSTILE.mention,
    },
  },
);

function items() {
  return Object.entries(HOSTILE).map(([name, words]) => ({
    id: `${name}" onclick="window.hacked=1`,
    severity: "warn" as const,
    tag: "new",
    title: [text(`${name}: `), quote(words)],
    lines: [[quote(words)], [text(words)]],
    command: `claude-permit explain '${words}'`,
    effect: words,
  }));
}

function denied() {
  const rows = Object.entries(HOSTILE).map(([name, words]) => [
    text(name),
    quote(words),
    text(words),
    count(1),
    share(0.5),
    time("2026-11-19T13:12:48Z", "clock"),
    quote(words),
  ]);
  return table(["name", "quote", HOSTILE.pipe, ">count", "", "time", "again"], rows, {
    more: { count: 3, command: HOSTILE.fence },
  });
}

/** A step, and what goes on from it. */
function step(words: string): Block[] {
  const told = note(words, quote(words));
  const made: Step = {
    version: 1,
    at: time("2026-11-19T13:12:48Z", "day_clock"),
    sign: "+",
    word: words,
    name: quote(words),
    words: [quote(words), text(words)],
  };
  return [
    told.kind === "note" ? { ...told, step: made } : told,
    note("", text("“"), quote(words), text("”")),
  ];
}

function backdrop(): Backdrop {
  const texts = Object.values(HOSTILE);
  return {
    version: 1,
    usual: { title: HOSTILE.css, ranges: [{ low: 0, high: 1 }] },
    spans: texts.map((words) => ({ from: 0, to: 1, title: [quote(words), text(words)] })),
    moments: texts.map((words) => ({ at: 0.5, label: quote(words), title: [quote(words)] })),
  };
}

function bar(value: number) {
  return { value: count(value), share: value };
}
