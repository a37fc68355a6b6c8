import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { KEY_MISSING, proposal, type ProposalCommand } from '#libs/domain';
import type { RecordedEvent } from '#libs/event-store';
import { actors, context, districtId } from '#libs/testing';

import { recordSampleWorld } from '../../../read-models/src/testing/sample-world.js';
import { caseId, RecordedLog } from '../testing/recorded-log.js';
import type { ShownCase, ShownEvent } from './show.js';

async function draftIn(other: RecordedLog, id: string, causationId: string | null) {
  const command = {
    ...context(actors['commune-officer'], '2020-03-02'),
    ...{ type: 'DraftProposal', proposalId: id, takesEffectOn: '2020-04-01' },
    unitPath: [
      { unitId: 'xa-mau', level: 'commune' },
      { unitId: districtId, level: 'district' },
    ],
    subject: { kind: 'relief', details: { unitId: 'xa-mau', slotId: 's', personId: 'an' } },
    justification: 'Thử.',
  } as unknown as ProposalCommand;
  await other.log.ask(proposal, id, command, { causationId });
}

describe('an event that is shown', () => {
  const log = new RecordedLog();
  let all: readonly RecordedEvent[];
  const ofType = (type: string) => {
    const event = all.find((candidate) => candidate.type === type);
    if (!event) throw new Error(`There is a ${type}.`);
    return event;
  };
  const shown = async (what: string) => (await log.auditor.show(what)) as ShownEvent;

  beforeAll(async () => {
    await recordSampleWorld(log.log);
    await log.recordConsolidation();
    all = await log.events();
  });
  afterAll(() => log.close());

  it('leads back to the person who decided', async () => {
    const { causes, origin, event } = await shown(ofType('ConcurrentTitleAssigned').id);
    expect(event.actor.role).toBe('process');
    expect(causes.map(({ type }) => type)).toEqual(['DecisionIssued']);
    expect(origin).toMatchObject({ kind: 'person', actor: { role: 'standing-committee' } });
  });

  it('has no cause but who acted, where a person did', async () => {
    const { causes, origin } = await shown(ofType('ProposalDrafted').id);
    expect(causes).toEqual([]);
    expect(origin).toMatchObject({ kind: 'person', actor: { personId: 'can-bo-xa' } });
  });

  it('leads to a timer where the service began by itself', async () => {
    expect((await shown(ofType('StepOpened').id)).origin).toMatchObject({ kind: 'timer' });
  });

  it('is found by id and by position, with its texts open and people by name', async () => {
    const { id, position } = ofType('PersonRegistered');
    const byId = await shown(id);
    const { $private, text } = byId.event.data.name as { $private: string; text: string };
    expect([text, byId.names[$private]]).toEqual([text, text]);
    expect(text).toMatch(/\p{L}/u);
    expect(await shown(String(position))).toEqual(byId);
    const moved = await shown(ofType('ConcurrentTitleAssigned').id);
    expect(moved.names).toMatchObject({ an: 'Nguyễn Văn An' });
  });

  it('says so when its cause is missing, or would come after it', async () => {
    const other = new RecordedLog();
    const gone = '5f1c8a3e-0000-5000-8000-00000000dead';
    await draftIn(other, 'ho-so-1', gone);
    const [event] = await other.events();
    const answer = await other.auditor.show(event?.id ?? '');
    expect(answer).toMatchObject({ causes: [], origin: { kind: 'missing', eventId: gone } });
    await other.close();
  });

  it.each(['khong-co', '5f1c8a3e-0000-5000-8000-00000000dead', '0', '99999'])(
    'is not found: %s',
    async (what) => {
      await expect(log.auditor.show(what)).rejects.toMatchObject({ rule: 'in-the-log' });
    },
  );

  it('is asked for by the whole id where several cases have the number', async () => {
    const other = new RecordedLog();
    const ids = [1, 2].map((n) => `5f1c8a3e-0000-5000-8000-00000000000${n}`);
    for (const id of ids) await draftIn(other, id, null);
    await expect(other.auditor.show('5F1C8A3E')).rejects.toMatchObject({ code: 'invalid' });
    expect(await other.auditor.show(ids[0] ?? '')).toMatchObject({ kind: 'case' });
    await other.close();
  });

  it('of a case is its whole history, with the moves it led to', async () => {
    const { kind, events } = (await log.auditor.show(caseId)) as ShownCase;
    expect(kind).toBe('case');
    const types = events.map(({ type }) => type);
    expect(types.at(0)).toBe('ProposalDrafted');
    expect(types.slice(-5)).toEqual([
      'DecisionEnacted',
      ...['HolderRelieved', 'ConcurrentTitleAssigned'],
      ...['HolderRelieved', 'ConcurrentTitleAssigned'],
    ]);
    const enacted = events.find(({ type }) => type === 'DecisionEnacted');
    expect([enacted?.effectiveOn, enacted?.recordedAt.slice(0, 10)]).toEqual([
      '2020-04-01',
      '2020-03-18',
    ]);
  });
});

describe('an event about a person whose data is erased', () => {
  it('is shown without the name, and with everything else', async () => {
    const log = new RecordedLog();
    await recordSampleWorld(log.log);
    const registered = (await log.events()).find(({ data }) => data.personId === 'an');
    const { auditor, keys } = log.reopened();
    keys.erase(['an']);
    const { event, names } = (await auditor.show(registered?.id ?? '')) as ShownEvent;
    expect(event.data).toMatchObject({ personId: 'an' });
    expect(event.data.name).toEqual({ $private: 'an', text: null });
    expect(names).toMatchObject({ an: null });
    keys.close();
    await log.close();
  });

  it('is not called erased where the key is missing', async () => {
    const log = new RecordedLog();
    await recordSampleWorld(log.log);
    const registered = (await log.events()).find(({ data }) => data.personId === 'an');
    const file = new DatabaseSync(log.file('keys.db'));
    file.exec("DELETE FROM subject_keys WHERE subject = 'an'");
    file.close();
    const { auditor, keys } = log.reopened();
    const { event, names } = (await auditor.show(registered?.id ?? '')) as ShownEvent;
    expect(event.data.name).toEqual({ $private: 'an', text: null, ...KEY_MISSING });
    expect(names).toMatchObject({ an: KEY_MISSING });
    keys.close();
    await log.close();
  });
});
