import { describe, it } from '@jest/globals';

import { actors, capacityOf, context, givenFor } from '#libs/testing';

import { plainDate } from '../kernel/plain-date.js';
import type { SealEvent } from './events.js';
import { seal, type SealCommand } from './seal.js';

const given = givenFor(seal);
const DAY = '2026-03-02';
const beside = { effectiveOn: plainDate(DAY), by: capacityOf(actors.operator) };

const introduce = (vkey: string, by = actors.operator): SealCommand => ({
  ...context(by, DAY),
  type: 'IntroduceSealKey',
  vkey,
});
const retire = (vkey: string): SealCommand => ({
  ...context(actors.operator, DAY),
  type: 'RetireSealKey',
  vkey,
});
const introduced = (vkey: string): SealEvent => ({
  type: 'SealKeyIntroduced',
  ...beside,
  data: { vkey },
});
const retired = (vkey: string): SealEvent => ({
  type: 'SealKeyRetired',
  ...beside,
  data: { vkey },
});

describe('a seal key', () => {
  it('is introduced once', () => {
    given().when(introduce('khoa-1')).then(introduced('khoa-1'));
    given(introduced('khoa-1')).when(introduce('khoa-1')).thenNothing();
  });

  it('is introduced by whoever runs the service only', () =>
    given().when(introduce('khoa-1', actors.auditor)).thenRefused('not-allowed'));

  it('is retired once another one signs', () => {
    const both = [introduced('khoa-1'), introduced('khoa-2')];
    given(...both)
      .when(retire('khoa-1'))
      .then(retired('khoa-1'));
    given(...both, retired('khoa-1'))
      .when(retire('khoa-1'))
      .thenNothing();
  });

  it('is not retired while it is the only one', () =>
    given(introduced('khoa-1')).when(retire('khoa-1')).thenRefused('one-seal-key-stays'));

  it('is not retired when the log does not know it', () =>
    given(introduced('khoa-1')).when(retire('khoa-2')).thenRefused('seal-key-known'));

  it('does not come back once it was retired', () =>
    given(introduced('khoa-1'), introduced('khoa-2'), retired('khoa-1'))
      .when(introduce('khoa-1'))
      .thenRefused('seal-key-never-returns'));
});

describe('a restore', () => {
  const restored = {
    origin: 'so-mau/2',
    previous: { origin: 'so-mau/1', checkpoint: null },
    size: 7,
    lost: { from: 7, to: 9 },
  };
  const accept: SealCommand = {
    ...context(actors.operator, DAY),
    type: 'AcceptRestore',
    vkey: 'khoa-1',
    ...restored,
  };

  it('is recorded first under the new name, and the key that signs it second', () =>
    given()
      .when(accept)
      .then({ type: 'LogRestored', ...beside, data: restored }, introduced('khoa-1')));

  it('is refused under a name that is in use', () =>
    given(introduced('khoa-1')).when(accept).thenRefused('restored-once'));
});
