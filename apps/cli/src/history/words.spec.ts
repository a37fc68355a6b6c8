import { expect, it } from '@jest/globals';

import { actorWords } from './words.js';

const by = (role: 'process' | 'operator', accountId: string) =>
  actorWords({ accountId, personId: accountId, role, unitId: 'service' });

it('what the service does by itself is told without the name of its account', () => {
  expect(by('process', 'process:approval')).toBe('Hệ thống tự chuyển bước');
  expect(by('operator', 'operator')).toMatch(/^operator \(.+\)$/);
});
