import {
  CANONICAL_BYTES_MAX,
  canonicalText,
  parseCanonical,
  requireFits,
  writeString,
} from './canonical-json.js';
import { shown } from './encoding.js';
import { FormatError } from './format-error.js';
import { metadataText } from './metadata.js';
import { LEAF_PREFIX, sha256, sha256Hex } from './tree/hash.js';

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
  /** Its canonical text, as `actorText` writes it. */
  readonly actor: string;
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
  readonly actor: object;
  readonly commandId: string;
  readonly data: object;
  readonly meta: object;
}

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
    actor: actorText(event.actor),
    cmd: event.commandId,
    dataHash: sha256Hex(canonicalText(event.data)),
    metaHash: sha256Hex(metadataText(event)),
    prev,
  };
}

/** Canonical text of who acted, one level less deep than any other: it stands inside the leaf. */
export function actorText(actor: object): string {
  return canonicalText(actor, 1);
}

/** The bytes that a leaf hash and the next `prev` cover; throws `FormatError` for no leaf. */
export function leafData(leaf: Leaf): Buffer {
  return Buffer.from(leafText(leaf));
}

/** What binds an event into its stream and into the tree; 32 bytes each. */
export interface Seal {
  /** The next event of the stream names it as its `prev`. */
  readonly link: Buffer;
  readonly leaf: Buffer;
}

// One buffer for all: both hashes of a leaf are of the same bytes, one with the prefix before them.
const prefixed = Buffer.alloc(1 + CANONICAL_BYTES_MAX, LEAF_PREFIX);

/** Hashes of `leafData`; throws `FormatError` for no leaf. */
export function sealOf(leaf: Leaf): Seal {
  const end = 1 + prefixed.write(leafText(leaf), 1);
  return { link: sha256(prefixed.subarray(1, end)), leaf: sha256(prefixed.subarray(0, end)) };
}

function leafText(leaf: Leaf): string {
  requireLeaf(leaf);
  const { log, stream, rev, id, type, ts, actor, cmd, dataHash, metaHash, prev } = leaf;
  // Canonical because its members are, and stand in order; hashes and times need no escapes.
  const text =
    `{"actor":${actor},"cmd":${writeString(cmd)},"dataHash":"${dataHash}",` +
    `"id":${writeString(id)},"log":${writeString(log)},"metaHash":"${metaHash}",` +
    `"prev":"${prev}","rev":${rev},"stream":${writeString(stream)},"ts":"${ts}",` +
    `"type":${writeString(type)},"v":${LEAF_VERSION}}`;
  requireFits(text);
  return text;
}

/** `prev` of the next event of the stream. */
export function linkTo(data: Uint8Array): string {
  return sha256Hex(data);
}

const HASH = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

type Form = (text: string) => boolean;
const isAnyText: Form = (text) => text !== '';
const isHash: Form = (text) => HASH.test(text);

const TEXT_FIELDS: readonly (readonly [field: string, form: Form])[] = [
  ['log', isAnyText],
  ['stream', isAnyText],
  ['id', isAnyText],
  ['type', isAnyText],
  ['ts', (text) => INSTANT.test(text)],
  ['actor', (text) => text.startsWith('{')],
  ['cmd', isAnyText],
  ['dataHash', isHash],
  ['metaHash', isHash],
  ['prev', (text) => text === NO_PREVIOUS || isHash(text)],
];
/** The texts, and rev. */
const FIELD_COUNT = TEXT_FIELDS.length + 1;

/** Reads leaf data back; throws `FormatError` for anything that `leafData` would not have made. */
export function parseLeafData(data: Uint8Array): Leaf {
  const value = parseCanonical(data);
  if (!isRecord(value) || !isRecord(value.actor)) throw notALeaf('actor');
  const { v, ...fields } = value;
  if (v !== LEAF_VERSION) throw notALeaf('v');
  const leaf: unknown = { ...fields, actor: actorText(value.actor) };
  requireLeaf(leaf);
  return leaf;
}

function requireLeaf(value: unknown): asserts value is Leaf {
  if (!isRecord(value) || Object.keys(value).length !== FIELD_COUNT) throw notALeaf('fields');
  for (const [field, form] of TEXT_FIELDS) {
    const text = value[field];
    if (typeof text !== 'string' || !form(text)) throw notALeaf(field);
  }
  const { rev, prev } = value;
  if (!Number.isSafeInteger(rev) || (rev as number) < 0) throw notALeaf('rev');
  if ((rev === 0) !== (prev === NO_PREVIOUS)) throw notALeaf('prev');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notALeaf(field: string): FormatError {
  return new FormatError('leaf', `Not leaf data of version ${LEAF_VERSION}: ${shown(field)}.`);
}
