import type { EventStore } from '#libs/event-store';
import {
  OtherKeysUnusable,
  sealedWith,
  type NeededKey,
  type OtherKeys,
  type SubjectKey,
  type SubjectKeys,
} from '#libs/privacy';

import { reconcileKeys } from './reconcile-keys.js';

const PAGE_SIZE = 1_000;

/** In people and cases. */
export interface MergedKeys {
  readonly taken: number;
  /** Have another key here, and texts under both: a second one finds no place. */
  readonly conflicting: number;
}

/**
 * Takes from another `keys.db` the keys that texts of this log need and that are not here, unless
 * the log has erased their subject. Throws `OtherKeysUnusable`, and then has taken nothing.
 */
export async function mergeKeys(
  store: EventStore,
  keys: SubjectKeys,
  other: OtherKeys,
): Promise<MergedKeys> {
  await reconcileKeys(store, keys); // whoever the log erases must be known first
  const offered = other.all();
  const needed = await neededOf(offered, store);
  if (offered.length > 0 && needed.length === 0) throw new OtherKeysUnusable('another-log');
  const wanted = needed.map((key) => ({ key, standing: keys.standingOf(key) }));
  const fitting = new Map<string, SubjectKey>();
  for (const { key, standing } of wanted)
    if (standing === 'missing') fitting.set(key.subject, other.open(key));
  const conflicting = wanted.filter(({ standing }) => standing === 'another').length;
  return { taken: keys.takeIn(fitting), conflicting };
}

/** Those that texts in the log are sealed with: what another log is sealed with is none of it. */
async function neededOf(offered: readonly NeededKey[], store: EventStore): Promise<NeededKey[]> {
  const left = new Map(offered.map((key) => [idOf(key), key]));
  const needed: NeededKey[] = [];
  for (let after = 0; left.size > 0;) {
    const page = await store.readAll(after, PAGE_SIZE);
    const end = page.at(-1);
    if (!end) break;
    after = end.position;
    for (const id of page.flatMap(({ data }) => sealedWith(data)).map(idOf)) {
      const key = left.get(id);
      if (key && left.delete(id)) needed.push(key);
    }
  }
  return needed;
}

function idOf({ kid, subject }: NeededKey): string {
  return `${kid} ${subject}`;
}
