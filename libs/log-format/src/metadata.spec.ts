import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { metadataHead, metadataText, parseMetadata } from './index.js';
import { faultOf } from './testing/golden.js';

const meta = { causationId: null, policies: ['quota@3'] };
const written = { effectiveOn: '2020-03-01', meta, version: 12 };
const text = metadataText(written);

describe('metadata', () => {
  it('are read back whole, and their head without the rest', () => {
    expect(parseMetadata(text)).toEqual(written);
    expect(metadataHead(text)).toEqual({ effectiveOn: '2020-03-01', version: 12 });
  });

  it('have the head that whoever parses them finds, whatever stands in them', () => {
    const days = fc.stringMatching(/^\d{4}-\d\d-\d\d$/);
    const metas = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant({})));
    fc.assert(
      fc.property(days, metas, fc.integer({ min: 1, max: 1e9 - 1 }), (day, some, version) => {
        const made = { effectiveOn: day, meta: { ...some }, version };
        expect(parseMetadata(metadataText(made))).toEqual(made);
      }),
    );
  });

  it.each([
    ['a member before the day', text.replace('{', '{"effectiveOM":"2017-01-01",')],
    ['a day with more behind it', text.replace('-03-01', '-03-01-zz')],
    ['no day', text.replace('2020-03-01', '')],
    ['no object beside the day', text.replace(/"meta":\{.*\},/, '"meta":null,')],
    ['a list beside the day', text.replace(/"meta":\{.*\},/, '"meta":[],')],
    ['no version', text.replace(',"version":12', '')],
    ['version 0', text.replace('12', '0')],
    ['a version as text', text.replace('12', '"12"')],
    ['nothing but the beginning', '{"effectiveOn":"2020-03-01","meta":{'],
    ['no text', ''],
  ])('with %s are none, for anybody', (_what, other) => {
    expect(faultOf(() => metadataHead(other))).toBe('metadata');
    expect(faultOf(() => parseMetadata(other))).toBe('metadata');
  });

  it.each([
    ['another member', text.replace(',"version"', ',"other":{},"version"')],
    ['a member twice', text.replace(',"version"', ',"meta":{},"version"')],
    ['what is no JSON', text.replace('null', 'nul')],
    ['white space', text.replace('null', ' null')],
  ])('with %s are none for whoever checks them', (_what, other) => {
    expect(faultOf(() => parseMetadata(other))).toBe('metadata');
  });

  it.each([
    ['a day that is none', { ...written, effectiveOn: '1/3/2020' }],
    ['version 0', { ...written, version: 0 }],
  ])('are not written with %s', (_what, other) => {
    expect(faultOf(() => metadataText(other))).toBe('metadata');
  });
});
