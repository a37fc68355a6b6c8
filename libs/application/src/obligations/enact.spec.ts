import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { AggregateReader } from '#libs/aggregates';
import { proposal, type DecisionSubject } from '#libs/domain';
import { withData } from '#libs/event-store';
import { hamletId } from '#libs/testing';

import { Fixture } from '../../../read-models/src/testing/fixture.js';
import { SampleCase } from '../../../read-models/src/testing/sample-case.js';
import { recordSampleWorld } from '../../../read-models/src/testing/sample-world.js';
import { systemClock } from '../clock.js';
import { DecisionContext } from '../context.js';
import { Executor } from '../executor.js';
import { derivedId } from '../request.js';
import { EnactIssuedDecision } from './enact.js';
import { requestFor } from './obligation-handler.js';

const subject: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: hamletId, slotId: `${hamletId}/thon-doi-truong`, personId: 'duong' },
};

let fixture: Fixture;
let reader: AggregateReader;
let enact: EnactIssuedDecision;

beforeEach(async () => {
  fixture = new Fixture();
  await recordSampleWorld(fixture.log);
  await new SampleCase(fixture.log, 'issued', subject).untilIssued();
  const { store, keys } = fixture;
  reader = new AggregateReader(store, keys);
  const executor = new Executor(reader, store, keys);
  enact = new EnactIssuedDecision(executor, reader, new DecisionContext(reader), systemClock);
});
afterEach(() => fixture.close());

async function owed() {
  const { history } = await reader.load(proposal, 'issued');
  const cause = history.at(-1);
  if (!cause) throw new Error('The case has been issued.');
  return { cause, obligation: { kind: 'enact', subject: 'issued', revision: cause.revision } };
}
const status = async () => (await reader.fold(proposal, 'issued')).state.status;

describe('an issued decision', () => {
  it('moves its holders, once', async () => {
    const { obligation } = await owed();
    await enact.handle(obligation);
    expect(await status()).toBe('enacted');
    const end = fixture.store.readAll(0, 1_000);
    await enact.handle(obligation);
    expect(await fixture.store.readAll(0, 1_000)).toEqual(await end);
  });

  it('is not ended by what only its request is refused for', async () => {
    const { obligation, cause } = await owed();
    const { commandId } = requestFor(obligation, 'enact', cause.id);
    const taken = { ...withData(cause, cause.data), id: derivedId(commandId, '0') };
    await fixture.store.append('proposal-another', [taken], 0);
    await expect(enact.handle(obligation)).rejects.toMatchObject({ rule: 'command-id-reused' });
    expect(await status()).toBe('issued');
  });
});
