import { canonicalText } from './canonical-json.js';
import { shown } from './encoding.js';
import { FormatError } from './format-error.js';

/** What of an event's metadata a replay needs. */
export interface MetadataHead {
  /** yyyy-MM-dd */
  readonly effectiveOn: string;
  readonly version: number;
}

export interface Metadata extends MetadataHead {
  readonly meta: object;
}

/**
 * Canonical text of everything that is recorded beside the data and is not a field of the leaf.
 * Throws `FormatError` for no day, and for no version from 1 on.
 */
export function metadataText({ effectiveOn, meta, version }: Metadata): string {
  const text = canonicalText({ effectiveOn, meta, version });
  metadataHead(text); // what is written can be read
  return text;
}

const HEAD = /^\{"effectiveOn":"(\d{4}-\d\d-\d\d)","meta":\{/;
const BEFORE_VERSION = '},"version":';
const VERSION = /^[1-9]\d{0,8}$/;
const MEMBERS = 3;

/**
 * Day and version from where `metadataText` puts them, without parsing what is between: text in
 * that form is read alike by whoever parses all of it. Throws `FormatError` for any other.
 */
export function metadataHead(text: string): MetadataHead {
  const effectiveOn = HEAD.exec(text)?.[1];
  const version = text.slice(text.lastIndexOf(BEFORE_VERSION) + BEFORE_VERSION.length, -1);
  if (effectiveOn === undefined || !VERSION.test(version) || !text.endsWith('}'))
    throw noMetadata(text);
  return { effectiveOn, version: Number(version) };
}

/** All of it; throws `FormatError` for anything that `metadataText` would not have written. */
export function parseMetadata(text: string): Metadata {
  const head = metadataHead(text);
  const value = parsed(text);
  if (canonicalText(value) !== text || Object.keys(value).length !== MEMBERS)
    throw noMetadata(text);
  return { ...head, meta: value.meta };
}

function parsed(text: string): { readonly meta: object } {
  try {
    return JSON.parse(text) as { readonly meta: object };
  } catch {
    throw noMetadata(text);
  }
}

function noMetadata(text: string): FormatError {
  return new FormatError('metadata', `Not the metadata of an event: ${shown(text)}`);
}
