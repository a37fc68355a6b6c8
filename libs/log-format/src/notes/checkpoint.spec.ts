import { describe, expect, it } from '@jest/globals';

import {
  EMPTY_ROOT,
  cosign,
  cosignedAt,
  formatCheckpoint,
  formatNote,
  formatSignatureLine,
  generateSignerKey,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseSignatureLines,
  signCheckpoint,
  signNote,
  withCosignatures,
} from '../index.js';
import { faultOf, fromBase64, golden, withBitFlipped } from '../testing/golden.js';
import * as sample from '../testing/witnessed-log.js';
import { splitCosignature } from './cosigned-message.js';

const published = golden('signed-note/notes.json') as {
  readonly cosignatureTimes: readonly { readonly base64: string; readonly time: number | null }[];
  readonly specificationExamples: {
    readonly cosignedCheckpoint: string;
    readonly cosignatureTime: number;
    readonly witnessAnswer: string;
  };
};
const { keys, logKey, witnessKeys, strangerKey, ORIGIN, NOON } = sample;
const note = sample.signedHead(0, EMPTY_ROOT);
const { text } = parseNote(note);

describe('a checkpoint', () => {
  it('is three lines', () => {
    const checkpoint = { origin: ORIGIN, size: 20_852_163, root: EMPTY_ROOT };
    const lines = `${ORIGIN}\n20852163\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`;
    expect(formatCheckpoint(checkpoint)).toBe(lines);
    expect(parseCheckpoint(lines)).toEqual(checkpoint);
  });

  const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
  it.each([
    ['an extension line', `a\n1\n${root}\nmore\n`],
    ['an empty line', `a\n1\n${root}\n\n`],
    ['no newline at the end', `a\n1\n${root}`],
    ['no root', 'a\n1\n'],
    ['no origin', `\n1\n${root}\n`],
    ['a leading zero', `a\n01\n${root}\n`],
    ['a sign', `a\n+1\n${root}\n`],
    ['a size beyond 2^53', `a\n9007199254740992\n${root}\n`],
    ['a fraction', `a\n1.0\n${root}\n`],
    ['a root in base64url', `a\n1\n${root.replaceAll('+', '-')}\n`],
    ['a root of 31 bytes', `a\n1\n${Buffer.alloc(31).toString('base64')}\n`],
    ['bits beyond the root', `a\n1\n${root.replace('U=', 'V=')}\n`],
  ])('has not %s', (_, lines) => {
    expect(faultOf(() => parseCheckpoint(lines))).toBe('checkpoint');
  });

  it.each<[string, object, string]>([
    ['an origin with a space', { origin: 'a b' }, 'checkpoint'],
    ['a negative size', { size: -1 }, 'checkpoint'],
    ['a short root', { root: Buffer.alloc(3) }, 'proof'],
  ])('is not written with %s', (_, change, fault) => {
    const checkpoint = { origin: ORIGIN, size: 1, root: EMPTY_ROOT, ...change };
    expect(faultOf(() => formatCheckpoint(checkpoint))).toBe(fault);
  });

  it('is believed when a key of its log signed it', () => {
    const opened = openCheckpoint(note, keys);
    expect(opened.checkpoint).toEqual({ origin: ORIGIN, size: 0, root: EMPTY_ROOT });
    expect(opened.signedBy).toEqual([logKey]);
    expect(opened.cosignatures).toEqual([]);
  });

  it('is believed with the old and with the new key while they are exchanged', () => {
    const newKey = generateSignerKey(ORIGIN, 'note');
    const head = { origin: ORIGIN, size: 0, root: EMPTY_ROOT };
    const both = signCheckpoint(head, [logKey, newKey]);
    expect(openCheckpoint(both, keys).signedBy).toEqual([logKey]);
    expect(openCheckpoint(both, { ...keys, log: [newKey] }).signedBy).toEqual([newKey]);
    expect(openCheckpoint(both, { ...keys, log: [newKey, logKey] }).signedBy).toHaveLength(2);
  });

  it('is refused when it is of another log', () => {
    const other = signNote(formatCheckpoint({ origin: 'khac', size: 0, root: EMPTY_ROOT }), [
      logKey,
    ]);
    expect(faultOf(() => openCheckpoint(other, keys))).toBe('checkpoint');
  });

  it('is refused when only witnesses signed it', () => {
    const signatures = witnessKeys.map((key) => cosign(text, NOON, key));
    const unsigned = formatNote({ text, signatures });
    expect(faultOf(() => openCheckpoint(unsigned, keys))).toBe('signature');
  });
});

describe('a cosignature', () => {
  it.each(published.cosignatureTimes)('published: $time', ({ base64, time }) => {
    const bytes = fromBase64(base64).subarray(4);
    if (time === null) expect(faultOf(() => splitCosignature(bytes))).toBe('signature');
    else expect(splitCosignature(bytes).time).toBe(time);
  });

  it('of the specification is read', () => {
    const { cosignedCheckpoint, cosignatureTime } = published.specificationExamples;
    const [, witness] = parseNote(cosignedCheckpoint).signatures;
    expect(witness?.name).toBe('witness.example.com/w1');
    expect(splitCosignature(witness?.bytes ?? Buffer.alloc(0)).time).toBe(cosignatureTime);
    expect(parseCheckpoint(parseNote(cosignedCheckpoint).text).size).toBe(20_852_163);
  });

  it('signs header, time and note text', () => {
    const [witness] = witnessKeys;
    if (!witness) throw new Error('a witness');
    const { bytes } = cosign(text, NOON, witness);
    const asNote = { ...witness, type: 'note' as const };
    const signed = `cosignature/v1\ntime ${NOON}\n${text}`;
    const plain = { name: witness.name, id: witness.id, bytes: splitCosignature(bytes).signature };
    expect(openNote(formatNote({ text: signed, signatures: [plain] }), [asNote]).text).toBe(signed);
  });

  it('counts with its time', () => {
    const opened = openCheckpoint(sample.cosigned(note, [...witnessKeys, strangerKey]), keys);
    expect(opened.cosignatures).toEqual(witnessKeys.map((key) => ({ key, time: NOON })));
  });

  it('with another time or a bit turned over is refused', () => {
    const [witness] = witnessKeys;
    if (!witness) throw new Error('a witness');
    const { signatures } = parseNote(note);
    const good = cosign(text, NOON, witness);
    for (let bit = 0; bit < good.bytes.length * 8; bit += 7) {
      const spoilt = { ...good, bytes: withBitFlipped(good.bytes, bit) };
      const all = formatNote({ text, signatures: [...signatures, spoilt] });
      expect(faultOf(() => openCheckpoint(all, keys))).toBe('signature');
    }
  });

  it('is of a checkpoint, by a cosigner’s key, at a time in whole seconds', () => {
    const [witness] = witnessKeys;
    if (!witness) throw new Error('a witness');
    expect(faultOf(() => cosign('a\n', NOON, witness))).toBe('checkpoint');
    expect(faultOf(() => cosign(text, NOON, logKey))).toBe('key');
    expect(faultOf(() => cosign(text, 0.5, witness))).toBe('signature');
    expect(faultOf(() => cosign(text, -1, witness))).toBe('signature');
  });
});

describe('the answer of a witness', () => {
  it('of the specification has three lines', () => {
    const lines = parseSignatureLines(published.specificationExamples.witnessAnswer);
    expect(lines.map(({ name }) => name)).toEqual([
      'witness.example/w1',
      'witness.example/w1',
      'witness.example/w2',
    ]);
    expect(lines.map(formatSignatureLine).join('')).toBe(
      published.specificationExamples.witnessAnswer,
    );
  });

  it('is put under the checkpoint, without what strangers say', () => {
    const answer = [...witnessKeys, strangerKey]
      .map((key) => formatSignatureLine(cosign(text, NOON, key)))
      .join('');
    expect(withCosignatures(note, answer, witnessKeys)).toBe(sample.cosigned(note, witnessKeys));
  });

  it('stays the one it was, however often its witness signs', () => {
    const answer = [NOON + 60, NOON + 120]
      .flatMap((time) => witnessKeys.map((key) => formatSignatureLine(cosign(text, time, key))))
      .join('');
    const cosigned = sample.cosigned(note, witnessKeys);
    expect(withCosignatures(cosigned, answer, witnessKeys)).toBe(cosigned);
    const fresh = withCosignatures(note, answer, witnessKeys);
    expect(witnessKeys.map((key) => cosignedAt(fresh, key))).toEqual([NOON + 60, NOON + 60]);
    expect(parseNote(fresh).signatures).toHaveLength(1 + witnessKeys.length);
  });

  it('says when, and nothing where it is missing or wrong', () => {
    const [first = strangerKey] = witnessKeys;
    const cosigned = sample.cosigned(note, [first]);
    expect(cosignedAt(cosigned, first)).toBe(NOON);
    expect(cosignedAt(cosigned, strangerKey)).toBeNull();
    const { signatures } = parseNote(cosigned);
    const other = parseNote(sample.signedHead(1, EMPTY_ROOT)).text;
    expect(cosignedAt(formatNote({ text: other, signatures }), first)).toBeNull();
  });

  it('is refused when it is of another checkpoint or of strangers alone', () => {
    const other = parseNote(sample.signedHead(1, EMPTY_ROOT)).text;
    const wrong = witnessKeys.map((key) => formatSignatureLine(cosign(other, NOON, key))).join('');
    expect(faultOf(() => withCosignatures(note, wrong, witnessKeys))).toBe('signature');
    const strange = formatSignatureLine(cosign(text, NOON, strangerKey));
    expect(faultOf(() => withCosignatures(note, strange, witnessKeys))).toBe('signature');
    expect(faultOf(() => withCosignatures(note, '', witnessKeys))).toBe('note');
  });
});
