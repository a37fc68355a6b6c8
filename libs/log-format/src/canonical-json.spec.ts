import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  CANONICAL_BYTES_MAX,
  CANONICAL_DEPTH_MAX,
  canonicalBytes,
  canonicalJson,
  isCanonical,
  parseCanonical,
} from './index.js';
import { faultOf, fromHex, golden } from './testing/golden.js';

const files = golden('jcs/files.json') as readonly {
  name: string;
  input: string;
  output: string;
}[];
const numbers = golden('jcs/numbers.json') as readonly (readonly [bits: string, text: string])[];

describe('RFC 8785', () => {
  it.each(files)('file $name', ({ input, output }) => {
    expect(canonicalJson(JSON.parse(input))).toBe(output);
  });

  it.each(numbers)('number %s is %s', (bits, text) => {
    expect(canonicalJson(fromHex(bits).readDoubleBE())).toBe(text);
  });

  it('agrees with JSON.stringify over keys in order', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), (value) => {
        fc.pre(!hasLoneSurrogate(value));
        expect(canonicalJson(value)).toBe(sorted(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('orders keys by UTF-16 code units', () => {
    expect(canonicalJson({ '\ufb33': 1, '\ud83d\ude02': 2, b: 3, B: 4, aa: 5 })).toBe(
      '{"B":4,"aa":5,"b":3,"\ud83d\ude02":2,"\ufb33":1}',
    );
  });

  it('knows no number beyond the finite ones', () => {
    for (const value of [NaN, Infinity, -Infinity])
      expect(faultOf(() => canonicalJson(value))).toBe('number');
  });
});

describe('canonical bytes of the log', () => {
  it('are UTF-8 in the order of the keys', () => {
    expect(canonicalBytes({ b: [1, null, true], a: 'Tờ trình' })).toEqual(
      Buffer.from('{"a":"Tờ trình","b":[1,null,true]}'),
    );
  });

  it.each<[string, unknown, string]>([
    ['undefined', undefined, 'value'],
    ['an undefined member', { a: undefined }, 'value'],
    ['an undefined element', [undefined], 'value'],
    ['a hole', new Array(1), 'value'],
    ['an array with a member', Object.assign([1], { a: 1 }), 'value'],
    ['a function', { a: () => 1 }, 'value'],
    ['a toJSON function', { toJSON: () => 1 }, 'value'],
    ['a symbol', Symbol('a'), 'value'],
    ['a symbol key', { [Symbol('a')]: 1 }, 'value'],
    ['a bigint', 1n, 'value'],
    ['a Date', new Date(0), 'value'],
    ['a Map', new Map(), 'value'],
    ['bytes', Buffer.of(1), 'value'],
    ['a boxed number', Object(1), 'value'],
    ['an instance', new (class Case {})(), 'value'],
    ['Math', Math, 'value'],
    ['a fraction', 0.5, 'number'],
    ['2^53', 2 ** 53, 'number'],
    ['NaN', NaN, 'number'],
    ['a lone surrogate', 'a\ud800', 'value'],
    ['a lone surrogate in a key', { '\udc00': 1 }, 'value'],
  ])('refuse %s', (_, value, fault) => {
    expect(faultOf(() => canonicalBytes(value))).toBe(fault);
    expect(faultOf(() => canonicalBytes({ deeper: [value] }))).toBe(fault);
  });

  it('take −0 as 0, 2^53 − 1 and objects without a prototype', () => {
    expect(canonicalBytes([-0, 2 ** 53 - 1, Object.create(null)]).toString()).toBe(
      '[0,9007199254740991,{}]',
    );
  });

  it('take __proto__ as a key like any other', () => {
    const text = '{"__proto__":{"a":1},"constructor":2}';
    expect(canonicalBytes(JSON.parse(text)).toString()).toBe(text);
    expect(isCanonical(Buffer.from(text))).toBe(true);
  });

  it(`are nested ${CANONICAL_DEPTH_MAX} deep at most`, () => {
    expect(canonicalBytes(nested(CANONICAL_DEPTH_MAX))).toHaveLength(2 * CANONICAL_DEPTH_MAX);
    expect(faultOf(() => canonicalBytes(nested(CANONICAL_DEPTH_MAX + 1)))).toBe('depth');
  });

  it('never overflow the stack', () => {
    expect(faultOf(() => canonicalBytes(nested(100_000)))).toBe('depth');
    expect(faultOf(() => canonicalJson(nested(100_000)))).toBe('depth');
    const deep = Buffer.from('['.repeat(30_000) + ']'.repeat(30_000));
    expect(faultOf(() => parseCanonical(deep))).toBe('depth');
    const ring: unknown[] = [];
    ring.push(ring);
    expect(faultOf(() => canonicalBytes(ring))).toBe('depth');
  });

  it(`are ${CANONICAL_BYTES_MAX} at most`, () => {
    const full =
      'ữ'.repeat((CANONICAL_BYTES_MAX - 2) / 3) + 'a'.repeat((CANONICAL_BYTES_MAX - 2) % 3);
    expect(canonicalBytes(full)).toHaveLength(CANONICAL_BYTES_MAX);
    expect(faultOf(() => canonicalBytes(`${full}a`))).toBe('size');
    expect(faultOf(() => parseCanonical(Buffer.alloc(CANONICAL_BYTES_MAX + 1, ' ')))).toBe('size');
  });
});

describe('stored bytes', () => {
  it('of every value are its canonical ones', () => {
    fc.assert(
      fc.property(jsonOfTheLog, (value) => {
        const bytes = canonicalBytes(value);
        expect(isCanonical(bytes)).toBe(true);
        expect(canonicalBytes(parseCanonical(bytes))).toEqual(bytes);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, string | Buffer, string]>([
    ['a repeated key', '{"a":1,"a":2}', 'not-canonical'],
    ['a repeated key spelt otherwise', '{"a":1,"\\u0061":1}', 'not-canonical'],
    ['a repeated __proto__', '{"__proto__":1,"__proto__":2}', 'not-canonical'],
    ['keys out of order', '{"b":1,"a":2}', 'not-canonical'],
    ['white space', '{"a": 1}', 'not-canonical'],
    ['a newline at the end', '{"a":1}\n', 'not-canonical'],
    ['an escape without need', '"\\u0041"', 'not-canonical'],
    ['an escaped slash', '"\\/"', 'not-canonical'],
    ['an upper-case escape', '"\\u000F"', 'not-canonical'],
    ['1.0', '1.0', 'not-canonical'],
    ['1e2', '1e2', 'not-canonical'],
    ['−0', '-0', 'not-canonical'],
    ['a number that loses digits', '9007199254740993', 'number'],
    ['a fraction', '0.5', 'number'],
    ['a number beyond the doubles', '1e400', 'number'],
    ['an escaped lone surrogate', '"\\ud800"', 'value'],
    ['a byte order mark', '\ufeff{}', 'not-json'],
    ['two values', '{}{}', 'not-json'],
    ['no bytes', '', 'not-json'],
    ['a NUL at the end', '{}\0', 'not-json'],
    ['an overlong encoding', Buffer.from('22c08022', 'hex'), 'encoding'],
    ['a surrogate in UTF-8', Buffer.from('22eda08022', 'hex'), 'encoding'],
    ['half a character', Buffer.from('22e122', 'hex'), 'encoding'],
  ])('with %s are refused', (_, bytes, fault) => {
    expect(isCanonical(Buffer.from(bytes))).toBe(false);
    expect(faultOf(() => parseCanonical(Buffer.from(bytes)))).toBe(fault);
  });

  it('with a bit turned over are refused, or are those of another value', () => {
    fc.assert(
      fc.property(jsonOfTheLog, fc.nat(), (value, where) => {
        const bytes = canonicalBytes(value);
        const bit = where % (bytes.length * 8);
        const spoilt = Buffer.from(bytes);
        spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        if (isCanonical(spoilt)) expect(parseCanonical(spoilt)).not.toEqual(value);
      }),
      { numRuns: 1_000 },
    );
  });
});

const jsonOfTheLog = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger().map((integer) => integer || 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}

/** The oracle: built on JSON.stringify of the parts; an object would put keys like "1" first. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${sorted(part)}`);
  return `{${members.join(',')}}`;
}

function hasLoneSurrogate(value: unknown): boolean {
  return !JSON.stringify(value).isWellFormed() || /\\ud[89a-f]/.test(JSON.stringify(value));
}
