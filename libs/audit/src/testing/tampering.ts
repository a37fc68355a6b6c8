import { canonicalText, cosign, generateSignerKey, parseNote } from '#libs/log-format';
import { formatNote, signCheckpoint, type SignerKey } from '#libs/log-format';

import type { Trust } from '../verify/trust.js';
import type { Dice } from './dice.js';
import { Forgery, type Forged } from './forgery.js';
import { fullTrust, logKey, ORIGIN, witnessKey, type Sample } from './sample-export.js';

/** An export that is not what was written, and who looks at it. */
export interface Tampered {
  readonly lines: readonly string[];
  readonly trust: Trust;
  /** Index of the first event that is not what it was. */
  readonly firstBad: number;
}

type Attack = (sample: Sample, dice: Dice) => Tampered;

const otherKey = generateSignerKey(ORIGIN, 'note');

/** What outsiders do to a file, what insiders do with some of the keys, and with all of them. */
export const attacks = {
  'edit a fact': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    editData(at(forgery, index));
    return seen(sample, forgery.lines(), index);
  },
  'edit who acted': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    const forged = at(forgery, index);
    const actor = { ...(JSON.parse(forged.event.actor) as object), personId: 'p.nguoi-khac' };
    forged.event = { ...forged.event, actor: canonicalText(actor) };
    return seen(sample, forgery.lines(), index);
  },
  'change a byte': (sample, dice) => {
    const { lines, index } = eventLineOf(sample, dice);
    const line = lines[index.line] ?? '';
    const place = dice.below(line.length);
    const other = line[place] === 'x' ? 'y' : 'x';
    lines[index.line] = line.slice(0, place) + other + line.slice(place + 1);
    return seen(sample, lines, index.event);
  },
  'write it with white space': (sample, dice) => {
    const { lines, index } = eventLineOf(sample, dice);
    const line = lines[index.line] ?? '';
    const comma = line.indexOf(',"', dice.below(line.length - 40)) + 1;
    lines[index.line] = `${line.slice(0, comma)} ${line.slice(comma)}`;
    return seen(sample, lines, index.event);
  },
  'write metadata in another order': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    const forged = at(forgery, index);
    const { version, ...rest } = JSON.parse(forged.event.metadata) as { version: number };
    forged.event = { ...forged.event, metadata: JSON.stringify({ version, ...rest }) };
    return seen(sample, forgery.lines(), index);
  },
  delete: (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    forgery.items.splice(forgery.placeOf(index), 1);
    if (dice.oneIn(2)) forgery.rewriteHeader();
    return seen(sample, forgery.lines(), index);
  },
  duplicate: (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const from = dice.below(forgery.events.length);
    const index = from + 1 + dice.below(forgery.events.length - from);
    forgery.items.splice(forgery.placeOf(index), 0, { event: at(forgery, from).event });
    if (dice.oneIn(2)) forgery.rewriteHeader();
    return seen(sample, forgery.lines(), index);
  },
  insert: (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    forgery.items.splice(forgery.placeOf(index), 0, { event: strangeEvent(forgery, index) });
    if (dice.oneIn(2)) forgery.rechain();
    return seen(sample, forgery.lines(), index);
  },
  swap: (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length - 1);
    const other = index + 1 + dice.below(forgery.events.length - index - 1);
    const [one, two] = [at(forgery, index), at(forgery, other)];
    [one.event, two.event] = [two.event, one.event];
    if (dice.oneIn(2)) forgery.rewriteHeader();
    return seen(sample, forgery.lines(), index);
  },
  truncate: (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = 1 + dice.below(forgery.events.length - 1);
    forgery.items.length = forgery.placeOf(index);
    if (dice.oneIn(2)) forgery.rewriteHeader();
    return seen(sample, forgery.lines(), index);
  },
  'cut a line': (sample, dice) => {
    const { lines, index } = eventLineOf(sample, dice);
    const line = lines[index.line] ?? '';
    lines.length = index.line + 1;
    lines[index.line] = line.slice(0, 1 + dice.below(line.length - 1));
    return seen(sample, lines, index.event);
  },
  'back-date': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    const forged = at(forgery, index);
    forged.event = { ...forged.event, recordedAt: earlier(forged.event.recordedAt) };
    if (dice.oneIn(2)) forgery.rehash(forged);
    return seen(sample, forgery.lines(), index);
  },
  'rewrite and chain anew': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    editData(at(forgery, index));
    return withoutDrawer(sample, forgery.rechain().lines(), index);
  },
  'sign anew with another key': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    editData(at(forgery, index));
    forgery.rechain().reseal(signedBy(otherKey));
    return withoutDrawer(sample, forgery.lines(), index, { quorum: 0, witnesses: [] });
  },
  'sign anew with the stolen key': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    editData(at(forgery, index));
    forgery.rechain().reseal(signedBy(logKey));
    return seen(sample, forgery.lines(), index, { quorum: 0, witnesses: [] });
  },
  'sign anew without a witness': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = dice.below(forgery.events.length);
    editData(at(forgery, index));
    forgery.rechain().reseal(signedBy(logKey));
    return withoutDrawer(sample, forgery.lines(), index);
  },
  'back-date what is added, with every key': (sample) => {
    const forgery = new Forgery(sample.lines);
    const index = forgery.events.length;
    const event = strangeEvent(forgery, 0);
    forgery.items.push({ event: { ...event, recordedAt: earlier(event.recordedAt) } });
    const { note } = lastCheckpoint(sample);
    forgery.items.push({ note });
    forgery.rechain().reseal(asWitnessed);
    return seen(sample, forgery.lines(), index);
  },
  'break a link, with every key': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const later = forgery.events.filter(({ event }) => event.revision > 0);
    const forged = dice.pick(later);
    forged.event = { ...forged.event, prev: 'ab'.repeat(32) };
    forgery.rehash(forged);
    forgery.rewriteHeader().reseal(asWitnessed);
    return withoutDrawer(sample, forgery.lines(), forgery.events.indexOf(forged));
  },
  'use an id again, with every key': (sample, dice) => {
    const forgery = new Forgery(sample.lines);
    const index = 1 + dice.below(forgery.events.length - 1);
    const forged = at(forgery, index);
    const { id } = at(forgery, dice.below(index)).event;
    forged.event = { ...forged.event, id };
    forgery.rechain().reseal(asWitnessed);
    return withoutDrawer(sample, forgery.lines(), index);
  },
  'use a command again, with every key': (sample) => {
    const forgery = new Forgery(sample.lines);
    const last = forgery.events.length - 1;
    const forged = at(forgery, last);
    forged.event = { ...forged.event, commandId: at(forgery, 0).event.commandId };
    forgery.rechain().reseal(asWitnessed);
    return withoutDrawer(sample, forgery.lines(), last);
  },
} as const satisfies Record<string, Attack>;

export type AttackName = keyof typeof attacks;

function seen(
  sample: Sample,
  lines: readonly string[],
  firstBad: number,
  trust: Partial<Trust> = {},
): Tampered {
  return { lines, firstBad, trust: { ...fullTrust(sample), ...trust } };
}

/** For an auditor who kept no checkpoint. */
function withoutDrawer(
  sample: Sample,
  lines: readonly string[],
  firstBad: number,
  trust: Partial<Trust> = {},
): Tampered {
  return seen(sample, lines, firstBad, { held: [], ...trust });
}

function at(forgery: Forgery, index: number): Forged {
  const forged = forgery.events[index];
  if (!forged) throw new Error(`There is no event ${index}.`);
  return forged;
}

function editData(forged: Forged): void {
  const data = JSON.parse(forged.event.data) as object;
  forged.event = { ...forged.event, data: canonicalText({ ...data, $salt: 'khac' }) };
}

/** An event that breaks no business rule: somebody more is registered. */
function strangeEvent(forgery: Forgery, index: number) {
  const like = forgery.events.find(({ event }) => event.type === 'PersonRegistered')?.event;
  if (!like) throw new Error('Nobody is registered.');
  const { recordedAt } = at(forgery, index).event;
  return {
    ...like,
    ...{ recordedAt, stream: 'person-p.nguoi-la', revision: 0, prev: '' },
    id: '00000000-0000-5000-8000-000000000001',
    commandId: '00000000-0000-5000-8000-000000000002',
  };
}

function eventLineOf({ lines }: Sample, dice: Dice) {
  const places = lines.flatMap((line, place) => (line.startsWith('{"actor"') ? [place] : []));
  const event = dice.below(places.length);
  return { lines: [...lines], index: { event, line: places[event] ?? 0 } };
}

function earlier(recordedAt: string): string {
  return new Date(Date.parse(recordedAt) - 400 * 86_400_000).toISOString();
}

function lastCheckpoint({ checkpoints }: Sample) {
  const last = checkpoints.at(-1);
  if (!last) throw new Error('Nothing was sealed.');
  return last;
}

function signedBy(signer: SignerKey) {
  return (size: number, root: Uint8Array) =>
    signCheckpoint({ origin: ORIGIN, size, root }, [signer]);
}

/** By the log and by a witness who believes it, at the time of the checkpoint that stood there. */
function asWitnessed(size: number, root: Uint8Array, before: string): string {
  const { text, signatures } = parseNote(signCheckpoint({ origin: ORIGIN, size, root }, [logKey]));
  return formatNote({
    text,
    signatures: [...signatures, cosign(text, timeOf(before), witnessKey)],
  });
}

function timeOf(note: string): number {
  const cosignature = parseNote(note).signatures.find(({ id }) => id === witnessKey.id);
  return Number(Buffer.from(cosignature?.bytes ?? []).readBigUInt64BE());
}
