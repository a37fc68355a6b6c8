import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { JsonObject } from '#libs/domain';
import {
  formatVerifierKey,
  generateSignerKey,
  parseVerifierKey,
  sealStreamOf,
  signCheckpoint,
} from '#libs/log-format';

import { CheckpointBook } from '../checkpoint-book.js';
import type { Seals, SealSettings } from '../seals.js';
import { newEvent, ORIGIN, SampleLog } from '../testing/sample-log.js';
import { tampering } from '../testing/tampering.js';

/** A witness that nobody runs. */
const away = {
  url: 'http://127.0.0.1:9',
  key: parseVerifierKey(formatVerifierKey(generateSignerKey('kiem-tra', 'cosignature'))),
};
const LAST = '0000000000000005.txt';

let log: SampleLog;
beforeEach(async () => {
  log = new SampleLog();
  const seals = await log.sealing();
  await log.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted');
  await log.append('proposal-2', 'ProposalDrafted');
  await seals.sealNow();
  copyFileSync(log.file, copy()); // without its -wal: as it was before anything was written
  await log.reopen();
  copyFileSync(log.file, older());
  await log.append('proposal-1', 'StepOpened', 'StepAnswered');
  await log.sealing();
  await log.store.close();
});
afterEach(() => log.remove());

const copy = () => join(log.root, 'without-wal.db');
const older = () => join(log.root, 'older.db');

async function checked(settings: Partial<SealSettings> = {}): Promise<Seals> {
  await log.reopen();
  const seals = log.seals(settings);
  await seals.check();
  return seals;
}

const ATTACKS: readonly [string, () => void, string][] = [
  ['its end was cut off', () => tampering.truncate(log.file, 3), 'shorter'],
  ['its end was cut off without a trace', () => tampering.truncateWell(log.file, 4), 'shorter'],
  ['an older copy took its place', () => tampering.putBack(log.file, older()), 'shorter'],
  ['its -wal is missing', () => tampering.putBack(log.file, copy()), 'shorter'],
  ['a byte of its data was changed', () => tampering.changeByte(log.file, 'approve'), 'changed'],
  ['a byte of a name was changed', () => tampering.changeByte(log.file, 'xa-an-phu'), 'changed'],
  ['a date was changed', () => tampering.changeByte(log.file, '2020-03-01"'), 'changed'],
  ['a type was changed', () => tampering.set(log.file, 'type', 'StepClosed', 2), 'changed'],
  ['an id was changed', () => tampering.set(log.file, 'id', 'another', 5), 'changed'],
  ['the actor was put in other words', () => respace(2), 'changed'],
  ['a moment was changed', () => setMoment(1), 'changed'],
  ['a row was replaced and its leaf', () => setLeaf(2), 'changed'],
  ['the next number was changed', () => tampering.numberOnFrom(log.file, 4_000), 'changed'],
  ['a row is no JSON any more', () => tampering.set(log.file, 'data', '{', 3), 'changed'],
];

function respace(position: number): void {
  const actor = '{ "accountId":"a1","personId":"p1","role":"commune-officer","unitId":"xa-an-phu"}';
  tampering.set(log.file, 'actor', actor, position);
}

function setMoment(position: number): void {
  tampering.set(log.file, 'recorded_at', '2019-03-02T01:02:03.004Z', position);
}

function setLeaf(position: number): void {
  tampering.set(log.file, 'leaf', Buffer.alloc(32, 7), position);
}

describe('a start finds out when', () => {
  it.each(ATTACKS)('%s', async (_what, attack, kind) => {
    attack();
    const { condition } = await checked();
    expect(condition.fault?.kind).toBe(kind);
    expect(condition.fault?.sentence.vi).toContain('chỉ cho đọc');
    expect(() => condition.requireWritable()).toThrow(condition.fault?.sentence.en);
    expect(log.problems).toContain(condition.fault?.sentence.vi);
  });

  it.each(ATTACKS)('and does not look when it is told so: %s', async (_what, attack) => {
    attack();
    const { condition, ignoredFault } = await checked({ bootCheck: false });
    expect(condition.fault).toBeNull();
    expect(ignoredFault?.vi).toMatch(/ Dịch vụ vẫn ghi, vì TOTRINH_BOOT_CHECK=off\.$/);
    expect(log.problems).toContain(ignoredFault?.vi);
  });

  it('nothing is wrong', async () => {
    const { condition, ignoredFault } = await checked();
    expect([condition.fault, ignoredFault]).toEqual([null, null]);
  });

  it('nothing is wrong but that the frontier beside the checkpoints is gone', async () => {
    rmSync(join(log.book, 'frontier'));
    expect((await checked()).condition.fault).toBeNull();
  });

  it('nothing is wrong but that more was written than was sealed', async () => {
    await log.reopen();
    await log.append('proposal-2', 'ProposalSubmitted');
    await log.store.close();
    expect((await checked()).condition.fault).toBeNull();
  });

  it('what nobody had sealed yet was cut off this very file', async () => {
    await log.reopen();
    await log.append('proposal-2', 'ProposalSubmitted');
    await log.store.close();
    tampering.truncate(log.file, 5);
    const { condition } = await checked();
    expect(condition.fault?.found.vi).toContain('phần cuối đã bị cắt khỏi chính tệp log.db này');
    await expect(log.seals().planRestore()).rejects.toThrow();
  });

  const withAnotherDay = (meta: string) => meta.replace('{', '{"effectiveOM":"2017-01-01",');
  it.each<[string, Parameters<typeof tampering.forgeLast>[1]]>([
    ['has a day for one reader and another for the next', { meta: withAnotherDay }],
    ['is in a version that only some read', { meta: (meta) => meta.replace(/1\}$/, '01}') }],
    ['says one thing twice', { data: (data) => data.replace('{', '{"answer":"reject",') }],
  ])('what would be signed next %s, and all hashes fit', async (_what, change) => {
    await log.reopen();
    await log.append('proposal-2', 'ProposalSubmitted');
    await log.store.close();
    tampering.forgeLast(log.file, change);
    const { condition, sealedSize } = await checked();
    expect(condition.fault).toMatchObject({ kind: 'changed' });
    expect(condition.fault?.found.vi).toContain('Sự kiện thứ 6 của sổ (proposal-2)');
    expect(sealedSize).toBe(5);
  });

  it('nothing is wrong where such hashes are of texts that were written', async () => {
    await log.reopen();
    await log.append('proposal-2', 'ProposalSubmitted');
    await log.store.close();
    tampering.forgeLast(log.file, {});
    expect((await checked()).condition.fault).toBeNull();
  });

  it('the last checkpoint was signed by a stranger', async () => {
    const head = { origin: ORIGIN, size: 5, root: Buffer.alloc(32) };
    const forged = signCheckpoint(head, [generateSignerKey(ORIGIN, 'note')]);
    writeFileSync(join(log.book, '0000000000000005.txt'), forged);
    expect((await checked()).condition.fault?.kind).toBe('checkpoint');
  });

  it.each<[string, (file: string) => void]>([
    ['a folder', (file) => mkdirSync(file)],
    ['a pipe that nobody writes to', (file) => execFileSync('mkfifo', [file])],
    ['a link to the one before', (file) => symlinkSync(join(log.book, LAST), file)],
  ])('the last checkpoint is %s', async (_what, put) => {
    put(join(log.book, '0000000000000006.txt'));
    const { fault } = (await checked({ witnesses: [away] })).condition;
    expect(fault?.kind).toBe('checkpoint');
    expect(fault?.sentence.vi).toContain('0000000000000006.txt');
  });

  it('nothing is wrong where such things bear other names', async () => {
    rmSync(join(log.book, 'frontier'));
    execFileSync('mkfifo', [join(log.book, 'frontier')]);
    mkdirSync(join(log.book, '.0000000000000006.txt.0.unfinished'));
    expect((await checked()).condition.fault).toBeNull();
  });

  it('the mark of a restore says what would move a terminal, and does not repeat it', async () => {
    const said = { origin: ORIGIN, backedUpAt: '\u001b[2J2030-01-01T00:00:00.000Z' };
    writeFileSync(join(log.dataDir, 'restored.json'), JSON.stringify(said));
    const { fault } = (await checked()).condition;
    expect(fault?.kind).toBe('restored');
    expect(fault?.sentence.vi).not.toContain('\u001b');
  });

  it('the mark of a restore is a pipe', async () => {
    execFileSync('mkfifo', [join(log.dataDir, 'restored.json')]);
    expect((await checked()).condition.fault?.kind).toBe('unreadable');
  });

  it('the whole log was written anew, and the frontier with it', async () => {
    const other = new SampleLog();
    const seals = await other.sealing();
    await other.append('proposal-1', 'ProposalDrafted', 'ProposalSubmitted', 'StepOpened');
    await other.append('proposal-2', 'ProposalDrafted', 'ProposalSubmitted');
    await seals.sealNow();
    await other.store.close();
    copyFileSync(other.file, log.file);
    copyFileSync(join(other.book, 'frontier'), join(log.book, 'frontier'));
    expect((await checked()).condition.fault?.kind).toBe('differs');
    await other.remove();
  });
});

describe('a log that is found to be wrong', () => {
  it('is sealed no more, and read as before', async () => {
    tampering.truncate(log.file, 3);
    const seals = await checked();
    await seals.sealNow();
    expect(readdirSync(log.book)).toEqual([
      '0000000000000003.txt',
      '0000000000000005.txt',
      'frontier',
    ]);
    expect(await log.store.readAll(0, 10)).toHaveLength(3);
  });
});

describe('a restore that was accepted and cut off', () => {
  it('is finished at the next start: what it lost is no longer in the book', async () => {
    tampering.putBack(log.file, older());
    const seals = await checked();
    const plan = await seals.planRestore();
    seals.makeKey(plan.origin);
    const restored = newEvent('LogRestored', plan as unknown as JsonObject);
    await log.store.append(sealStreamOf(plan.origin), [restored], 0);
    await log.store.close();
    expect((await checked()).condition.fault).toBeNull();
    expect(new CheckpointBook(log.book).sizes()).toEqual([3]);
  });
});

describe('a restore that may be accepted', () => {
  it('is an older copy: what is lost is named', async () => {
    tampering.putBack(log.file, older());
    const plan = await (await checked()).planRestore();
    expect(plan).toMatchObject({
      size: 3,
      lost: { from: 3, to: 5 },
      previous: { origin: ORIGIN, checkpoint: expect.stringContaining(`${ORIGIN}\n5\n`) },
    });
    expect(plan.origin).toMatch(/^so-noi-vu\.example\/totrinh\/[0-9a-f-]{36}$/);
  });

  it.each([
    ['a log with nothing wrong', () => undefined, 'restore-to-accept'],
    ['a changed byte', () => tampering.changeByte(log.file, 'approve'), 'log-undamaged'],
    ['an end cut off in the file', () => tampering.truncate(log.file, 3), 'log-undamaged'],
    ['an older copy that was changed', () => changedOlder(), 'log-undamaged'],
    ['a log that was begun anew', () => rmSync(log.file), 'log-undamaged'],
  ])('is not %s', async (_what, attack, rule) => {
    attack();
    await expect((await checked()).planRestore()).rejects.toMatchObject({ rule });
  });
});

function changedOlder(): void {
  tampering.putBack(log.file, older());
  tampering.changeByte(log.file, 'approve');
}
