import { timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

import type { KeyEncryptionKey } from './key-encryption-key.js';

/** A place in the log: the erasures of all events up to it have been carried out. */
export interface ReconciledTo {
  readonly position: number;
  /** `null` at the beginning of the log. */
  readonly eventId: string | null;
}

export const BEGINNING: ReconciledTo = { position: 0, eventId: null };

/** What the note says, and who is erased: one statement, so that both are of one moment. */
const NOTED = `
  SELECT reconciled_position AS position, reconciled_event AS eventId, reconciled_mac AS mac,
    (SELECT json_group_array(subject ORDER BY subject) FROM erased_subjects) AS erased
  FROM state
`;

/**
 * How far the log's erasures are carried out in `keys.db`, authenticated by the key-encryption key
 * together with whom they erased: neither can be forged, nor put into an older copy, by whoever has
 * the file alone. What is not authentic counts as nothing, and the whole log is read again.
 */
export class ReconciledNote {
  readonly #db: DatabaseSync;
  readonly #kek: () => KeyEncryptionKey;

  constructor(db: DatabaseSync, kek: () => KeyEncryptionKey) {
    this.#db = db;
    this.#kek = kek;
  }

  /** A file from before notes were authenticated has none that counts. */
  makeColumn(): void {
    this.#db.exec('ALTER TABLE state ADD COLUMN reconciled_mac BLOB');
  }

  read(): ReconciledTo {
    return this.#authentic() ?? BEGINNING;
  }

  /** Whether it stands for whoever is erased: else anybody may have written them in. */
  isAuthentic(): boolean {
    return this.#authentic() !== null;
  }

  #authentic(): ReconciledTo | null {
    const { mac, erased, ...noted } = this.#noted();
    if (!(mac instanceof Uint8Array)) return null;
    const expected = this.#macOf(noted, erased);
    return mac.length === expected.length && timingSafeEqual(mac, expected) ? noted : null;
  }

  /** Within a transaction that has noted all who are erased up to there. */
  write(to: ReconciledTo): void {
    const mac = this.#macOf(to, this.#noted().erased);
    this.#db
      .prepare('UPDATE state SET reconciled_position = ?, reconciled_event = ?, reconciled_mac = ?')
      .run(to.position, to.eventId, mac);
  }

  #noted() {
    const row = this.#db.prepare(NOTED).get();
    return {
      position: Number(row?.position),
      eventId: typeof row?.eventId === 'string' ? row.eventId : null,
      mac: row?.mac,
      erased: String(row?.erased),
    };
  }

  #macOf({ position, eventId }: ReconciledTo, erased: string): Buffer {
    return this.#kek().mac(JSON.stringify([position, eventId, erased]));
  }
}
