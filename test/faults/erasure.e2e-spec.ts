import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { canaryWord, readableIn, rowsOf, wrappedKeys } from '../kit/canaries.js';
import { Case, days, officersAt, usernames, type Officers } from '../kit/cases.js';
import type { Problem } from '../kit/contract.js';
import { appointment, communeId, thonTay, vacant } from '../kit/demonstration.js';
import { kekFileOf, newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';
import { filesWith, tracesUnder } from '../kit/traces.js';
import { Visitor, type Answer } from '../kit/visitor.js';

const PEOPLE = 100;
const basis = { ground: 'not-selected', reference: '12/QĐ-UBND' } as const;
const word = canaryWord();

const outputs: string[] = [];
const people: string[] = [];
const cases: string[] = [];
const dataDir = newDirectory();
const keptDir = newDirectory();
const keysFile = join(dataDir, 'keys.db');
const keptKeys = join(keptDir, 'keys.db');

let rowsBefore: readonly unknown[];
let answersBefore: string;
let answersAfter: string;
let refusal: Answer<Problem> | undefined;

const readable = (keys: string) =>
  readableIn(dataDir, word, { keysFile: keys, kekFile: kekFileOf(dataDir) });

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

/** Runs the service for a while and keeps everything it wrote to its outputs. */
async function during<Told>(work: (url: string) => Promise<Told>): Promise<Told> {
  const service = await RunningService.start(dataDir);
  const answer = await work(service.url);
  const { stdout, stderr } = await service.stop();
  outputs.push(stdout, stderr);
  return answer;
}

async function plantPeople({ commune }: Officers): Promise<void> {
  for (let n = 0; n < PEOPLE; n++) {
    const name = `Nguyễn Thị ${word}${n}`;
    const { personId } = await commune.tell<{ personId: string }>('/people', { communeId, name });
    people.push(personId);
  }
}

/** Two cases that came to nothing and three whole ones, with the word in every text there is. */
async function plantCases(officers: Officers): Promise<void> {
  const reason = `Hồ sơ của ${word} chưa đủ.`;
  const submitted = async (index: number, slotId: string) => {
    const content = appointment(people[index] ?? '', slotId);
    const one = await Case.draft(officers, { ...content, justification: reason }, communeId);
    cases.push(one.id);
    await one.submit();
    return one;
  };
  const returned = await submitted(3, vacant.radio);
  await returned.answer('commission', { answer: 'return', reason, on: days.received });
  await returned.withdraw(days.received);
  const rejected = await submitted(4, vacant.radio);
  await rejected.receive();
  await rejected.answer('commission', { answer: 'reject', reason, on: days.appraised });
  for (const [index, slotId] of [vacant.radio, vacant.police, vacant.women].entries()) {
    const one = await submitted(index, slotId);
    await one.receive();
    await one.appraise();
    await one.conclude();
    expect((await one.issue(`Bà ${word}`)).status).toBe('enacted');
  }
}

/** Everything the API says about the people and cases, as one text. */
async function answersAt(url: string): Promise<string> {
  const [commune, officer] = await Promise.all([
    Visitor.signedIn(url, usernames.commune),
    Visitor.signedIn(url, usernames.erasureApproval),
  ]);
  // Views that are made anew have come to the end of the log before they are asked.
  const minPosition = rowsOf(dataDir).length;
  const paths = [
    `/people?communeId=${communeId}&minPosition=${minPosition}`,
    `/units/${communeId}/title-map`,
    `/units/${thonTay}/title-map`,
    ...cases.map((id) => `/proposals/${id}?minPosition=${minPosition}`),
  ];
  const asked = [commune, officer].flatMap((asker) => paths.map((path) => asker.get(path)));
  return JSON.stringify(await Promise.all([...asked, officer.get('/erasures?limit=100')]));
}

async function eraseAll(url: string): Promise<void> {
  const [one, another] = await Promise.all([
    Visitor.signedIn(url, usernames.protection),
    Visitor.signedIn(url, usernames.erasureApproval),
  ]);
  const subjects = [
    ...people.map((subjectId) => ({ kind: 'person', subjectId, basis })),
    ...cases.map((subjectId) => ({ kind: 'case', subjectId, basis })),
  ];
  for (const subject of subjects) {
    await one.tell('/erasures', subject);
    const approval = `/erasures/${subject.subjectId}/approval`;
    refusal ??= await one.command<Problem>(approval, {});
    await another.tell(approval, {});
  }
}

const timesIn = (text: string) => text.split(word).length - 1;

beforeAll(async () => {
  answersBefore = await during(async (url) => {
    const officers = await officersAt(url);
    await plantPeople(officers);
    await plantCases(officers);
    return answersAt(url);
  });
  cpSync(dataDir, keptDir, { recursive: true });
  rowsBefore = rowsOf(dataDir);
  answersAfter = await during(async (url) => {
    await eraseAll(url);
    return answersAt(url);
  });
}, 120_000);

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

describe('before the erasure', () => {
  it('every name and text is answered', () => {
    for (let n = 0; n < PEOPLE; n++) expect(answersBefore).toContain(`"Nguyễn Thị ${word}${n}"`);
    const text = `"Hồ sơ của ${word} chưa đủ."`;
    for (const told of [`"Bà ${word}"`, `"reason":${text}`, `"justification":${text}`])
      expect(answersBefore).toContain(told);
  });

  it('the log gives them to whoever has the keys, and later with a kept copy of them', async () => {
    expect(await readable(keptKeys)).toBe(PEOPLE + 5 + 2 + 3);
  });
});

describe('an erasure by two persons', () => {
  it('is none by one', () => {
    expect(refusal).toMatchObject({ status: 403, body: { code: 'two-persons' } });
  });

  it('leaves nothing readable in any file, nor in what the service wrote to its outputs', () => {
    expect(tracesUnder(dataDir, word)).toEqual([]);
    expect(timesIn(outputs.join('\n'))).toBe(0);
  });

  it('leaves nothing that can be opened', async () => {
    expect(await readable(keysFile)).toBe(0);
  });

  it('leaves no byte of a key', () => {
    const wrapped = wrappedKeys(keptKeys, [...people, ...cases]);
    expect(wrapped).toHaveLength(PEOPLE + cases.length);
    expect(wrapped.flatMap((key) => filesWith(dataDir, key))).toEqual([]);
    expect(wrapped.every((key) => filesWith(keptDir, key).includes('keys.db'))).toBe(true);
  });

  it('is answered as null everywhere, and nothing fails', () => {
    expect(timesIn(answersAfter)).toBe(0);
    for (const personId of people)
      expect(answersAfter).toContain(`{"personId":"${personId}","name":null`);
    for (const nothing of ['"justification":null', '"signer":null'])
      expect(answersAfter).toContain(nothing);
    expect(answersAfter).toContain('"status":"erased"');
  });

  it('changes no byte of the log: events only come after it', () => {
    const rows = rowsOf(dataDir);
    expect(rows.slice(0, rowsBefore.length)).toEqual(rowsBefore);
    expect(rows).toHaveLength(rowsBefore.length + 2 * (PEOPLE + cases.length));
  });
});

describe('an older copy of the keys', () => {
  const putBack = () => {
    removeDatabase(keysFile);
    cpSync(keptKeys, keysFile);
  };

  it.each(['with the views', 'without the views'])(
    'brings nobody back to the service, %s',
    async (views) => {
      putBack();
      expect(await readable(keysFile)).toBeGreaterThan(PEOPLE);
      if (views === 'without the views') removeDatabase(join(dataDir, 'views.db'));
      expect(timesIn(await during(answersAt))).toBe(0);
      expect(await readable(keysFile)).toBe(0);
    },
    60_000,
  );

  it('brings nobody back to the command line', async () => {
    putBack();
    const args = ['replay', '--unit', communeId, '--as-of', days.effective];
    const { code, stdout, stderr } = await runCli(args, { TOTRINH_DATA_DIR: dataDir });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('đã xóa dữ liệu cá nhân');
    expect(timesIn(stdout)).toBe(0);
    expect(tracesUnder(dataDir, word)).toEqual([]);
  });
});

describe('the register of erasures', () => {
  it('is printed, and names nobody', async () => {
    const args = ['erasures', '--json'];
    const { code, stdout } = await runCli(args, { TOTRINH_DATA_DIR: dataDir });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(PEOPLE + cases.length);
    expect(timesIn(stdout)).toBe(0);
  });
});
