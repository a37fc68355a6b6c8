import { describe } from '@jest/globals';

import { KINDS, obligationQueueContract, QUICK_ATTEMPTS } from '../contract/queue-contract.js';
import { MemoryQueue } from './memory-queue.js';

describe('MemoryQueue', () => {
  obligationQueueContract(() => new MemoryQueue({ kinds: KINDS, attempts: QUICK_ATTEMPTS }));
});
