import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { ORIGIN, SampleLog } from '../testing/sample-log.js';
import { LastSealed } from './last-sealed.js';
import { LogHome } from './log-home.js';

let log: SampleLog;
let configDir: string;
beforeEach(() => {
  log = new SampleLog();
  configDir = join(log.root, 'tệp', 'keys');
  writeFileSync(join(log.root, 'tệp'), 'một tệp khác');
});
afterEach(() => log.remove());

it('that nothing can be written beside the keys is a sentence for people', async () => {
  const home = new LogHome({ keyFile: null, configDir }, log.dataDir);
  await expect(home.keep(ORIGIN)).rejects.toThrow(/^Không ghi được rằng .* \(\/.*: ENOTDIR\)\.$/);
  const last = new LastSealed(join(configDir, '0001.key'), ORIGIN);
  const checkpoint = { origin: ORIGIN, size: 1, root: Buffer.alloc(32) };
  const kept = last.keep({ checkpoint, note: '' });
  await expect(kept).rejects.toThrow(/^Không ghi được điểm niêm phong .* \(\/.*: ENOTDIR\)\.$/);
});
