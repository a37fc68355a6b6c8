import { equalBytes } from '../encoding.js';
import { FormatError } from '../format-error.js';
import { EMPTY_ROOT, isHash, nodeHash } from './hash.js';
import { rangeRoot, splitOf, type SubtreeReader } from './subtrees.js';

/** RFC 6962 §2.1.2. Empty for an equal size and for the empty tree. */
export function consistencyProof(
  subtreeAt: SubtreeReader,
  oldSize: number,
  size: number,
): Uint8Array[] {
  if (!(oldSize >= 0 && oldSize <= size))
    throw new FormatError('proof', `A tree of ${size} leaves was never one of ${oldSize}.`);
  if (oldSize === 0) return [];
  const path: Uint8Array[] = [];
  let begin = 0;
  let end = size;
  while (end !== oldSize) {
    const middle = begin + splitOf(end - begin);
    if (oldSize <= middle) {
      path.push(rangeRoot(subtreeAt, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(subtreeAt, begin, middle));
      begin = middle;
    }
  }
  // Where the old tree is itself a subtree of the new one, the verifier holds its root already.
  if (begin > 0) path.push(rangeRoot(subtreeAt, begin, end));
  return path.reverse();
}

/** A tree head: how many leaves, and their root. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * RFC 9162 §2.1.4.2. Hashes of another length than 32 bytes are refused, also where nothing is
 * computed from them; any tree grew from the empty one, whose root must be that of no leaves.
 */
export function verifyConsistency(
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
): boolean {
  if (!isHead(older) || !isHead(newer) || !proof.every(isHash)) return false;
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0;
  const path = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  return leadsToBoth(older, newer, path);
}

function leadsToBoth(older: TreeHead, newer: TreeHead, path: readonly Uint8Array[]): boolean {
  const [first, ...rest] = path;
  if (!first) return false;
  let node = older.size - 1;
  let last = newer.size - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let oldRoot = first;
  let newRoot = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldRoot = nodeHash(hash, oldRoot);
      newRoot = nodeHash(hash, newRoot);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else newRoot = nodeHash(newRoot, hash);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(oldRoot, older.root) && equalBytes(newRoot, newer.root);
}

function isHead({ size, root }: TreeHead): boolean {
  const isSize = Number.isSafeInteger(size) && size >= 0;
  return isSize && isHash(root) && (size > 0 || equalBytes(root, EMPTY_ROOT));
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
