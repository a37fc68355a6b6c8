import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { cosign, formatNote, generateSignerKey, parseNote, signCheckpoint } from '#libs/log-format';

import { CheckpointBook } from './checkpoint-book.js';

const OLD = 'so-noi-vu.example/totrinh/0001';
const NEW = 'so-noi-vu.example/totrinh/0002';
const keys = { [OLD]: generateSignerKey(OLD, 'note'), [NEW]: generateSignerKey(NEW, 'note') };
const witness = generateSignerKey('kiem-tra.example/w1', 'cosignature');

const noteOf = (size: number, origin: typeof OLD | typeof NEW = OLD, fill = size): string =>
  signCheckpoint({ origin, size, root: Buffer.alloc(32, fill) }, [keys[origin]]);

let folder: string;
let book: CheckpointBook;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'totrinh-book-')), 'checkpoints');
  book = new CheckpointBook(folder);
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

describe('the book of checkpoints', () => {
  it('is empty at first', () => {
    expect(book.latest()).toBeNull();
  });

  it('knows the largest as the latest, also when it is opened again', async () => {
    for (const size of [3, 12, 200]) await book.add(noteOf(size));
    expect(book.latest()?.checkpoint.size).toBe(200);
    expect(new CheckpointBook(folder).latest()?.note).toBe(noteOf(200));
    expect(readdirSync(folder)).toEqual([
      '0000000000000003.txt',
      '0000000000000012.txt',
      '0000000000000200.txt',
    ]);
  });

  it('never replaces one by another of the same size', async () => {
    await book.add(noteOf(3));
    await expect(book.add(noteOf(3, OLD, 9))).rejects.toThrow('EEXIST');
    expect(readFileSync(join(folder, '0000000000000003.txt'), 'utf8')).toBe(noteOf(3));
  });

  it('does not count one that a crash left between writing and naming', async () => {
    await book.add(noteOf(3));
    const left = join(folder, '.0000000000000005.txt.0.unfinished');
    writeFileSync(left, noteOf(5).slice(0, 40));
    const after = new CheckpointBook(folder);
    expect(after.latest()?.checkpoint.size).toBe(3);
    after.tidy();
    expect(readdirSync(folder)).toEqual(['0000000000000003.txt']);
    await after.add(noteOf(5));
    expect(after.latest()?.checkpoint.size).toBe(5);
  });

  it('says that a file is no checkpoint', () => {
    writeFileSync(join(folder, '0000000000000007.txt'), 'không phải điểm niêm phong\n');
    expect(() => new CheckpointBook(folder).latest()).toThrow('Not a signed note');
  });
});

describe('a cosigned checkpoint', () => {
  const cosigned = (note: string, time = 1_700_000_000): string => {
    const { text, signatures } = parseNote(note);
    return formatNote({ text, signatures: [...signatures, cosign(text, time, witness)] });
  };

  it('takes the place of the same one without', async () => {
    await book.add(noteOf(3));
    await book.addSignatures(cosigned(noteOf(3)));
    expect(book.latest()?.note).toBe(cosigned(noteOf(3)));
  });

  it('never takes the place of another', async () => {
    await book.add(noteOf(3));
    await expect(book.addSignatures(cosigned(noteOf(3, OLD, 9)))).rejects.toThrow('same');
  });

  it('is found where it covers what is asked for', async () => {
    for (const size of [3, 12]) await book.add(noteOf(size));
    await book.addSignatures(cosigned(noteOf(3)));
    expect(book.cosignedFor(2)?.checkpoint.size).toBe(3);
    expect(book.cosignedFor(4)).toBeNull();
  });

  it('says when that was, unless it is a time that no calendar has', async () => {
    for (const [size, time] of [
      [3, 1_700_000_000],
      [12, Number.MAX_SAFE_INTEGER],
    ] as const)
      await book.add(cosigned(noteOf(size), time));
    expect(book.lastCosignedBy(witness)).toBe(1_700_000_000);
  });
});

describe('checkpoints of events that a restore has lost', () => {
  it('are moved aside; those that the log still reaches stay', async () => {
    for (const size of [3, 12, 200]) await book.add(noteOf(size));
    await book.setAside(OLD, 12);
    expect(book.sizes()).toEqual([12, 3]);
    expect(book.latest()?.checkpoint.size).toBe(12);
    expect(readdirSync(join(folder, 'lost', OLD.replaceAll('/', '_')))).toEqual([
      '0000000000000200.txt',
    ]);
  });

  it('are not taken for those of the new name', async () => {
    await book.add(noteOf(3));
    await book.add(noteOf(20, NEW));
    await book.setAside(OLD, 12);
    expect(book.sizes()).toEqual([20, 3]);
  });
});
