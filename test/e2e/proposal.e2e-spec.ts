import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { RecordedEvent } from '#libs/event-store';

import { Case, days, officersAt, usernames, type Officers } from '../kit/cases.js';
import type { CasesSeen, TitleMapSeen } from '../kit/contract.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { readLog } from '../kit/log.js';
import { Positions } from '../kit/positions.js';
import { endPrograms } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';
import {
  appointment,
  candidate,
  communeId,
  consolidation,
  holder,
  slot,
  thonDong,
  thonTay,
  vacant,
} from '../kit/demonstration.js';
import { Visitor } from '../kit/visitor.js';

const BASE_SALARY = 2_340_000;

describe('a proposal goes from the commune to the standing committee', () => {
  let service: RunningService;
  let officers: Officers;

  beforeAll(async () => {
    service = await RunningService.start(newDirectory());
    officers = await officersAt(service.url);
  }, 30_000);

  afterAll(async () => {
    await endPrograms();
    removeDirectories();
  });

  const titleMap = (unitId: string, query = '') =>
    officers.commune.get<TitleMapSeen>(`/units/${unitId}/title-map${query}`);

  const holderOf = (map: TitleMapSeen, slotId: string) =>
    map.rows.find((row) => row.slotId === slotId)?.holder;

  it('a consolidation is enacted, and the title map shows it from its day on', async () => {
    const before = await titleMap(thonDong);
    expect(before).toMatchObject({ slots: 7, partTimeOfficers: 7, concurrentHoldings: 0 });
    expect(before.allowance).toBe(4.2 * BASE_SALARY);

    const one = await Case.draft(officers, consolidation, communeId);
    expect(await one.submit()).toMatchObject({
      statusLabel: 'Đã trình',
      step: { body: { label: 'Ban Tổ chức Huyện ủy Sông Mây' } },
    });
    expect(await one.receive()).toMatchObject({ statusLabel: 'Đang thẩm định' });
    expect(await one.appraise()).toMatchObject({
      statusLabel: 'Chờ họp',
      step: { body: { label: 'Ban Thường vụ Huyện ủy Sông Mây' } },
    });
    expect(await one.conclude()).toMatchObject({ statusLabel: 'Đồng ý, chờ ban hành' });
    const enacted = await one.issue();
    expect(enacted).toMatchObject({ status: 'enacted', enactmentRefused: null });
    expect(enacted.paper).toMatchObject({ number: '345', signer: 'Bí thư Huyện ủy Sông Mây' });

    const after = await titleMap(thonDong, `?asOf=${days.effective}`);
    const figures = { slots: 7, vacancies: 0, partTimeOfficers: 3, concurrentHoldings: 4 };
    expect(after).toMatchObject(figures);
    // Three titles in full, and half of 0.90 + 0.50 + 0.30 + 0.30 for those held concurrently.
    expect(after.allowance).toBe(Math.round(3.2 * BASE_SALARY));
    expect(holderOf(after, slot(thonDong, 'h-head'))).toMatchObject({
      personId: holder(thonDong, 'h-secretary'),
      basis: 'concurrent',
    });

    const dayBefore = await titleMap(thonDong, '?asOf=2024-09-30');
    expect(dayBefore).toMatchObject({ partTimeOfficers: 7, allowance: before.allowance });
  });

  it('the commune hears of what others do with its case, and sees it', async () => {
    const one = await Case.draft(officers, appointment(candidate(1), vacant.radio), communeId);
    const submitted = await one.submit();
    const positions = await Positions.open(officers.commune);
    try {
      const beside = { revision: submitted.revision };
      const { position } = await officers.commission.tell(
        `${one.path}/answers`,
        { step: 'reception', answer: 'return', reason: 'Thiếu sơ yếu lý lịch.', on: days.received },
        beside,
      );
      await positions.reach(position);
      one.sawActAt(position);
      const { cases } = await officers.commune.get<CasesSeen>('/inbox');
      expect(cases).toContainEqual(
        expect.objectContaining({ proposalId: one.id, status: 'returned' }),
      );
    } finally {
      await positions.close();
    }
    await one.withdraw(days.received);
  });

  it('somebody new is registered and takes a vacant title', async () => {
    const name = 'Đặng Thị Ước';
    const { personId } = await officers.commune.tell<{ personId: string }>('/people', {
      communeId,
      name: `  ${name} `,
    });
    const one = await Case.draft(officers, appointment(personId, vacant.police), communeId);
    await one.submit();
    await one.receive();
    await one.appraise();
    await one.conclude();
    const enacted = await one.issue();
    expect(enacted.moves).toEqual([
      expect.objectContaining({ from: null, to: { personId, name }, basis: 'principal' }),
    ]);
    const map = await titleMap(thonTay, `?asOf=${days.effective}`);
    expect(holderOf(map, vacant.police)).toMatchObject({ personId, name });
  });

  it('a rejection reaches the commune with its reason, and ends the case', async () => {
    const one = await Case.draft(officers, appointment(candidate(2), vacant.radio), communeId);
    await one.submit();
    await one.receive();
    const reason = 'Chưa đạt tiêu chuẩn trình độ.';
    const body = { answer: 'reject', reason, on: days.appraised };
    const rejected = await one.answer('commission', body);
    expect(rejected).toMatchObject({ status: 'rejected', may: [] });
    expect(rejected.timeline.at(-1)).toMatchObject({
      reason,
      label: 'Không đồng ý',
      by: { role: 'organisation-commission', name: 'Ban Tổ chức Huyện ủy Sông Mây' },
    });
  });

  it('what is returned is supplemented and goes the whole way again', async () => {
    const one = await Case.draft(officers, appointment(candidate(1), vacant.women), communeId);
    await one.submit();
    const reason = 'Ghi rõ người được bố trí.';
    const body = { answer: 'return', reason, on: days.received };
    const returned = await one.answer('commission', body);
    expect(returned).toMatchObject({ status: 'returned', may: ['revise', 'submit', 'withdraw'] });
    expect(returned.timeline.at(-1)).toMatchObject({ reason });

    const content = { ...appointment(candidate(2), vacant.women), on: days.received };
    await one.revise(content);
    await one.submit(days.received);
    expect(await one.receive()).toMatchObject({ round: 2 });
    await one.appraise();
    await one.conclude();
    expect(await one.issue()).toMatchObject({ status: 'enacted' });
    const map = await titleMap(thonTay, `?asOf=${days.effective}`);
    expect(holderOf(map, vacant.women)?.personId).toBe(candidate(2));
  });

  it('the commune withdraws what is not on the agenda yet', async () => {
    const one = await Case.draft(officers, appointment(candidate(3), vacant.radio), communeId);
    await one.submit();
    expect(await one.withdraw()).toMatchObject({ status: 'withdrawn', may: [] });
    expect(await one.settled(officers.commission)).toMatchObject({ status: 'withdrawn' });
  });

  it('the other commune sees nothing of all this', async () => {
    const other = await Visitor.signedIn(service.url, usernames.otherCommune);
    expect(await other.get<CasesSeen>('/proposals')).toMatchObject({ cases: [] });
    expect(await other.get<CasesSeen>('/inbox')).toMatchObject({ cases: [] });
  });

  it('every event leads back to a person', async () => {
    await service.stop();
    const log = await readLog(service.dataDir);
    const byId = new Map(log.map((event) => [event.id, event]));
    expect(log.filter(({ stream }) => stream.startsWith('proposal-')).length).toBeGreaterThan(40);
    expect(log.filter((event) => !leadsToPerson(event, byId))).toEqual([]);
  });
});

/** The service itself never begins anything; the operator sets up and has no case. */
function leadsToPerson(event: RecordedEvent, byId: ReadonlyMap<string, RecordedEvent>): boolean {
  const { role } = event.actor;
  if (role === 'operator') return !event.stream.startsWith('proposal-');
  const cause = byId.get(event.meta.causationId ?? '');
  if (role !== 'process') return event.meta.causationId === null;
  return cause !== undefined && cause.position < event.position && leadsToPerson(cause, byId);
}
