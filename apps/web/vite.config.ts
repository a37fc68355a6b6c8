import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { fontLicence } from './font-licence.js';
import { precompressed } from './precompressed.js';

const apiOrigin = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fontLicence(), precompressed()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // The content security policy allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licences/javascript.md' },
  },
  server: { host: '127.0.0.1', proxy: { '/api': apiOrigin } },
});
