import { describe, expect, it } from '@jest/globals';

import {
  EMPTY_ROOT,
  checkProofFile,
  consistencyProof,
  formatAddCheckpoint,
  formatProofFile,
  isProofFile,
  formatSize,
  inclusionProof,
  leafHash,
  parseAddCheckpoint,
  parseProofFile,
  parseSize,
} from '../index.js';
import { faultOf, golden, withBitFlipped } from '../testing/golden.js';
import { sampleTree } from '../testing/sample-tree.js';
import { cosigned, keys, signedHead, strangerKey, witnessKeys } from '../testing/witnessed-log.js';

const { subtreeAt, roots, leaves } = sampleTree(20);
const rootAt = (size: number) => roots[size] ?? EMPTY_ROOT;
const leaf = leaves[7] ?? EMPTY_ROOT;
const head = signedHead(20, rootAt(20));
const receipt = {
  extra: Buffer.from('leaf 7'),
  index: 7,
  proof: inclusionProof(subtreeAt, 7, 20),
  checkpoint: cosigned(head, witnessKeys),
};
const policy = { ...keys, quorum: 2 };

describe('a proof file', () => {
  const file = formatProofFile(receipt);

  it('has its lines in this order', () => {
    expect(file.split('\n').slice(0, 4)).toEqual([
      'c2sp.org/tlog-proof@v1',
      `extra ${Buffer.from('leaf 7').toString('base64')}`,
      'index 7',
      Buffer.from(leaves[6] ?? []).toString('base64'),
    ]);
    expect(file.endsWith(`\n\n${receipt.checkpoint}`)).toBe(true);
  });

  it('is read back, with and without extra data', () => {
    expect(parseProofFile(file)).toEqual(receipt);
    expect(parseProofFile(Buffer.from(file))).toEqual(receipt);
    const bare = { ...receipt, extra: null };
    expect(parseProofFile(formatProofFile(bare))).toEqual(bare);
  });

  it('proves its leaf without the log', () => {
    const { extra } = parseProofFile(file);
    const opened = checkProofFile(parseProofFile(file), leafHash(extra ?? leaf), policy);
    expect(opened.checkpoint.size).toBe(20);
    expect(opened.cosignatures).toHaveLength(2);
  });

  it('of the only leaf has no hashes', () => {
    const alone = { extra: null, index: 0, proof: [], checkpoint: signedHead(1, rootAt(1)) };
    const text = formatProofFile(alone);
    expect(text).toContain('index 0\n\n');
    const opened = checkProofFile(parseProofFile(text), rootAt(1), { ...keys, quorum: 0 });
    expect(opened.checkpoint.size).toBe(1);
  });

  it('is refused for another leaf, place or tree', () => {
    const other = leaves[8] ?? EMPTY_ROOT;
    expect(faultOf(() => checkProofFile(receipt, other, policy))).toBe('proof');
    expect(faultOf(() => checkProofFile({ ...receipt, index: 6 }, leaf, policy))).toBe('proof');
    const grown = { ...receipt, checkpoint: cosigned(signedHead(20, rootAt(19)), witnessKeys) };
    expect(faultOf(() => checkProofFile(grown, leaf, policy))).toBe('proof');
    const short = { ...receipt, proof: receipt.proof.slice(1) };
    expect(faultOf(() => checkProofFile(short, leaf, policy))).toBe('proof');
  });

  it('is refused below its quorum: a witness counts once, a stranger not at all', () => {
    const [first = strangerKey] = witnessKeys;
    for (const cosigners of [[], [first], [first, first], [first, strangerKey]]) {
      const lone = { ...receipt, checkpoint: cosigned(head, cosigners) };
      expect(faultOf(() => checkProofFile(lone, leaf, policy))).toBe('signature');
    }
  });

  it('with any bit turned over proves nothing else', () => {
    const bytes = Buffer.from(file);
    const from = bytes.indexOf('index');
    for (let bit = from * 8; bit < bytes.length * 8; bit += 5)
      expect(
        faultOf(() => checkProofFile(parseProofFile(withBitFlipped(bytes, bit)), leaf, policy)),
      ).not.toBe('none');
  });

  it.each([
    ['nothing', ''],
    ['another first line', file.replace('@v1', '@v2')],
    ['no index', file.replace('index 7\n', '')],
    ['an index with a zero before it', file.replace('index 7', 'index 07')],
    ['extra data that are no base64', file.replace('extra ', 'extra !')],
    ['extra data after the index', file.replace(/(extra .*)\n(index 7)/, '$2\n$1')],
    ['extra data twice', file.replace(/(extra .*\n)/, '$1$1')],
    ['a hash that is too short', file.replace('index 7\n', 'index 7\nAAAA\n')],
    ['64 hashes', file.replace('index 7\n', `index 7\n${`${'A'.repeat(43)}=\n`.repeat(60)}`)],
  ])('is not %s', (_, text) => {
    expect(faultOf(() => parseProofFile(text))).toBe('proof');
  });

  it('is claimed by the first line alone', () => {
    const claims = (text: string) => isProofFile(Buffer.from(text));
    for (const text of [file, file.replace('index 7', 'index x'), file.slice(0, 30)])
      expect(claims(text)).toBe(true);
    for (const text of ['', '\0', file.slice(0, 10), `\n${file}`, file.replace('@v1', '@v2')])
      expect(claims(text)).toBe(false);
  });

  it('holds a signed note', () => {
    expect(faultOf(() => parseProofFile(file.slice(0, -1)))).toBe('note');
    expect(faultOf(() => formatProofFile({ ...receipt, checkpoint: 'a\n' }))).toBe('note');
    expect(faultOf(() => formatProofFile({ ...receipt, index: -1 }))).toBe('proof');
  });
});

describe('a request to a witness', () => {
  const { specificationExamples } = golden('signed-note/notes.json') as {
    readonly specificationExamples: {
      readonly addCheckpoint: string;
      readonly addCheckpointOldSize: number;
    };
  };
  const request = { oldSize: 6, proof: consistencyProof(subtreeAt, 6, 20), checkpoint: head };
  const body = formatAddCheckpoint(request);

  it('of the specification is read and written', () => {
    const example = parseAddCheckpoint(specificationExamples.addCheckpoint);
    expect(example.oldSize).toBe(specificationExamples.addCheckpointOldSize);
    expect(example.proof).toHaveLength(4);
    expect(formatAddCheckpoint(example)).toBe(specificationExamples.addCheckpoint);
  });

  it('is read back, with and without a proof', () => {
    expect(parseAddCheckpoint(Buffer.from(body))).toEqual(request);
    const first = { oldSize: 0, proof: [], checkpoint: head };
    expect(formatAddCheckpoint(first)).toBe(`old 0\n\n${head}`);
    expect(parseAddCheckpoint(formatAddCheckpoint(first))).toEqual(first);
  });

  it.each([
    ['nothing', ''],
    ['a checkpoint alone', head],
    ['no blank line', body.replaceAll('\n\n', '\n')],
    ['no old size', body.replace('old 6\n', '')],
    ['an old size with a zero before it', body.replace('old 6', 'old 06')],
    ['a negative old size', body.replace('old 6', 'old -6')],
    ['a line that is no hash', body.replace('old 6\n', 'old 6\nabc\n')],
    ['64 lines of proof', `old 6\n${`${'A'.repeat(43)}=\n`.repeat(64)}\n${head}`],
  ])('is not %s', (_, text) => {
    expect(faultOf(() => parseAddCheckpoint(text))).toBe('request');
  });

  it('holds a signed note', () => {
    expect(faultOf(() => parseAddCheckpoint(body.slice(0, -1)))).toBe('note');
  });

  it('is answered with a size when it does not fit', () => {
    expect(parseSize(formatSize(20))).toBe(20);
    for (const text of ['20', '020\n', '\n', '20\n\n'])
      expect(faultOf(() => parseSize(text))).toBe('request');
  });
});
