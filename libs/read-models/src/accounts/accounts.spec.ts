import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { KEY_MISSING } from '#libs/domain';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { recordSampleWorld } from '../testing/sample-world.js';

describe('accounts', () => {
  const fixture = new Fixture();
  let models: ReadModels;
  beforeAll(async () => {
    await recordSampleWorld(fixture.log);
    models = await fixture.caughtUp();
  });
  afterAll(() => fixture.close());

  it('are found by the name they sign in under, to the letter', () => {
    expect(models.accounts.byUsername('can-bo-xa')).toBe('account-can-bo-xa');
    expect(models.accounts.byUsername('CAN-BO-XA')).toBeNull();
    expect(models.accounts.byUsername('ai-do')).toBeNull();
  });

  it('show the name of their person', () => {
    expect(models.accounts.displayName('account-can-bo-xa')).toBe('Người can-bo-xa');
    expect(models.accounts.displayName('account-ai-do')).toBeNull();
  });

  it('say that the name is erased, or that its key is missing, each where it is so', async () => {
    const name = () => models.accounts.displayName('account-can-bo-xa');
    const file = new DatabaseSync(fixture.file('keys.db'));
    file.exec("DELETE FROM subject_keys WHERE subject = 'can-bo-xa'");
    file.close();
    await nextTurn(); // what another program does to the keys is looked for once a turn
    expect(name()).toEqual(KEY_MISSING);
    fixture.keys.erase(['can-bo-xa']);
    expect(name()).toBeNull();
  });
});
