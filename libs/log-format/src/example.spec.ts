import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import {
  Frontier,
  NO_PREVIOUS,
  canonicalText,
  checkProofFile,
  cosign,
  formatProofFile,
  formatSignatureLine,
  formatSignerKey,
  formatVerifierKey,
  inclusionProof,
  leafData,
  leafHash,
  leafOf,
  linkTo,
  metadataText,
  openCheckpoint,
  parseCheckpoint,
  parseLeafData,
  parseNote,
  parseProofFile,
  parseSignerKey,
  parseVerifierKey,
  signCheckpoint,
  subtreesOf,
  withCosignatures,
  type LoggedEvent,
} from './index.js';
import { golden } from './testing/golden.js';

const example = golden('log-format-v1/example.json') as {
  readonly log: string;
  readonly logKey: { readonly skey: string; readonly vkey: string };
  readonly witnessKey: { readonly skey: string; readonly vkey: string };
  readonly events: readonly {
    /** Actor and command stand among the metadata here. */
    readonly event: Omit<LoggedEvent, 'actor' | 'commandId'> & {
      readonly meta: Pick<LoggedEvent, 'actor' | 'commandId'>;
    };
    readonly data: string;
    readonly metadata: string;
    readonly leafData: string;
    readonly leafHash: string;
  }[];
  readonly rootsBySize: readonly string[];
  readonly frontier: string;
  readonly checkpoint: string;
  readonly cosignatureTime: number;
  readonly cosignature: string;
  readonly receiptOfLeaf1: string;
};
const logKey = parseVerifierKey(example.logKey.vkey);
const witnessKey = parseVerifierKey(example.witnessKey.vkey);
const keys = { origin: example.log, log: [logKey], witnesses: [witnessKey] };
const leaves = example.events.map((entry) => leafHash(Buffer.from(entry.leafData)));

describe('the worked example', () => {
  it('has the leaf data of its events, linked within each stream', () => {
    const links = new Map<string, string>();
    for (const { event: kept, ...expected } of example.events) {
      const { actor, commandId, ...meta } = kept.meta;
      const event = { ...kept, actor, commandId, meta };
      const data = leafData(leafOf(example.log, event, links.get(event.stream) ?? NO_PREVIOUS));
      expect(canonicalText(event.data)).toBe(expected.data);
      expect(metadataText(event)).toBe(expected.metadata);
      expect(data.toString()).toBe(expected.leafData);
      expect(leafHash(data).toString('hex')).toBe(expected.leafHash);
      links.set(event.stream, linkTo(data));
    }
  });

  it('has the roots and the frontier of its leaves', () => {
    const frontier = new Frontier();
    const roots = [hex(frontier.root())];
    for (const leaf of leaves) {
      frontier.append(leaf);
      roots.push(hex(frontier.root()));
    }
    expect(roots).toEqual(example.rootsBySize);
    expect(hex(frontier.toBytes())).toBe(example.frontier);
  });

  it('has the checkpoint and the cosignature', () => {
    const { checkpoint } = openCheckpoint(example.checkpoint, keys);
    expect(hex(checkpoint.root)).toBe(example.rootsBySize[3]);
    const signer = parseSignerKey(example.logKey.skey);
    expect(signCheckpoint(checkpoint, [signer])).toBe(example.checkpoint);
    const { text } = parseNote(example.checkpoint);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    const witness = parseSignerKey(example.witnessKey.skey);
    const line = formatSignatureLine(cosign(text, example.cosignatureTime, witness));
    expect(line).toBe(example.cosignature);
    expect([formatSignerKey(signer), formatVerifierKey(signer)]).toEqual([
      example.logKey.skey,
      example.logKey.vkey,
    ]);
  });

  it('has the receipt of its second event', () => {
    const subtreeAt = subtreesOf((first, count) =>
      Buffer.concat(leaves.slice(first, first + count)),
    );
    const file = formatProofFile({
      extra: Buffer.from(example.events[1]?.leafData ?? ''),
      index: 1,
      proof: inclusionProof(subtreeAt, 1, 3),
      checkpoint: withCosignatures(example.checkpoint, example.cosignature, [witnessKey]),
    });
    expect(file).toBe(example.receiptOfLeaf1);
    const receipt = parseProofFile(file);
    const leaf = receipt.extra ?? Buffer.alloc(0);
    expect(parseLeafData(leaf).type).toBe('TitleOpened');
    const opened = checkProofFile(receipt, leafHash(leaf), { ...keys, quorum: 1 });
    expect(opened.cosignatures).toEqual([{ key: witnessKey, time: example.cosignatureTime }]);
  });

  it('stands in the specification as it is', () => {
    const specification = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [first, , third] = example.events;
    const quoted = [
      first?.data,
      first?.metadata,
      first?.leafData,
      third?.leafData,
      ...example.events.map((entry) => entry.leafHash),
      ...example.rootsBySize,
      example.frontier,
      example.logKey.vkey,
      example.witnessKey.vkey,
      example.checkpoint,
      example.cosignature,
    ];
    for (const text of quoted) expect(specification).toContain(text);
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
