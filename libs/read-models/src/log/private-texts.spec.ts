import { readdirSync, readFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { plainDate, type DecisionSubject } from '#libs/domain';
import { actors, communeId, hamletId } from '#libs/testing';

import type { ReadModels } from '../read-models.js';
import { Fixture } from '../testing/fixture.js';
import { SampleCase } from '../testing/sample-case.js';
import { names, recordSampleWorld } from '../testing/sample-world.js';

const subject: DecisionSubject = {
  kind: 'appointment',
  details: { unitId: hamletId, slotId: `${hamletId}/thon-doi-truong`, personId: 'duong' },
};
const roles = actors['commune-officer'].roles;

describe('private texts in the views', () => {
  let fixture: Fixture;
  let models: ReadModels;
  beforeEach(async () => {
    fixture = new Fixture();
    await recordSampleWorld(fixture.log);
    const issued = new SampleCase(fixture.log, 'issued', subject);
    await issued.untilIssued();
    models = await fixture.caughtUp(fixture.open(fixture.file()));
  });
  afterEach(() => fixture.close());

  it('stand in no file in clear', () => {
    const files = readdirSync(fixture.dir).filter((file) => file.startsWith('views.db'));
    expect(files).toContain('views.db-wal');
    const bytes = Buffer.concat(files.map((file) => readFileSync(fixture.file(file))));
    expect(bytes.includes('xã Mẫu')).toBe(true); // what is not private is found this way
    const texts = [...Object.values(names), 'Người can-bo-xa', 'Kiện toàn', 'Người ký mẫu'];
    for (const text of texts) expect([text, bytes.includes(text)]).toEqual([text, false]);
  });

  it('read as null once their keys are erased, and nothing fails', async () => {
    const asOf = plainDate('2020-03-20');
    expect(models.people.inCommune(communeId, asOf)[0]?.name).toBe(names.anLe);
    fixture.keys.erase([...Object.keys(names), 'can-bo-xa', 'issued']);
    const people = models.people.inCommune(communeId, asOf);
    expect(people.map(({ name }) => name)).toEqual(Object.keys(names).map(() => null));
    const holders = models.staffing.titleMap(hamletId, { asOf })?.rows.map(({ holder }) => holder);
    expect(holders?.[0]).toMatchObject({ personId: 'an', name: null });
    expect(models.accounts.displayName('account-can-bo-xa')).toBeNull();
    expect(models.cases.case('issued', roles)).toMatchObject({
      justification: null,
      paper: { number: '45', signer: null },
      moves: [{ to: { personId: 'duong', name: null } }],
    });
    const [drafted] = await models.timeline.of('issued');
    expect(drafted?.by).toMatchObject({ name: null, role: 'commune-officer' });
    await models.rebuild();
    expect(models.people.inCommune(communeId, asOf)).toEqual(people);
  });
});
