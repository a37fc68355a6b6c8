import { resolve } from 'node:path';

import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** One file from our own sources, for a Node with nothing beside it. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    alias: [{ find: /^#libs\/([^/]+)$/, replacement: `${root}/libs/$1/src/index.ts` }],
  },
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: resolve(root, 'dist'),
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      output: { entryFileNames: 'verify.mjs', codeSplitting: false },
      // What the libraries hold besides the verifier needs a newer Node, and is left out.
      treeshake: { moduleSideEffects: false },
    },
  },
  ssr: { noExternal: true },
});
