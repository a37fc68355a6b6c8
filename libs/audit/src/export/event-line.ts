import { isPlainDate, type Capacity, type JsonObject, type PlainDate } from '#libs/domain';
import { canonicalText, FormatError, parseMetadata, type Metadata } from '#libs/log-format';

import { LineFault } from './line-fault.js';

/** An event as an export hands it over: `actor`, `data` and `metadata` are the hashed texts. */
export interface ExportedEvent {
  readonly log: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly commandId: string;
  readonly data: string;
  readonly metadata: string;
  /** Hex; empty for the first event of a stream. */
  readonly prev: string;
  /** Hex. */
  readonly leafHash: string;
}

/** An exported event together with what its texts say. */
export interface ReadEvent extends ExportedEvent {
  readonly by: Capacity;
  readonly content: JsonObject;
  readonly version: number;
  readonly effectiveOn: PlainDate;
  /** All metadata but actor and command. */
  readonly meta: JsonObject;
}

/**
 * CloudEvents 1.0 in structured JSON, in canonical form. Extension attributes hold no objects, so
 * actor and metadata stand there as text: the very text that the leaf covers.
 */
export function eventLine(event: ExportedEvent): string {
  const { type, metadata } = event;
  return (
    `{"actor":${text(event.actor)},"command":${text(event.commandId)},"data":${event.data},` +
    `"datacontenttype":"application/json","dataschema":${text(schemaOf(type, metadata))},` +
    `"id":${text(event.id)},"leafhash":${text(event.leafHash)},"metadata":${text(metadata)},` +
    `"prev":${text(event.prev)},"revision":${event.revision},` +
    `"source":${text(sourceOf(event.log))},` +
    `"specversion":"1.0","subject":${text(event.stream)},"time":${text(event.recordedAt)},` +
    `"type":${text(type)}}`
  );
}

/** Whether the value of a line claims to be an event. */
export function isEventValue(value: object): boolean {
  return 'specversion' in value;
}

/** Reads the parsed value of a line; throws `LineFault` unless the line is what we would write. */
export function readEvent(value: object, line: string): ReadEvent {
  const found = value as Readonly<Record<string, unknown>>;
  const field = (name: string): string => {
    const held = found[name];
    if (typeof held !== 'string') throw notOurLine(name);
    return held;
  };
  /** What stands in a URI: half a character cannot. */
  const name = (part: string): string => {
    const held = field(part);
    if (!held.isWellFormed()) throw notOurLine(part);
    return held;
  };
  const { revision } = found;
  if (typeof revision !== 'number') throw notOurLine('revision');
  const event: ExportedEvent = {
    log: originOf(name('source')),
    stream: field('subject'),
    revision,
    id: field('id'),
    type: name('type'),
    recordedAt: field('time'),
    actor: field('actor'),
    commandId: field('command'),
    data: canonical(found.data, 'data'),
    metadata: field('metadata'),
    prev: field('prev'),
    leafHash: field('leafhash'),
  };
  if (eventLine(event) !== line) throw notOurLine('line');
  return { ...event, ...contentOf(event, found.data) };
}

function contentOf({ actor, metadata }: ExportedEvent, data: unknown) {
  const by = fromCanonical(actor, 'actor', 1);
  if (typeof data !== 'object' || data === null) throw notOurLine('data');
  const { version, effectiveOn, meta } = metadataFrom(metadata);
  return {
    by: by as Capacity,
    content: data as JsonObject,
    version,
    effectiveOn: effectiveOn as PlainDate,
    meta: meta as JsonObject,
  };
}

function metadataFrom(text: string): Metadata {
  try {
    const metadata = parseMetadata(text);
    if (isPlainDate(metadata.effectiveOn)) return metadata;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  throw notOurLine('metadata');
}

/** `version` is the last member of canonical metadata; text that is none has version 0. */
function schemaOf(type: string, metadata: string): string {
  const version = /"version":([0-9]{1,9})\}$/.exec(metadata)?.[1] ?? '0';
  return `urn:totrinh:event:${encodeURIComponent(type)}:${version}`;
}

function sourceOf(log: string): string {
  return encodeURI(log);
}

function originOf(source: string): string {
  try {
    return decodeURI(source);
  } catch {
    throw notOurLine('source');
  }
}

function canonical(value: unknown, part: string, depth = 0): string {
  try {
    return canonicalText(value, depth);
  } catch (error) {
    if (error instanceof FormatError) throw notOurLine(part);
    throw error;
  }
}

function fromCanonical(held: string, part: string, depth = 0): object {
  const value = parse(held, part);
  if (typeof value !== 'object' || value === null || canonical(value, part, depth) !== held)
    throw notOurLine(part);
  return value;
}

function parse(held: string, part: string): unknown {
  try {
    return JSON.parse(held);
  } catch {
    throw notOurLine(part);
  }
}

/** Lone surrogates would be written as escapes: they are no text, and `leafData` refuses them. */
function text(value: string): string {
  return JSON.stringify(value);
}

function notOurLine(part: string): LineFault {
  return new LineFault({
    vi: `Dòng không đúng dạng chuẩn của một sự kiện (phần ${part}).`,
    en: `The line is not the canonical form of an event (its ${part}).`,
  });
}
