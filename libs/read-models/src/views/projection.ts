import type { AnyEvent } from '#libs/domain';

import type { Fact } from '../log/fact.js';
import type { Sql } from './sql.js';

/** Small functions by event type. They write rows, read none but their own, and open no text. */
export type Handlers = {
  readonly [Type in AnyEvent['type']]?: (
    fact: Fact<Extract<AnyEvent, { type: Type }>>,
    sql: Sql,
  ) => void;
};

/** Turns facts into the rows of one question. */
export interface Projection {
  /** Prefix of its tables. */
  readonly name: string;
  /** Raise it when the handlers write something else than before: all views are then rebuilt. */
  readonly version: number;
  /** `CREATE` statements. A change of them rebuilds all views too. */
  readonly tables: string;
  readonly handlers: Handlers;
}

/** The same function for every event of an aggregate: for those that follow its whole life. */
export function everyEventOf<Type extends AnyEvent['type']>(
  { upcasters }: { readonly upcasters: Readonly<Record<Type, unknown>> },
  handler: (fact: Fact<Extract<AnyEvent, { type: Type }>>, sql: Sql) => void,
): Handlers {
  return Object.fromEntries(Object.keys(upcasters).map((type) => [type, handler]));
}
