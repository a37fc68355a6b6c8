import { failure, ok, type Check } from './check.js';

const MAJOR_MIN = 24;

export const nodeCheck: Check<unknown> = {
  id: 'node',
  ask: () => {
    const { node } = process.versions;
    if (Number.parseInt(node, 10) >= MAJOR_MIN) return ok(`Node.js ${node}.`);
    return failure(
      `Node.js ${node}: cần bản ${MAJOR_MIN} trở lên.`,
      'Hãy chạy qua npm (npm run totrinh -- doctor): npm dùng bản Node.js đi kèm.',
    );
  },
};
