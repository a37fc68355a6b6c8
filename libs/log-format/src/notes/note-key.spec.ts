import { describe, expect, it } from '@jest/globals';

import {
  formatSignerKey,
  formatVerifierKey,
  generateSignerKey,
  parseSignerKey,
  parseVerifierKey,
  sha256,
} from '../index.js';
import { faultOf, fromHex, golden, withBitFlipped } from '../testing/golden.js';
import { signEd25519, verifyEd25519 } from './note-key.js';

const rfc8032 = golden('ed25519/rfc8032.json') as readonly {
  readonly name: string;
  readonly secret: string;
  readonly public: string;
  readonly message: string;
  readonly signature: string;
}[];
const published = golden('signed-note/notes.json') as {
  readonly refusedKeys: readonly string[];
  readonly verifierKeys: readonly { readonly type: string; readonly vkey: string }[];
};
const log = golden('tessera-log/log.json') as { readonly vkey: string; readonly skey: string };

describe('Ed25519', () => {
  it.each(rfc8032)('RFC 8032 $name', (vector) => {
    const publicBytes = Buffer.concat([Buffer.of(1), fromHex(vector.public)]);
    const id = sha256(Buffer.concat([Buffer.from('rfc\n'), publicBytes])).toString('hex', 0, 4);
    const seed = Buffer.concat([Buffer.of(1), fromHex(vector.secret)]).toString('base64');
    const signer = parseSignerKey(`PRIVATE+KEY+rfc+${id}+${seed}`);
    const verifier = parseVerifierKey(`rfc+${id}+${publicBytes.toString('base64')}`);
    const message = fromHex(vector.message);
    const signature = signEd25519(message, signer);
    expect(signature.toString('hex')).toBe(vector.signature);
    expect(verifyEd25519(message, signature, verifier)).toBe(true);
    for (const bit of [0, 255, 256, 511])
      expect(verifyEd25519(message, withBitFlipped(signature, bit), verifier)).toBe(false);
    expect(verifyEd25519(Buffer.concat([message, Buffer.of(0)]), signature, verifier)).toBe(false);
  });
});

describe('a verifier key', () => {
  it.each(published.verifierKeys)('of type $type is read: $vkey', ({ type, vkey }) => {
    const key = parseVerifierKey(vkey);
    expect(key.type).toBe(type);
    expect(formatVerifierKey(key)).toBe(vkey);
  });

  it.each(published.refusedKeys)('is not %s', (text) => {
    expect(faultOf(() => parseVerifierKey(text))).toBe('key');
  });

  it('is no part of itself', () => {
    for (let from = 0; from <= log.vkey.length; from++)
      for (let to = from + 1; to <= log.vkey.length; to++)
        if (to - from < log.vkey.length)
          expect(faultOf(() => parseVerifierKey(log.vkey.slice(from, to)))).toBe('key');
  });

  it('has no other character anywhere', () => {
    for (let at = 0; at < log.vkey.length; at++) {
      const other = String.fromCharCode(log.vkey.charCodeAt(at) + 1);
      const spoilt = log.vkey.slice(0, at) + other + log.vkey.slice(at + 1);
      expect(faultOf(() => parseVerifierKey(spoilt))).toBe('key');
    }
  });

  it('is not of a type that we do not know', () => {
    const bytes = Buffer.concat([Buffer.of(2), Buffer.alloc(32, 7)]);
    const id = sha256(Buffer.concat([Buffer.from('a\n'), bytes])).toString('hex', 0, 4);
    expect(faultOf(() => parseVerifierKey(`a+${id}+${bytes.toString('base64')}`))).toBe('key');
  });
});

describe('a signer key', () => {
  it('is read, written, and holds its verifier key', () => {
    const key = parseSignerKey(log.skey);
    expect(formatSignerKey(key)).toBe(log.skey);
    expect(formatVerifierKey(key)).toBe(log.vkey);
  });

  it.each(['note', 'cosignature'] as const)('of type %s is made', (type) => {
    const key = generateSignerKey('so-noi-vu.example/log', type);
    expect(formatVerifierKey(parseSignerKey(formatSignerKey(key)))).toBe(formatVerifierKey(key));
    expect(parseVerifierKey(formatVerifierKey(key)).type).toBe(type);
  });

  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\nb', 'a\ud800'])('is not made for %j', (name) => {
    expect(faultOf(() => generateSignerKey(name, 'note'))).toBe('key');
  });

  it('is no verifier key, nor the other way round', () => {
    expect(faultOf(() => parseSignerKey(log.vkey))).toBe('key');
    expect(faultOf(() => parseVerifierKey(log.skey))).toBe('key');
  });

  it('is not repeated in the message when it is wrong', () => {
    const spoilt = `${log.skey.slice(0, -1)}A`;
    expect(() => parseSignerKey(spoilt)).toThrow(/^Not an Ed25519 key/);
  });
});
