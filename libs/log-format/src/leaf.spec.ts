import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  CANONICAL_BYTES_MAX,
  CANONICAL_DEPTH_MAX,
  NO_PREVIOUS,
  actorText,
  canonicalBytes,
  canonicalText,
  leafData,
  leafHash,
  leafOf,
  linkTo,
  metadataText,
  parseLeafData,
  sealOf,
  sha256Hex,
  type Leaf,
} from './index.js';
import { faultOf } from './testing/golden.js';

const LOG = 'so-noi-vu.example/totrinh/0001';
const submitted = {
  stream: 'proposal-0001',
  revision: 0,
  id: '6f1c2f34-0000-5000-8000-000000000001',
  type: 'ProposalSubmitted',
  version: 1,
  effectiveOn: '2020-03-01',
  recordedAt: '2020-03-02T01:02:03.004Z',
  actor: { accountId: 'a1', personId: 'p1', role: 'commune-officer', unitId: 'xa-an-phu' },
  commandId: 'c-1',
  data: { step: 'thẩm định' },
  meta: {
    commandDigest: '0'.repeat(64),
    correlationId: 'proposal-0001',
    causationId: null,
    policies: ['quota@3', 'route-2020@1'],
  },
};
const leaf = leafOf(LOG, submitted, NO_PREVIOUS);
/** What the bytes of the leaf say. */
const said = { ...leaf, actor: submitted.actor, v: 1 };

describe('a leaf', () => {
  it('says who, what, where, when, and hashes the rest', () => {
    expect(leaf).toEqual({
      log: LOG,
      stream: 'proposal-0001',
      rev: 0,
      id: submitted.id,
      type: 'ProposalSubmitted',
      ts: '2020-03-02T01:02:03.004Z',
      actor: canonicalText(submitted.actor),
      cmd: 'c-1',
      dataHash: sha256Hex(canonicalText(submitted.data)),
      metaHash: sha256Hex(metadataText(submitted)),
      prev: '',
    });
  });

  it('covers every member of the metadata, also one that is added later', () => {
    expect(metadataText(submitted)).toBe(
      '{"effectiveOn":"2020-03-01","meta":{"causationId":null,"commandDigest":"' +
        `${'0'.repeat(64)}","correlationId":"proposal-0001","policies":["quota@3",` +
        '"route-2020@1"]},"version":1}',
    );
    const more = { ...submitted, meta: { ...submitted.meta, onBehalfOf: 'p2', version: 9 } };
    expect(metadataText(more)).toContain('"onBehalfOf":"p2"');
    expect(metadataText(more)).toContain('"version":9},"version":1}');
  });

  it('is linked to the one before it', () => {
    const prev = linkTo(leafData(leaf));
    expect(prev).toBe(sha256Hex(leafData(leaf)));
    const next = leafOf(LOG, { ...submitted, revision: 1 }, prev);
    expect(parseLeafData(leafData(next)).prev).toBe(prev);
  });

  it('has the canonical bytes of what it says, whatever stands in it', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const actors = fc.dictionary(fc.string(), fc.oneof(text, fc.integer(), fc.constant(null)));
    fc.assert(
      fc.property(text, text, text, text, actors, (log, stream, id, cmd, actor) => {
        const texts = { log, stream, id, cmd, type: id };
        const data = leafData({ ...leaf, ...texts, actor: actorText(actor) });
        expect(data).toEqual(canonicalBytes({ ...said, ...texts, actor }));
        const seal = sealOf({ ...leaf, ...texts, actor: actorText(actor) });
        expect([seal.link.toString('hex'), seal.leaf]).toEqual([linkTo(data), leafHash(data)]);
      }),
    );
  });

  it('is hashed up to the last byte that the format allows', () => {
    const room = CANONICAL_BYTES_MAX - leafData(leaf).length;
    const full = { ...leaf, cmd: leaf.cmd + 'a'.repeat(room) };
    expect(sealOf(full).leaf).toEqual(leafHash(leafData(full)));
    expect(faultOf(() => sealOf({ ...full, cmd: `${full.cmd}a` }))).toBe('size');
  });

  it('has an actor as deep as fits into it, and no deeper', () => {
    const fits = nested(CANONICAL_DEPTH_MAX - 1);
    const data = leafData({ ...leaf, actor: actorText(fits) });
    expect(data).toEqual(canonicalBytes({ ...said, actor: fits }));
    expect(faultOf(() => actorText(nested(CANONICAL_DEPTH_MAX)))).toBe('depth');
  });

  it('is read back from its data', () => {
    expect(parseLeafData(leafData(leaf))).toEqual(leaf);
  });

  it('changes with every field', () => {
    const changes: Partial<Leaf>[] = [
      { log: `${LOG}2` },
      { stream: 'proposal-0002' },
      { rev: 1, prev: 'a'.repeat(64) },
      { id: 'other' },
      { type: 'ProposalWithdrawn' },
      { ts: '2020-03-02T01:02:03.005Z' },
      { actor: '{"accountId":"a2"}' },
      { cmd: 'c-2' },
      { dataHash: 'b'.repeat(64) },
      { metaHash: 'b'.repeat(64) },
    ];
    const all = changes.map((change) => linkTo(leafData({ ...leaf, ...change })));
    expect(new Set([...all, linkTo(leafData(leaf))]).size).toBe(changes.length + 1);
  });

  it.each<[string, object]>([
    ['without a log', { log: '' }],
    ['with a negative revision', { rev: -1 }],
    ['with a first event that has a previous one', { prev: 'a'.repeat(64) }],
    ['with a later event that has none', { rev: 1 }],
    ['with a time without milliseconds', { ts: '2020-03-02T01:02:03Z' }],
    ['with a time of another zone', { ts: '2020-03-02T01:02:03.004+07:00' }],
    ['with upper-case hex', { dataHash: 'A'.repeat(64) }],
    ['with half a hash', { metaHash: 'a'.repeat(32) }],
    ['with an actor that is a text', { actor: 'a1' }],
    ['with an actor that is a list', { actor: [] }],
    ['with a field too many', { note: 'x' }],
    ['with a field too few', { cmd: undefined }],
  ])('%s is refused', (_, change) => {
    expect(faultOf(() => leafData({ ...leaf, ...change }))).toBe('leaf');
    const text = canonicalText(JSON.parse(JSON.stringify({ ...said, ...change })));
    expect(faultOf(() => parseLeafData(Buffer.from(text)))).toBe('leaf');
  });

  it.each(['[]', 'null', '1', '{}', '"v"'])('is not %s', (text) => {
    expect(faultOf(() => parseLeafData(Buffer.from(text)))).toBe('leaf');
  });

  it('of another version is refused', () => {
    const text = canonicalText({ ...said, v: 2 });
    expect(faultOf(() => parseLeafData(Buffer.from(text)))).toBe('leaf');
  });

  it('with any bit turned over is refused or another leaf', () => {
    const data = leafData(leaf);
    fc.assert(
      fc.property(fc.nat({ max: data.length * 8 - 1 }), (bit) => {
        const spoilt = Buffer.from(data);
        spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        if (faultOf(() => parseLeafData(spoilt)) === 'none')
          expect(parseLeafData(spoilt)).not.toEqual(leaf);
      }),
      { numRuns: 500 },
    );
  });
});

function nested(depth: number): object {
  let value: object = {};
  for (let level = 1; level < depth; level++) value = { below: value };
  return value;
}
