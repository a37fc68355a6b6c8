import { tooOld } from '../../api/src/node-version.js';

// An older Node cannot even load what the commands import: it is told before anything is.
const refused = tooOld(process.versions.node);
if (refused === null) void import('./program.js').then(({ runProgram }) => runProgram());
else {
  process.stderr.write(
    `${refused} Hãy chạy qua npm (npm run totrinh -- <lệnh>): npm dùng bản Node.js đi kèm.\n`,
  );
  process.exitCode = 1;
}
