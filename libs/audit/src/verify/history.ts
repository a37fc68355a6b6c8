import { aggregates, InvariantBroken, upcast, type DomainEvent } from '#libs/domain';

import type { ReadEvent } from '../export/event-line.js';
import { fault, type Fault } from './finding.js';
import { Cases } from './rules/cases.js';
import type { Known } from './rules/history-rule.js';
import type { PastEvent } from './rules/past-event.js';
import { historyRules } from './rules/index.js';
import { isInShape } from './shapes.js';

type Upcasters = Parameters<typeof upcast>[0];

const owned: Readonly<Record<string, { readonly upcasters: Upcasters }>> = aggregates;

/** Reads the events of our own streams as today's program does, and asks every business rule. */
export class History {
  readonly #rules = historyRules.map((rule) => ({ name: rule.name, check: rule.begin() }));
  readonly #cases = new Cases();
  readonly #known: Known = { cases: this.#cases };

  /** Events in streams that are none of ours. */
  foreign = 0;

  /** `ignores` leaves a rule out. */
  take(event: ReadEvent, ignores: (found: Fault) => boolean): Fault | null {
    const dash = event.stream.indexOf('-');
    const category = event.stream.slice(0, dash);
    const aggregate = Object.hasOwn(owned, category) ? owned[category] : undefined;
    if (!aggregate) {
      this.foreign += 1;
      return null;
    }
    const read = today(aggregate.upcasters, event);
    if ('check' in read) return ignores(read) ? null : read;
    const past = { ...read, category, id: event.stream.slice(dash + 1) };
    try {
      const found = this.#firstOf(past, ignores);
      if (!found) this.#cases.take(past);
      return found;
    } catch (error) {
      const found = unreadable(error);
      return ignores(found) ? null : found;
    }
  }

  #firstOf(past: PastEvent, ignores: (found: Fault) => boolean): Fault | null {
    let first: Fault | null = null;
    // All are asked, also after one has spoken: each keeps its own account of the log.
    for (const { name, check } of this.#rules) {
      const sentence = check(past, this.#known);
      const found: Fault | null = sentence && { check: 'history', rule: name, sentence };
      if (found && !ignores(found)) first ??= found;
    }
    return first;
  }
}

type Readable = Omit<PastEvent, 'category' | 'id'>;

/** Unknown types and versions stop here: nobody may guess what they meant. */
function today(upcasters: Upcasters, event: ReadEvent): Readable | Fault {
  const { type, version, content, effectiveOn, by, commandId, recordedAt } = event;
  try {
    const data = upcast(upcasters, { type, version, data: content });
    if (!isInShape(type, data, by)) return unreadable(new TypeError(type));
    const fact: DomainEvent = { type, effectiveOn, by, data };
    return { fact, commandId, recordedAt };
  } catch (error) {
    if (!(error instanceof InvariantBroken)) return unreadable(error);
    return fault(
      'version',
      `Loại sự kiện ${type} phiên bản ${version} không có trong chương trình này: dừng ở đây.`,
      `Version ${version} of the event type ${type} is not known to this program: it stops here.`,
    );
  }
}

/** Data without what its type must hold: written by something else than the program. */
function unreadable(error: unknown): Fault {
  return fault(
    'history',
    'Nội dung sự kiện thiếu điều mà loại của nó phải có.',
    `The event lacks what its type must hold (${error instanceof Error ? error.name : 'error'}).`,
  );
}
