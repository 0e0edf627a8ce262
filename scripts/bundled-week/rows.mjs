// One call as the rows of a recording: the call, the prompt, the result.

const PROMPTING = ["default", "acceptEdits", "plan"];
const REFUSED =
  "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file). ";
const STOP = "STOP what you are doing and wait for the user to tell you how to proceed.";
const TEXTS = {
  interrupted: "[Request interrupted by user for tool use]",
  cancelled: "<tool_use_error>Sibling tool call errored</tool_use_error>",
};

/** The rows of one call that starts at `atMs`, and when its result came. */
export function callRows(call, { session, chance, atMs }) {
  const input = typeof call.input === "function" ? call.input(chance, session) : call.input;
  const asks =
    call.answer === "ask" || (call.answer === "prompt" && PROMPTING.includes(session.mode));
  const waitMs = asks ? chance.between(900, 24_000) : 0;
  const [least = 10, most = 80] = call.ms ?? [];
  const endMs = atMs + waitMs + chance.between(least, most);
  const outcome = call.outcome ?? outcomeOf(call, asks, chance);
  const common = {
    ...eventRow(session, atMs, "PreToolUse"),
    tool_name: call.tool,
    tool_input: input,
    permission_mode: session.mode,
    ...(call.subagent === undefined ? {} : { subagent: true, agent_type: call.subagent }),
  };
  const id = `toolu_01${chance.letters(22)}`;
  const rows = [
    {
      ...common,
      tool_use_id: id,
      tool_input_chars: JSON.stringify(input).length,
      version: "2.1.330",
      outcome,
      ...(outcome === "unknown" ? {} : { outcome_at: time(endMs) }),
      ...failure(call, outcome),
    },
  ];
  if (asks)
    rows.push({ ...common, timestamp: time(atMs + 35), hook_event_name: "PermissionRequest" });
  if (outcome === "ok") {
    rows.push({
      ...common,
      timestamp: time(endMs),
      hook_event_name: "PostToolUse",
      tool_use_id: id,
      ...result(call, session, chance),
    });
  }
  return { rows, endMs };
}

/** A row with what every event has. */
export function eventRow(session, atMs, event) {
  return {
    source: "bundled",
    session_id: session.id,
    timestamp: time(atMs),
    cwd: session.root,
    hook_event_name: event,
  };
}

function outcomeOf(call, asks, chance) {
  if (call.answer === "deny") return "denied";
  if ((asks || call.answer === "talk") && chance.happens(call.refused ?? 0)) return "rejected";
  return chance.happens(call.fails ?? 0) ? "error" : "ok";
}

function failure(call, outcome) {
  if (outcome === "ok" || outcome === "unknown") return {};
  return {
    tool_success: false,
    outcome_text: failureText(call, outcome).slice(0, 256),
    ...(call.feedback === undefined ? {} : { user_feedback: call.feedback }),
  };
}

function failureText(call, outcome) {
  if (outcome === "error") return call.error ?? "Exit code 1";
  if (outcome === "denied") return `Permission to use ${call.tool} has been denied.`;
  if (outcome !== "rejected") return TEXTS[outcome];
  return call.feedback === undefined
    ? `${REFUSED}${STOP}`
    : `${REFUSED}To tell you how to proceed, the user said:\n${call.feedback}`;
}

function result(call, session, chance) {
  const text =
    typeof call.result === "function" ? call.result(chance, session) : (call.result ?? "");
  const [least = text.length, most = text.length] = call.chars ?? [];
  return {
    tool_response_preview: text.slice(0, 256),
    tool_response_chars: Math.max(text.length, chance.between(least, most)),
    tool_success: true,
  };
}

function time(ms) {
  return new Date(ms).toISOString();
}
