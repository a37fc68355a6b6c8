import type { TreeHead } from '../tree/consistency.js';
import { EMPTY_ROOT } from '../tree/hash.js';
import type { InclusionClaim } from '../tree/inclusion.js';
import { fromHex, golden, withBitFlipped } from './golden.js';

type Proof = readonly Uint8Array[];
export interface InclusionProbe extends InclusionClaim {
  readonly proof: Proof;
}
export interface ConsistencyProbe {
  readonly older: TreeHead;
  readonly newer: TreeHead;
  readonly proof: Proof;
}

const someHash = fromHex((golden('merkle/tree.json') as { someHash: string }).someHash);
const nothing = Buffer.alloc(0);

/** Each way in which transparency-dev/merkle spoils a good inclusion proof, by its name for it. */
export function spoiltInclusions(good: InclusionProbe): [string, InclusionProbe][] {
  const { index, size, root, proof } = good;
  const probes: [string, Partial<InclusionProbe>][] = [
    ['leafIdx - 1', { index: index === 0 ? 2 ** 64 - 1 : index - 1 }],
    ['leafIdx + 1', { index: index + 1 }],
    ['leafIdx ^ 2', { index: index ^ 2 }],
    ['treeSize * 2', { size: size * 2 }],
    ['treeSize / 2', { size: Math.floor(size / 2) }],
    ['wrong leaf', { leafHash: Buffer.from('WrongLeaf') }],
    ['empty root', { root: EMPTY_ROOT }],
    ['random root', { root: someHash }],
    ['trailing garbage', { proof: [...proof, nothing] }],
    ['trailing root', { proof: [...proof, root] }],
    ['preceding garbage', { proof: [nothing, ...proof] }],
    ['preceding root', { proof: [root, ...proof] }],
    ...flipped(proof, 3).map((spoilt): [string, object] => ['modified proof', { proof: spoilt }]),
  ];
  if (proof.length > 0) probes.push(['removed component', { proof: proof.slice(0, -1) }]);
  if (proof.length > 1)
    probes.push(['inserted component', { proof: proof.toSpliced(1, 0, someHash) }]);
  return probes.map(([name, spoilt]) => [name, { ...good, ...spoilt }]);
}

/** Each way in which transparency-dev/merkle spoils a good consistency proof. */
export function spoiltConsistencies(good: ConsistencyProbe): [string, ConsistencyProbe][] {
  const { older, newer, proof } = good;
  const wrongRoot = Buffer.from('WrongRoot');
  const proofs: [string, Proof][] = [
    ['empty proof', []],
    ['trailing garbage', [...proof, nothing]],
    ['trailing root1', [...proof, older.root]],
    ['trailing root2', [...proof, newer.root]],
    ['preceding garbage', [nothing, ...proof]],
    ['preceding root1', [older.root, ...proof]],
    ['preceding root2', [newer.root, ...proof]],
    ['preceding proof[0]', [...proof.slice(0, 1), ...proof]],
    ['truncated proof', proof.slice(0, -1)],
    ...flipped(proof, 4).map((spoilt): [string, Proof] => ['modified proof', spoilt]),
  ];
  const heads: [string, Partial<ConsistencyProbe>][] = [
    ['size1 - 1', { older: { ...older, size: older.size - 1 } }],
    ['size1 + 1', { older: { ...older, size: older.size + 1 } }],
    ['size1 ^ 2', { older: { ...older, size: older.size ^ 2 } }],
    ['size2 * 2', { newer: { ...newer, size: newer.size * 2 } }],
    ['size2 / 2', { newer: { ...newer, size: Math.floor(newer.size / 2) } }],
    ['wrong root1', { older: { ...older, root: wrongRoot } }],
    ['wrong root2', { newer: { ...newer, root: wrongRoot } }],
    [
      'swapped roots',
      { older: { ...older, root: newer.root }, newer: { ...newer, root: older.root } },
    ],
  ];
  return [
    ...heads.map(([name, spoilt]): [string, ConsistencyProbe] => [name, { ...good, ...spoilt }]),
    ...proofs.map(([name, spoilt]): [string, ConsistencyProbe] => [
      name,
      { ...good, proof: spoilt },
    ]),
  ];
}

/** The proof once for each of its hashes, with bit `bit` of that hash's first byte turned over. */
function flipped(proof: Proof, bit: number): Proof[] {
  return proof.map((hash, at) => proof.with(at, withBitFlipped(hash, bit)));
}
