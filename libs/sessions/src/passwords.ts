import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

import { limitConcurrency } from './limit-concurrency.js';

/**
 * OWASP's least: 19 MiB, two passes, one lane. Stored with each hash, so it can be raised
 * later.
 */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** Hashing takes memory and a core: more at once would let sign-in starve everything else. */
const HASHES_AT_ONCE = 2;

const hash = limitConcurrency(HASHES_AT_ONCE, promisify(argon2));

/** A salted argon2id hash of a password, as text to store. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt, COST);
  const { memory, passes, parallelism } = COST;
  return [
    'argon2id',
    memory,
    passes,
    parallelism,
    salt.toString('base64'),
    tag.toString('base64'),
  ].join('$');
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = stored.split('$');
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  const derived = await derive(password, Buffer.from(salt, 'base64'), cost);
  const expected = Buffer.from(tag, 'base64');
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

async function derive(
  password: string,
  nonce: Uint8Array,
  cost: { readonly memory: number; readonly passes: number; readonly parallelism: number },
): Promise<Buffer> {
  const message = password.normalize('NFKC');
  return hash('argon2id', { message, nonce, tagLength: TAG_BYTES, ...cost });
}
