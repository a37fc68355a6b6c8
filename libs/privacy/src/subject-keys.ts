import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';

import { invariant } from '#libs/domain';

import type { SubjectKey } from './sealed-text.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS subject_keys (
    subject TEXT PRIMARY KEY,
    kid     TEXT NOT NULL UNIQUE,
    key     BLOB NOT NULL
  ) STRICT, WITHOUT ROWID`;

const KEY_BYTES = 32;

/** Keys held in memory at most; the file has them all. */
const CACHE_MAX = 10_000;

interface Batch {
  readonly subjects: Set<string>;
  readonly made: Promise<void>;
}

/**
 * One key per subject, in a file of their own with a backup life of its own. To lose a key is to
 * erase the subject, so a new key is durable before anything is sealed with it.
 */
export class SubjectKeys {
  readonly #db: DatabaseSync;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #cache = new Map<string, SubjectKey>();
  #batch: Batch | null = null;

  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    this.#db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;');
    this.#db.exec(SCHEMA);
    this.#select = this.#db.prepare('SELECT kid, key FROM subject_keys WHERE subject = ?');
    this.#insert = this.#db.prepare(
      'INSERT OR IGNORE INTO subject_keys (subject, kid, key) VALUES (?, ?, ?)',
    );
  }

  /** The subject's key, made when there is none. All keys wanted in one turn share one commit. */
  async forSealing(subject: string): Promise<SubjectKey> {
    const known = this.#find(subject);
    if (known) return known;
    await this.#make(subject);
    const made = this.#find(subject);
    invariant(made, 'A key that was made can be found.');
    return made;
  }

  /** The key, or `null` when it has been erased. */
  forOpening(subject: string, kid: string): Uint8Array | null {
    const known = this.#find(subject);
    return known?.kid === kid ? known.key : null;
  }

  close(): void {
    this.#db.close();
  }

  #make(subject: string): Promise<void> {
    if (!this.#batch) {
      const subjects = new Set<string>();
      this.#batch = { subjects, made: setImmediate().then(() => this.#write(subjects)) };
    }
    this.#batch.subjects.add(subject);
    return this.#batch.made;
  }

  #write(subjects: ReadonlySet<string>): void {
    this.#batch = null;
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const subject of subjects)
        this.#insert.run(subject, randomUUID(), randomBytes(KEY_BYTES));
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #find(subject: string): SubjectKey | null {
    const cached = this.#cache.get(subject);
    if (cached) return cached;
    const row = this.#select.get(subject);
    if (!row) return null;
    const found = { kid: String(row.kid), key: row.key as Uint8Array };
    if (this.#cache.size >= CACHE_MAX) this.#cache.clear();
    this.#cache.set(subject, found);
    return found;
  }
}
