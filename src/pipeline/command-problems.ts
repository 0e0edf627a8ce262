import { folderProblem } from "../deliver/file.ts";
import { knownCommandConfig, parseCommandConfig } from "../files/read-config.ts";
import { located } from "../files/toml-places.ts";
import type { Io } from "../io.ts";
import { closest } from "../model/closest.ts";
import type { CommandConfig } from "../model/config.ts";
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
  const config = knownCommandConfig(text, file);
  if (config === undefined) return mistakes;
  const more = [
    ...zoneProblems(config),
    ...timetables(config, context),
    ...channelProblems(config),
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

function zoneProblems(config: CommandConfig): Problem[] {
  const zones = [
    ["report.time_zone", config.report.time_zone],
    ...config.job.map((job, index) => [`job[${index}].time_zone`, job.time_zone] as const),
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
  config: CommandConfig,
  { io, refusal }: { readonly io: Io; readonly refusal: CommandLines["refusal"] },
): Problem[] {
  if (config.job.length === 0) return [];
  const named = [config.report.time_zone, io.env["TZ"]].find((zone) => isTimeZone(zone ?? ""));
  const timeZone = named ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const jobs = config.job.filter(({ time_zone: zone }) => zone === undefined || isTimeZone(zone));
  return jobProblems(jobs, { now: io.now(), timeZone, refusal });
}

/** Names that two channels share, names of none that are told, folders that hold no files. */
function channelProblems(config: CommandConfig): Problem[] {
  const names = config.channel.map(({ name }) => name);
  const twice = config.channel.flatMap(({ name }, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            path: `channel[${index}].name`,
            message: `there is another channel "${name}". Give each its own name.`,
          },
        ],
  );
  const told = config.alert.told.flatMap(({ path, channels }) =>
    channels.flatMap((name, index) => {
      if (names.includes(name)) return [];
      const near = closest(name, names);
      const hint =
        near === undefined ? "Write [[channel]] for it." : `Write "${near}", if that was meant.`;
      return [{ path: `${path}[${index}]`, message: `there is no channel "${name}". ${hint}` }];
    }),
  );
  const folders = config.channel.flatMap((channel, index) => {
    if (channel.type !== "file" || channel.folder === undefined) return [];
    const message = folderProblem(channel.folder);
    return message === undefined ? [] : [{ path: `channel[${index}].folder`, message }];
  });
  return [...twice, ...told, ...folders];
}
