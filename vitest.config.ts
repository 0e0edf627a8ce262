import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A zone that is neither UTC nor on whole hours in winter alone: local-time mistakes show here.
    env: { TZ: "America/St_Johns" },
    testTimeout: 30_000,
    // One more than two cores: many tests wait for processes and deadlines.
    maxWorkers: 3,
  },
});
