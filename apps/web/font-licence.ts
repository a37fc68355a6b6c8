import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { Plugin } from 'vite';

const FONT_LICENCE = createRequire(import.meta.url).resolve('@fontsource/be-vietnam-pro/LICENSE');

/** The Open Font License asks that its text goes wherever the font goes. */
export function fontLicence(): Plugin {
  return {
    name: 'font-licence',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(FONT_LICENCE, 'utf8');
      this.emitFile({ type: 'asset', fileName: 'licences/be-vietnam-pro-OFL.txt', source });
    },
  };
}
