// The bundled week: invented hook events of three projects in 2026-W47 and, thinner, the eight
// weeks before, as rows of a recording. The same bytes every time.
// `node scripts/bundled-week/generate.mjs` prints it as JSON lines.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { localMs, STORY_WEEK, sessionsOf, WEEKS } from "./calendar.mjs";
import { AGENT_KINDS, BROWSER_KINDS, kindsOf, SUBAGENT_KINDS } from "./kinds.mjs";
import { createChance } from "./random.mjs";
import { callRows, eventRow } from "./rows.mjs";
import { scenes } from "./story.mjs";

const SEED = 20_261_116;
/** The browser server was added to web-client on Wednesday at 10:00. */
const BROWSER = { fromMs: localMs(STORY_WEEK, 2, 600), sessions: 6, project: "web-client" };

/** Every row as one JSON text, in order of time. */
export function bundledWeek() {
  const chance = createChance(SEED);
  return WEEKS.flatMap((week) => weekRows(week, chance))
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : Number(a.timestamp > b.timestamp)))
    .map((row) => JSON.stringify(row));
}

function weekRows(week, chance) {
  const sessions = sessionsOf(week, chance);
  if (week.monday === STORY_WEEK) {
    tellStory(sessions, chance);
    addBrowser(sessions);
  }
  return sessions.flatMap((session) => sessionRows(session, chance));
}

/** Gives each scene to the first session of its project on its day. */
function tellStory(sessions, chance) {
  for (const { project, day, time, calls } of scenes(chance)) {
    const session = sessions.find((one) => one.project === project && one.day === day);
    if (session === undefined) throw new Error(`no session of ${project} on day ${day}`);
    const [hours, minutes] = time.split(":").map(Number);
    const atMs = localMs(STORY_WEEK, day, hours * 60 + minutes);
    session.scene = calls.map((call) => ({ ...call, atMs: atMs + call.after * 1000 }));
    session.startMs = Math.min(session.startMs, atMs - 20 * 60_000);
    session.mode = "default";
  }
}

function addBrowser(sessions) {
  const users = sessions.filter(
    (one) => one.project === BROWSER.project && one.startMs >= BROWSER.fromMs,
  );
  for (const session of users.slice(0, BROWSER.sessions)) {
    session.browser = true;
    session.mode = session.mode === "auto" ? "default" : session.mode;
  }
}

function sessionRows(session, chance) {
  const scene = session.scene ?? [];
  const rows = [
    { ...eventRow(session, session.startMs, "SessionStart"), start_source: "startup" },
    ...scene.flatMap((call) => callRows(call, { session, chance, atMs: call.atMs }).rows),
  ];
  let atMs = session.startMs + 4000;
  let left = session.count - scene.length;
  while (left > 0) {
    rows.push({ ...eventRow(session, atMs, "UserPromptSubmit"), prompt: "Go on, please." });
    const turn = Math.min(left, chance.between(4, 18));
    const made = turnRows(session, { chance, calls: turn, atMs: atMs + 2500 });
    rows.push(...made.rows, eventRow(session, made.endMs + 1500, "Stop"));
    left -= turn;
    atMs = made.endMs + chance.between(20_000, 240_000);
  }
  const lastMs = Math.max(atMs, ...scene.map((call) => call.atMs + 60_000));
  rows.push(eventRow(session, lastMs + 1000, "SessionEnd"));
  return rows;
}

/** What Claude did with one prompt: `calls` calls, one after the other. */
function turnRows(session, { chance, calls, atMs }) {
  const rows = [];
  let nowMs = atMs;
  let left = calls;
  const add = (call) => {
    const made = callRows(call, { session, chance, atMs: nowMs });
    rows.push(...made.rows);
    nowMs = made.endMs + chance.between(1200, 14_000);
    left -= 1;
  };
  while (left > 0) {
    if (left > 4 && chance.happens(0.02)) {
      const agent = chance.weighted(AGENT_KINDS);
      add(agent);
      for (let step = chance.between(2, left - 1); step > 0; step -= 1) {
        add({ ...chance.weighted(SUBAGENT_KINDS), subagent: agent.agentType });
      }
    } else {
      const browses = session.browser === true && nowMs >= BROWSER.fromMs && chance.happens(0.46);
      add(chance.weighted(browses ? BROWSER_KINDS : kindsOf(session.project)));
    }
  }
  return { rows, endMs: nowMs };
}

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  for (const line of bundledWeek()) process.stdout.write(`${line}\n`);
}
