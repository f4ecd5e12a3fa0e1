import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'suites/**/*.test.ts'],
    // Whoever judges TTML and MPDs loads the XML parser first.
    setupFiles: ['src/media/load-xml.test-setup.ts'],
    testTimeout: 30_000,
  },
});
