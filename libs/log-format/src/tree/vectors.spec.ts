import { describe, expect, it } from '@jest/globals';

import {
  EMPTY_ROOT,
  Frontier,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
} from '../index.js';
import {
  spoiltConsistencies,
  spoiltInclusions,
  type ConsistencyProbe,
  type InclusionProbe,
} from '../testing/corrupted-proofs.js';
import { fromBase64, fromHex, golden } from '../testing/golden.js';
import { treeOf } from '../testing/sample-tree.js';

interface InclusionVector {
  readonly file: string;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}
interface ConsistencyVector {
  readonly file: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
  readonly weRefuse?: string;
}
const tree = golden('merkle/tree.json') as {
  leafInputs: readonly string[];
  nodeHashes: readonly (readonly string[])[];
  rootsBySize: readonly string[];
};
const inclusions = golden('merkle/inclusion.json') as readonly InclusionVector[];
const consistencies = golden('merkle/consistency.json') as readonly ConsistencyVector[];
const reference = treeOf(tree.leafInputs.map((input) => leafHash(fromHex(input))));

describe('the reference tree of Certificate Transparency', () => {
  it('has the published leaf hashes', () => {
    expect(reference.leaves.map(hex)).toEqual(tree.nodeHashes[0]);
  });

  it('has the published nodes', () => {
    const nodes = tree.nodeHashes.map((row, level) =>
      row.map((_, index) => hex(reference.subtreeAt(level, index))),
    );
    expect(nodes).toEqual(tree.nodeHashes);
    expect(hex(nodeHash(reference.subtreeAt(2, 0), reference.subtreeAt(2, 1)))).toBe(
      tree.nodeHashes[3]?.[0],
    );
  });

  it('has the published root at every size', () => {
    expect(reference.roots.map(hex)).toEqual(tree.rootsBySize);
    expect(hex(new Frontier().root())).toBe(hex(EMPTY_ROOT));
  });
});

describe('published inclusion proofs', () => {
  it.each(inclusions)('$file', (vector) => {
    const { proof, ...claim } = inclusionProbe(vector);
    expect(verifyInclusion(claim, proof)).toBe(!vector.wantErr);
  });

  it.each(inclusions.filter(({ wantErr }) => !wantErr))('are ours: $file', (vector) => {
    const { proof, index, size } = inclusionProbe(vector);
    expect(inclusionProof(reference.subtreeAt, index, size).map(hex)).toEqual(proof.map(hex));
  });

  it.each(inclusions.filter(({ wantErr }) => !wantErr))('spoilt, are refused: $file', (vector) => {
    const accepted = spoiltInclusions(inclusionProbe(vector)).filter(([, { proof, ...claim }]) =>
      verifyInclusion(claim, proof),
    );
    expect(accepted.map(([name]) => name)).toEqual([]);
  });

  it('are spoilt as the published probes are', () => {
    const spoilt = inclusions
      .filter(({ wantErr }) => !wantErr)
      .flatMap((vector) => spoiltInclusions(inclusionProbe(vector)));
    const made = new Set(spoilt.map(([, probe]) => inclusionText(probe)));
    const published = inclusions.filter(
      ({ file, wantErr }) => wantErr && !/additional|single-entry/.test(file),
    );
    expect(published).toHaveLength(4);
    for (const vector of published) expect(made).toContain(inclusionText(inclusionProbe(vector)));
    expect(spoilt).toHaveLength(12 + 17 + 17 + 14 + 17);
  });
});

describe('published consistency proofs', () => {
  it.each(consistencies)('$file', (vector) => {
    const { older, newer, proof } = consistencyProbe(vector);
    const isGood = !vector.wantErr && vector.weRefuse === undefined;
    expect(verifyConsistency(older, newer, proof)).toBe(isGood);
  });

  const good = consistencies.filter(({ file }) => file.endsWith('happy-path.json'));
  const withProof = good.filter(({ proof }) => proof !== null);

  it.each(good)('are ours: $file', (vector) => {
    const { older, newer, proof } = consistencyProbe(vector);
    expect(consistencyProof(reference.subtreeAt, older.size, newer.size).map(hex)).toEqual(
      proof.map(hex),
    );
  });

  it.each(withProof)('spoilt, are refused: $file', (vector) => {
    const accepted = spoiltConsistencies(consistencyProbe(vector)).filter(([, probe]) =>
      verifyConsistency(probe.older, probe.newer, probe.proof),
    );
    expect(accepted.map(([name]) => name)).toEqual([]);
  });

  it('are spoilt as the published probes are', () => {
    const spoilt = withProof.flatMap((vector) => spoiltConsistencies(consistencyProbe(vector)));
    const made = new Set(spoilt.map(([, probe]) => consistencyText(probe)));
    const published = consistencies.filter(
      ({ file, wantErr }) => wantErr && !file.includes('additional'),
    );
    expect(published).toHaveLength(3);
    for (const vector of published)
      expect(made).toContain(consistencyText(consistencyProbe(vector)));
    expect(spoilt).toHaveLength(20 + 20 + 19 + 20);
  });
});

function inclusionProbe(vector: InclusionVector): InclusionProbe {
  return {
    index: vector.leafIdx,
    size: vector.treeSize,
    root: fromBase64(vector.root),
    leafHash: fromBase64(vector.leafHash),
    proof: (vector.proof ?? []).map(fromBase64),
  };
}

function consistencyProbe(vector: ConsistencyVector): ConsistencyProbe {
  return {
    older: { size: vector.size1, root: fromBase64(vector.root1) },
    newer: { size: vector.size2, root: fromBase64(vector.root2) },
    proof: (vector.proof ?? []).map(fromBase64),
  };
}

function inclusionText({ index, size, root, leafHash: leaf, proof }: InclusionProbe): string {
  return [index, size, hex(root), hex(leaf), ...proof.map(hex)].join(' ');
}

function consistencyText({ older, newer, proof }: ConsistencyProbe): string {
  return [older.size, newer.size, hex(older.root), hex(newer.root), ...proof.map(hex)].join(' ');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
