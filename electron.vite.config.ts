import { defineConfig } from 'electron-vite';

// Dependencies stay external: better-sqlite3 and keytar carry native code that must not be bundled.
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: { cli: 'src/main/cli/index.ts', package: 'src/main/package.ts' },
      },
    },
  },
});
