import { equalBytes } from '../encoding.js';
import { FormatError } from '../format-error.js';
import { isHash, nodeHash } from './hash.js';
import { rangeRoot, splitOf, type SubtreeReader } from './subtrees.js';

/** RFC 6962 §2.1.1: from the sibling of the leaf up to the child of the root. */
export function inclusionProof(
  subtreeAt: SubtreeReader,
  index: number,
  size: number,
): Uint8Array[] {
  if (!(index >= 0 && index < size))
    throw new FormatError('proof', `A tree of ${size} leaves has no leaf ${index}.`);
  const path: Uint8Array[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      path.push(rangeRoot(subtreeAt, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(subtreeAt, begin, middle));
      begin = middle;
    }
  }
  return path.reverse();
}

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
}

/** RFC 9162 §2.1.3.2. Hashes of another length than 32 bytes are refused. */
export function verifyInclusion(claim: InclusionClaim, proof: readonly Uint8Array[]): boolean {
  const { index, size, leafHash, root } = claim;
  if (!isPlace(index, size) || ![leafHash, root, ...proof].every(isHash)) return false;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

function isPlace(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
