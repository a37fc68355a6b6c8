import {
  addDays,
  plainDate,
  type Capacity,
  type Instant,
  type JsonObject,
  type PlainDate,
  type PolicyContent,
} from '#libs/domain';
import type { EventStore, NewEvent } from '#libs/event-store';
import { sealData, type SubjectKeys } from '#libs/privacy';
import { minhHoa } from '#libs/scenarios';

import { requestKey } from './request-key.js';

/** How large a log to make: the events are dealt out evenly over the communes. */
export interface LogSize {
  readonly communes: number;
  readonly events: number;
}

export const FIRST_DAY = plainDate('2000-01-01');
const DAYS = 9_000;
const HAMLETS = 8;
const TITLES_IN_UNIT = 13;
const PEOPLE = 110;
const BATCH = 500;
const by: Capacity = { accountId: 'bench', personId: 'bench', role: 'process', unitId: 'bench' };

interface Places {
  readonly store: EventStore;
  readonly keys: SubjectKeys;
}

type Write = (stream: string, said: readonly Said[]) => Promise<void>;

interface Said {
  readonly type: string;
  readonly on: PlainDate;
  readonly data: JsonObject;
}

export const communeIdOf = (commune: number) => `xa-${commune}`;

/** A log of communes whose titles change hands for twenty-five years; answers its last day. */
export async function writeStaffingLog(
  places: Places,
  { communes, events }: LogSize,
): Promise<PlainDate> {
  const rules = sampleRules();
  const write = writer(places);
  const since = { ...rules, baseSalary: [{ from: FIRST_DAY, amount: 1_490_000 }] };
  await write('policy-tinh', [issued(since)]);
  await write('unit-tinh', [unitOf('tinh', 'province', null)]);
  for (let commune = 0; commune < communes; commune++)
    await writeCommune(communeIdOf(commune), Math.floor(events / communes), since, write);
  return addDays(FIRST_DAY, DAYS);
}

/** The staffing record of one commune alone, of so many events. */
export async function writeRecord(
  places: Places,
  communeId: string,
  events: number,
): Promise<void> {
  await record(communeId, events, sampleRules(), writer(places));
}

function sampleRules(): PolicyContent {
  const rules = minhHoa.policies[0]?.content;
  if (!rules) throw new Error('The sample world has rules.');
  return rules;
}

function writer({ store, keys }: Places): Write {
  return async (stream, said) => {
    for (let first = 0; first < said.length; first += BATCH) {
      const page = said.slice(first, first + BATCH);
      const made = await Promise.all(page.map((one) => stamped(stream, one, keys)));
      await store.append(stream, made, first);
    }
  };
}

async function writeCommune(
  communeId: string,
  events: number,
  rules: PolicyContent,
  write: Write,
): Promise<void> {
  const hamlets = hamletsOf(communeId);
  await write(`unit-${communeId}`, [unitOf(communeId, 'commune', 'tinh')]);
  const people = Array.from({ length: PEOPLE }, (_, n) => registered(communeId, n));
  await Promise.all([
    ...hamlets.map((id) => write(`unit-${id}`, [unitOf(id, 'hamlet', communeId)])),
    ...people.map((one, n) => write(`person-${communeId}.${n}`, [one])),
  ]);
  await record(communeId, events - PEOPLE - HAMLETS - 1, rules, write);
}

async function record(
  communeId: string,
  events: number,
  rules: PolicyContent,
  write: Write,
): Promise<void> {
  const slots = [communeId, ...hamletsOf(communeId)].flatMap((unitId) => slotsOf(unitId, rules));
  const said = slots.map((data) => ({ type: 'SlotOpened', on: FIRST_DAY, data }));
  const moves = changes(communeId, slots, events - said.length);
  await write(`establishment-${communeId}`, [...said, ...moves]);
}

function hamletsOf(communeId: string): readonly string[] {
  return Array.from({ length: HAMLETS }, (_, n) => `${communeId}-thon-${n}`);
}

interface SlotData extends Record<string, string> {
  readonly slotId: string;
  readonly titleId: string;
  readonly unitId: string;
}

function slotsOf(unitId: string, { titles }: PolicyContent): SlotData[] {
  return Object.keys(titles)
    .slice(0, TITLES_IN_UNIT)
    .map((titleId) => ({ slotId: `${unitId}.${titleId}`, titleId, unitId }));
}

/** Slot after slot gets a holder, who leaves it when its turn comes again. */
function changes(communeId: string, slots: readonly SlotData[], count: number): Said[] {
  const holders = new Map<string, string>();
  return Array.from({ length: count }, (_, n) => {
    const { slotId, unitId } = slots[n % slots.length] ?? { slotId: '', unitId: '' };
    const on = addDays(FIRST_DAY, Math.floor((n * DAYS) / count));
    const held = holders.get(slotId);
    const personId = held ?? `${communeId}.${(n * 7) % PEOPLE}`;
    if (held === undefined) holders.set(slotId, personId);
    else holders.delete(slotId);
    const type = held === undefined ? 'HolderAppointed' : 'HolderRelieved';
    return { type, on, data: { slotId, personId, unitId, decisionId: `qd-${n}` } };
  });
}

function unitOf(unitId: string, level: string, parentId: string | null): Said {
  const data = { unitId, level, name: `đơn vị ${unitId}`, parentId };
  return { type: 'UnitEstablished', on: FIRST_DAY, data };
}

function registered(communeId: string, person: number): Said {
  const personId = `${communeId}.${person}`;
  const name = { $private: personId, text: `Người thứ ${person}` };
  return { type: 'PersonRegistered', on: FIRST_DAY, data: { personId, communeId, name } };
}

function issued(content: PolicyContent): Said {
  const data = { policyId: 'tinh', version: 1, from: FIRST_DAY, basis: 'Mẫu, chưa thẩm định.' };
  const whole = { ...data, content } as unknown as JsonObject;
  return { type: 'PolicyVersionIssued', on: FIRST_DAY, data: whole };
}

async function stamped(
  stream: string,
  { type, on, data }: Said,
  keys: SubjectKeys,
): Promise<NewEvent> {
  const id = requestKey();
  return {
    ...{ id, type, version: 1, effectiveOn: on },
    recordedAt: `${on}T05:00:00.000Z` as Instant,
    ...{ actor: by, commandId: id },
    data: await sealData(data, { eventId: id, stream }, keys),
    meta: {
      ...{ commandDigest: 'c'.repeat(64), correlationId: stream },
      ...{ causationId: null, policies: ['tinh@1'] },
    },
  };
}
