import { canonicalBytes, canonicalText, parseCanonical } from './canonical-json.js';
import { shown } from './encoding.js';
import { FormatError } from './format-error.js';
import { sha256Hex } from './tree/hash.js';

/** Storage format: stands in every leaf. */
const LEAF_VERSION = 1;

/** What a leaf says of one event; README.md gives each field's meaning. */
export interface Leaf {
  readonly log: string;
  readonly stream: string;
  readonly rev: number;
  readonly id: string;
  readonly type: string;
  readonly ts: string;
  readonly actor: object;
  readonly cmd: string;
  readonly dataHash: string;
  readonly metaHash: string;
  readonly prev: string;
}

/** An event as any store hands it over; `RecordedEvent` of the event store is one. */
export interface LoggedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly data: object;
  readonly meta: { readonly actor: object; readonly commandId: string };
}

const IN_LEAF: ReadonlySet<string> = new Set(['actor', 'commandId']);

/** `prev` of the first event of a stream. */
export const NO_PREVIOUS = '';

/** The leaf of an event; `prev` is `linkTo` of the leaf data one revision before. */
export function leafOf(log: string, event: LoggedEvent, prev: string): Leaf {
  return {
    log,
    stream: event.stream,
    rev: event.revision,
    id: event.id,
    type: event.type,
    ts: event.recordedAt,
    actor: event.meta.actor,
    cmd: event.meta.commandId,
    dataHash: sha256Hex(canonicalText(event.data)),
    metaHash: sha256Hex(metadataText(event)),
    prev,
  };
}

/** Canonical text of everything that is recorded beside the data and is not a field of the leaf. */
export function metadataText(event: Pick<LoggedEvent, 'version' | 'effectiveOn' | 'meta'>): string {
  const { version, effectiveOn, meta } = event;
  const rest = Object.entries(meta).filter(([name]) => !IN_LEAF.has(name));
  return canonicalText({ effectiveOn, meta: Object.fromEntries(rest), version });
}

/** The bytes that a leaf hash and the next `prev` cover; throws `FormatError` for no leaf. */
export function leafData(leaf: Leaf): Buffer {
  const fields = { ...leaf, v: LEAF_VERSION };
  requireLeaf(fields);
  return canonicalBytes(fields);
}

/** `prev` of the next event of the stream. */
export function linkTo(data: Uint8Array): string {
  return sha256Hex(data);
}

const HASH = /^[0-9a-f]{64}$/;
const LINK = /^(?:[0-9a-f]{64})?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ANY_TEXT = /^[^]+$/;

const TEXT_FIELDS: readonly (readonly [field: string, form: RegExp])[] = [
  ['log', ANY_TEXT],
  ['stream', ANY_TEXT],
  ['id', ANY_TEXT],
  ['type', ANY_TEXT],
  ['ts', INSTANT],
  ['cmd', ANY_TEXT],
  ['dataHash', HASH],
  ['metaHash', HASH],
  ['prev', LINK],
];
/** The texts, and v, rev, actor. */
const FIELD_COUNT = TEXT_FIELDS.length + 3;

/** Reads leaf data back; throws `FormatError` for anything that `leafData` would not have made. */
export function parseLeafData(data: Uint8Array): Leaf {
  const value = parseCanonical(data);
  requireLeaf(value);
  const { v, ...leaf } = value;
  if (v !== LEAF_VERSION) throw notALeaf('v');
  return leaf;
}

function requireLeaf(value: unknown): asserts value is Leaf & { readonly v: unknown } {
  if (!isRecord(value) || Object.keys(value).length !== FIELD_COUNT) throw notALeaf('fields');
  for (const [field, form] of TEXT_FIELDS) {
    const text = value[field];
    if (typeof text !== 'string' || !form.test(text)) throw notALeaf(field);
  }
  const { rev, actor, prev } = value;
  if (!Number.isSafeInteger(rev) || (rev as number) < 0) throw notALeaf('rev');
  if ((rev === 0) !== (prev === NO_PREVIOUS)) throw notALeaf('prev');
  if (!isRecord(actor)) throw notALeaf('actor');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notALeaf(field: string): FormatError {
  return new FormatError('leaf', `Not leaf data of version ${LEAF_VERSION}: ${shown(field)}.`);
}
