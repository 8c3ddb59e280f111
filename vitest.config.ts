import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**'],
    setupFiles: ['test/property-seed.ts'],
    reporters: ['default'],
    // Nothing here keeps state in a module or changes a global, so the files may share one.
    pool: 'threads',
    isolate: false,
    // Only to end a test that hangs: how long one takes is no matter of its passing, on a busy machine least of all.
    testTimeout: 120_000,
  },
});
