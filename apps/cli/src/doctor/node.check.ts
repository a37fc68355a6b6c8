import { tooOld } from '../../../api/src/node-version.js';
import { failure, ok, type Check } from './check.js';

export const nodeCheck: Check<unknown> = {
  id: 'node',
  ask: () => {
    const { node } = process.versions;
    const refused = tooOld(node);
    if (refused === null) return ok(`Node.js ${node}.`);
    return failure(
      refused,
      'Hãy chạy qua npm (npm run totrinh -- doctor): npm dùng bản Node.js đi kèm.',
    );
  },
};
