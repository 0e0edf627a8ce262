import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take longest, first of all: one that began last would run on alone. */
const LONGEST = [
  ...["bundled-week/replay", "commands/query", "laws/start", "recount", "pipeline/sixty-days"],
  ...["warehouse/prune", "warehouse/failures", "laws/hostile-formats", "render/html/gallery"],
  ...["hook/model-server", "pipeline/delivery-kills", "laws/as-of", "laws/readme"],
  ...["warehouse/ingest", "pipeline/alert-probes", "pipeline/monday", "laws/metrics"],
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/shared-folder.ts",
    // A zone that is neither UTC nor on whole hours in winter alone: local-time mistakes show here.
    env: { TZ: "America/St_Johns" },
    testTimeout: 30_000,
    // One more than two cores: many tests wait for processes and deadlines.
    maxWorkers: 3,
    // A worker runs file after file with the modules that it has: loading them anew takes a third
    // of a second of each. No test changes what they hold, or the process's environment.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
