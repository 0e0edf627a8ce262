import { folderProblem } from "../deliver/file.ts";
import { parseCommandConfig, type ReadablePart, readablePart } from "../files/read-config.ts";
import { located } from "../files/toml-places.ts";
import type { Io } from "../io.ts";
import { type ConfigProblem, problemsOf } from "../model/errors.ts";
import { isTimeZone } from "../model/time-zone.ts";
import { jobProblems } from "../schedule/jobs.ts";
import type { CommandLines } from "./schedule.ts";

/** Everything that is wrong with the commands' half of config.toml, each with its line. */
export function commandProblems(
  { file, text }: { readonly file: string; readonly text: string },
  context: { readonly io: Io; readonly refusal: CommandLines["refusal"] },
): readonly ConfigProblem[] {
  const mistakes = problemsOf(() => parseCommandConfig(text, file));
  // A syntax error: nothing else can be said.
  if (mistakes.some(({ path }) => path === "")) return mistakes;
  // What is wrong otherwise is told of all that can be read beside the mistakes.
  const part = readablePart(text, file);
  const more = [
    ...zoneProblems(part),
    ...timetables(part, context),
    ...part.untold,
    ...channelProblems(part),
  ];
  return [
    ...mistakes,
    ...located(
      more.map((problem) => ({ ...problem, file })),
      text,
    ),
  ];
}

type Problem = Omit<ConfigProblem, "file">;

function zoneProblems({ config, places }: ReadablePart): Problem[] {
  const zones = [
    ["report.time_zone", config.report.time_zone],
    ...config.job.map(
      (job, at) => [`job[${places.job[at] ?? at}].time_zone`, job.time_zone] as const,
    ),
  ] as const;
  return zones.flatMap(([path, zone]) =>
    zone === undefined || isTimeZone(zone)
      ? []
      : [
          {
            path,
            message: `"${zone}" is no time zone. Write an IANA name such as Europe/Amsterdam.`,
          },
        ],
  );
}

function timetables(
  { config, places }: ReadablePart,
  { io, refusal }: { readonly io: Io; readonly refusal: CommandLines["refusal"] },
): Problem[] {
  if (config.job.length === 0) return [];
  const named = [config.report.time_zone, io.env["TZ"]].find((zone) => isTimeZone(zone ?? ""));
  const timeZone = named ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const jobs = config.job
    .map((job, at) => ({ job, place: places.job[at] ?? at }))
    .filter(({ job: { time_zone: zone } }) => zone === undefined || isTimeZone(zone));
  return jobProblems(
    jobs.map(({ job }) => job),
    { now: io.now(), timeZone, refusal, places: jobs.map(({ place }) => place) },
  );
}

/** Names that two channels share, and folders that hold no files. */
function channelProblems({ config, places }: ReadablePart): Problem[] {
  const place = (at: number): number => places.channel[at] ?? at;
  const names = config.channel.map(({ name }) => name);
  const twice = config.channel.flatMap(({ name }, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            path: `channel[${place(index)}].name`,
            message: `there is another channel "${name}". Give each its own name.`,
          },
        ],
  );
  const folders = config.channel.flatMap((channel, index) => {
    if (channel.type !== "file" || channel.folder === undefined) return [];
    const message = folderProblem(channel.folder);
    return message === undefined ? [] : [{ path: `channel[${place(index)}].folder`, message }];
  });
  return [...twice, ...folders];
}
