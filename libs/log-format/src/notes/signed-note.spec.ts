import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  Frontier,
  formatNote,
  generateSignerKey,
  leafHash,
  openCheckpoint,
  openNote,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  signCheckpoint,
  signNote,
} from '../index.js';
import { faultOf, golden, withBitFlipped } from '../testing/golden.js';

const log = golden('tessera-log/log.json') as {
  readonly vkey: string;
  readonly skey: string;
  readonly entries: readonly string[];
  readonly checkpoints: readonly string[];
};
const logKey = parseVerifierKey(log.vkey);
const keys = { origin: logKey.name, log: [logKey], witnesses: [] };
const [, , , example = ''] = log.checkpoints;

describe('a published log of 15 entries', () => {
  it('has the root of each of its checkpoints, and their signatures', () => {
    const signer = parseSignerKey(log.skey);
    const frontier = new Frontier();
    expect(log.checkpoints).toHaveLength(log.entries.length + 1);
    for (const [size, note] of log.checkpoints.entries()) {
      if (size > 0) frontier.append(leafHash(Buffer.from(log.entries[size - 1] ?? '')));
      const { checkpoint } = openCheckpoint(note, keys);
      expect(checkpoint).toEqual({ origin: logKey.name, size, root: frontier.root() });
      expect(signCheckpoint(checkpoint, [signer])).toBe(note);
    }
  });
});

describe('a signed note', () => {
  const first = generateSignerKey('so-noi-vu.example/log', 'note');
  const second = generateSignerKey('so-noi-vu.example/log', 'note');
  const stranger = generateSignerKey('khac.example/log', 'note');

  it('is opened with any of the keys that signed it', () => {
    const note = signNote('Tờ trình số 1\n\nvề nhân sự\n', [first, second]);
    expect(parseNote(note).signatures).toHaveLength(2);
    expect(openNote(note, [second]).text).toBe('Tờ trình số 1\n\nvề nhân sự\n');
    expect(openNote(Buffer.from(note), [first, second]).verified.map(({ key }) => key)).toEqual([
      first,
      second,
    ]);
  });

  it('is opened though a stranger signed it too, even wrongly', () => {
    const { text, signatures } = parseNote(signNote('a\n', [stranger, first]));
    const spoilt = signatures.map((signature) =>
      signature.name === stranger.name
        ? { ...signature, bytes: withBitFlipped(signature.bytes, 5) }
        : signature,
    );
    expect(openNote(formatNote({ text, signatures: spoilt }), [first]).verified).toHaveLength(1);
  });

  it('is refused when one trusted signature of two is wrong', () => {
    const { text, signatures } = parseNote(signNote('a\n', [first, second]));
    const [good, bad] = signatures;
    if (!good || !bad) throw new Error('two signatures');
    const spoilt = { ...bad, bytes: withBitFlipped(bad.bytes, 77) };
    const note = formatNote({ text, signatures: [good, spoilt] });
    expect(faultOf(() => openNote(note, [first, second]))).toBe('signature');
    expect(openNote(note, [first]).verified).toHaveLength(1);
  });

  it('is refused without a trusted key, also one of the same name', () => {
    expect(faultOf(() => openNote(signNote('a\n', [first]), []))).toBe('signature');
    expect(faultOf(() => openNote(signNote('a\n', [first]), [second, stranger]))).toBe('signature');
  });

  it('is refused when two trusted keys cannot be told apart', () => {
    const twin = { ...second, id: first.id };
    expect(faultOf(() => openNote(signNote('a\n', [first]), [first, twin]))).toBe('key');
    expect(openNote(signNote('a\n', [first]), [first, { ...first }]).verified).toHaveLength(1);
  });

  it('takes up to 100 signatures', () => {
    const note = signNote('a\n', [first]);
    const line = note.slice(note.indexOf('— '));
    expect(parseNote(note + line.repeat(99)).signatures).toHaveLength(100);
    expect(faultOf(() => parseNote(note + line.repeat(100)))).toBe('note');
  });

  const line = example.slice(example.indexOf('— '));
  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['a text alone', 'a\n'],
    ['no signature', 'a\n\n'],
    ['no blank line', `a\n${line}`],
    ['a line without its newline', example.slice(0, -1)],
    ['a line that is no signature', `${example}b\n`],
    ['a hyphen for the dash', example.replace('— ', '- ')],
    ['two spaces', example.replace('— ', '—  ')],
    ['no name', example.replace(`— ${logKey.name}`, '—')],
    ['a plus in the name', example.replace(`— ${logKey.name}`, '— a+b')],
    ['a space of another kind in the name', example.replace(`— ${logKey.name}`, '— a\u2003b')],
    ['base64 without its padding', example.replace('=\n', '\n').replace(/=\n$/, '\n')],
    ['base64 of no signature', `a\n\n— ${logKey.name} M9e0lg==\n`],
    ['a carriage return', example.replaceAll('\n', '\r\n')],
    ['a tab', `\t${example}`],
    ['a NUL', `\0${example}`],
    ['a lone surrogate', `\ud800${example}`],
    ['1 MB', `${'a'.repeat(1_000_000)}\n\n${line}`],
  ])('is not %s', (_, note) => {
    expect(faultOf(() => parseNote(note))).toBe('note');
  });

  it('is UTF-8', () => {
    const bytes = Buffer.concat([Buffer.of(0xff), Buffer.from(example)]);
    expect(faultOf(() => openNote(bytes, [logKey]))).toBe('encoding');
  });

  it('with any bit turned over is refused', () => {
    const bytes = Buffer.from(example);
    for (let bit = 0; bit < bytes.length * 8; bit++)
      expect(faultOf(() => openCheckpoint(withBitFlipped(bytes, bit), keys))).not.toBe('none');
  });

  it('with anything put in or taken out is refused', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: example.length }),
        fc.nat({ max: 3 }),
        fc.string({ maxLength: 3 }),
        (at, taken, put) => {
          const spoilt = example.slice(0, at) + put + example.slice(at + taken);
          fc.pre(spoilt !== example);
          expect(faultOf(() => openCheckpoint(spoilt, keys))).not.toBe('none');
        },
      ),
    );
  });

  it.each(['', 'a', 'a\tb\n', '\ud800\n'])('is not made of %j', (text) => {
    expect(faultOf(() => signNote(text, [first]))).toBe('note');
  });

  it('is not made by nobody, nor by a cosigner', () => {
    expect(faultOf(() => signNote('a\n', []))).toBe('note');
    const cosigner = generateSignerKey('kiem-tra.example/w1', 'cosignature');
    expect(faultOf(() => signNote('a\n', [cosigner]))).toBe('key');
  });
});
