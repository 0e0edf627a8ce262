import { type DuckDBConnection, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import { redact } from "../files/redact.ts";
import { FINGERPRINT_VERSION, type Fingerprint } from "../policy/entry/fingerprint.ts";
import { fingerprintOf } from "../policy/entry/input-fingerprint.ts";
import { readInputText } from "../policy/entry/input-text.ts";
import { subjectOf } from "../policy/entry/subject.ts";

/** How long a subject may be (the entry's own limit). */
const SUBJECT_CHARS = 4096;

interface Row {
  readonly place: number;
  readonly tool: string;
  readonly cwd: string;
  readonly input: string;
}

/**
 * Gives what older lines lack, in the stage: an id (the hash of the line and its ordinal among
 * identical lines), and the fingerprint, programs, hosts and subject of their input, redacted.
 * Lines of our own version have all of it and cost nothing here.
 */
export async function fillOlderLines(
  connection: DuckDBConnection,
  accountHome: string,
): Promise<void> {
  const { ids, inputs } = await lacking(connection);
  if (ids > 0) await connection.run(FILL_IDS);
  if (inputs > 0) await fillInputs(connection, accountHome);
}

async function lacking(connection: DuckDBConnection): Promise<{ ids: number; inputs: number }> {
  const rows = await connection.runAndReadAll(
    `select
       cast(count(*) filter (where id is null) as integer),
       cast(count(*) filter (where tool_name is not null and fingerprint is null) as integer)
     from stage
     where is_entry`,
  );
  const [ids, inputs] = rows.getRowsJson()[0] ?? [];
  return { ids: Number(ids), inputs: Number(inputs) };
}

/** The hash is the first 64 characters of such an id; joined by equality, so that it stays fast. */
const FILL_IDS = `
update stage set own_id = numbered.own_id
from (
  select
    s.rowid as place,
    s.line_hash || '-' || cast(
      row_number() over (partition by s.line_hash order by s.rowid) + coalesce(e.lines, 0)
    as varchar) as own_id
  from stage s
  left join (
    select left(id, 64) as line_hash, count(*) as lines from entries where length(id) > 64 group by 1
  ) e
    on e.line_hash = s.line_hash
  where s.is_entry and s.id is null
) numbered
where stage.rowid = numbered.place`;

async function fillInputs(connection: DuckDBConnection, accountHome: string): Promise<void> {
  const found = await connection.runAndReadAll(
    `select
       cast(rowid as double),
       tool_name,
       coalesce(cwd, ''),
       coalesce(tool_input, '')
     from stage
     where is_entry and tool_name is not null and fingerprint is null`,
  );
  const rows = found.getRowsJson().map(
    ([place, tool, cwd, input]): Row => ({
      place: Number(place),
      tool: String(tool),
      cwd: String(cwd),
      input: String(input),
    }),
  );
  const made: Made[] = [];
  for (const row of rows) made.push(await readInput(row, accountHome));
  await connection.run(FILL_INPUTS, parameters(rows, made), {
    fingerprints: LIST(VARCHAR),
    subjects: LIST(VARCHAR),
    inputs: LIST(VARCHAR),
    programs: LIST(LIST(VARCHAR)),
    hosts: LIST(LIST(VARCHAR)),
  });
}

interface Made extends Fingerprint {
  readonly subject: string;
  readonly input: string;
}

async function readInput({ tool, cwd, input }: Row, accountHome: string): Promise<Made> {
  const subject = subjectOf(tool, readInputText(input).fields);
  return {
    ...(await fingerprintOf(tool, input, { cwd, projectRoot: cwd, accountHome })),
    subject: redact(subject).slice(0, SUBJECT_CHARS),
    input: redact(input),
  };
}

const FILL_INPUTS = `
update stage set
  fingerprint = made.fingerprint,
  fingerprint_version = ${FINGERPRINT_VERSION},
  subject = coalesce(stage.subject, made.subject),
  tool_input = made.input,
  programs = made.programs,
  hosts = made.hosts
from (
  select
    unnest($places) as place,
    unnest($fingerprints) as fingerprint,
    unnest($subjects) as subject,
    unnest($inputs) as input,
    unnest($programs) as programs,
    unnest($hosts) as hosts
) made
where stage.rowid = made.place`;

function parameters(
  rows: readonly Row[],
  made: readonly Made[],
): Record<string, ReturnType<typeof listValue>> {
  return {
    places: listValue(rows.map((row) => row.place)),
    fingerprints: listValue(made.map((one) => one.fingerprint)),
    subjects: listValue(made.map((one) => one.subject)),
    inputs: listValue(made.map((one) => one.input)),
    programs: listValue(made.map((one) => listValue([...one.programs]))),
    hosts: listValue(made.map((one) => listValue([...one.hosts]))),
  };
}
