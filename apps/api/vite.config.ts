import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { defineConfig, type Plugin } from 'vite';

const dist = resolve(import.meta.dirname, '../../dist');
const compiled = (app: string) => resolve(dist, `apps/${app}/src/main.js`);

/** An error names the line of the source, not that of what the compiler made of it. */
const sourceMaps: Plugin = {
  name: 'source-maps-of-the-compiler',
  load(id) {
    if (!id.startsWith(dist) || !id.endsWith('.js')) return null;
    return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') };
  },
};

/**
 * The programs, in few files: Node takes half a millisecond to find and read each, and a start read
 * six hundred. From what the compiler made, as decorators and their descriptions need it.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [sourceMaps],
  build: {
    ssr: true,
    target: 'node24',
    outDir: resolve(dist, 'programs'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { api: compiled('api'), cli: compiled('cli') },
      // No library does anything by being read: what is asked for late brings no more along.
      treeshake: { moduleSideEffects: (id) => !id.startsWith(`${dist}/libs`) },
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
});
