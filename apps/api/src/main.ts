import { tooOld } from './node-version.js';

// An older Node cannot even load what the service imports: it is told before anything is.
const refused = tooOld(process.versions.node);
if (refused === null) void import('./program.js').then(({ runService }) => runService());
else {
  process.stderr.write(`${refused} Hãy chạy qua npm (npm start): npm dùng bản Node.js đi kèm.\n`);
  process.exitCode = 1;
}
