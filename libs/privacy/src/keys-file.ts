import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

import { invariant } from '#libs/domain';

import { KekUnusable, makeKek, readKek } from './kek-file.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';
import { MissingKeys, type NeededKey } from './missing-keys.js';
import { ReconciledNote, type ReconciledTo } from './reconciled-note.js';
import type { SubjectKey } from './sealed-text.js';

/** Waits this long, blocking the process, while another process reads the file for a backup. */
const BUSY_MS = 1_000;

/** Versions of the file: with wrapped keys, missing ones noted, an authentic note. */
const WRAPPED = 1;
const MISSED = 2;
const AUTHENTIC = 3;

const SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA trusted_schema = OFF;
  PRAGMA mmap_size = 0;
`;

// Storage format. `key` is wrapped by the key-encryption key `kek_id`; an erased subject never gets
// a key again; `scrub_due`: something was deleted of which the file may still hold the bytes;
// `reconciled_*`: the event up to which the log's erasures have been carried out here, and, since
// `AUTHENTIC`, the MAC of it and of `erased_subjects`.
const TABLES = `
  CREATE TABLE subject_keys (
    subject TEXT PRIMARY KEY,
    kid     TEXT NOT NULL UNIQUE,
    key     BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE erased_subjects (
    subject TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE state (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    kek_id TEXT NOT NULL,
    scrub_due INTEGER NOT NULL,
    reconciled_position INTEGER NOT NULL,
    reconciled_event TEXT
  ) STRICT;
  PRAGMA user_version = ${WRAPPED};
`;

/** What was read of the log, and from where on: whoever is erased there, and the keys it needs. */
export interface Reading {
  readonly from: ReconciledTo;
  /** `null` where nothing new was there. */
  readonly to: ReconciledTo | null;
  readonly erased: readonly string[];
  /** Of `doubted` before the reading, those that nothing in the whole log bears out. */
  readonly unfounded: readonly string[];
  readonly missing: readonly NeededKey[];
}

/** `keys.db`: the wrapped keys, and whose keys are gone for good. */
export class KeysFile {
  readonly missing: MissingKeys;
  readonly #db: DatabaseSync;
  readonly #note: ReconciledNote;
  readonly #kek: KeyEncryptionKey;
  readonly #statements = new Map<string, StatementSync>();
  #version = 0;

  /** Throws `KekUnusable`. */
  constructor(file: string, kekFile: string) {
    this.#db = new DatabaseSync(file, { timeout: BUSY_MS });
    this.missing = new MissingKeys(this.#db);
    this.#note = new ReconciledNote(this.#db, () => this.#kek);
    try {
      this.#db.exec(SETTINGS);
      // They would act with whatever is written here, and keep a key from being deleted.
      if (this.#get("SELECT 1 FROM sqlite_schema WHERE type IN ('trigger', 'view')"))
        throw new KekUnusable('altered', file);
      const isNew = this.#formatVersion() < WRAPPED;
      // Whoever cannot wrap a key could else have one of their own wrapped here.
      if (isNew && this.#get('SELECT 1 FROM sqlite_schema')) throw new KekUnusable('altered', file);
      const kek = readKek(kekFile) ?? (isNew ? makeKek(kekFile) : null);
      if (!kek) throw new KekUnusable('missing', kekFile);
      this.#kek = kek;
      if (isNew) this.#begin();
      if (this.#get('SELECT kek_id FROM state')?.kek_id !== kek.id)
        throw new KekUnusable('another', kekFile);
      if (this.#formatVersion() < MISSED) this.#beginToMiss();
      if (this.#formatVersion() < AUTHENTIC) this.#beginToAuthenticate();
      // Else the log has to bear out first that they were erased.
      this.#transaction(() => this.#note.isAuthentic() && this.#deleteErased());
      this.scrub();
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Whether another process has changed the file since this was asked last. */
  isChangedElsewhere(): boolean {
    const version = Number(this.#get('PRAGMA data_version')?.data_version);
    const before = this.#version;
    this.#version = version;
    return version !== before;
  }

  find(subject: string): SubjectKey | null {
    const row = this.#get('SELECT kid, key FROM subject_keys WHERE subject = ?', subject);
    // Somebody may have put the key of an erased subject back into the file.
    if (!row || this.isErased(subject)) return null;
    const kid = String(row.kid);
    return { kid, key: this.#kek.unwrap(row.key as Uint8Array, { subject, kid }) };
  }

  has({ subject, kid }: NeededKey): boolean {
    const sql = 'SELECT 1 FROM subject_keys WHERE kid = ? AND subject = ?';
    return this.#get(sql, kid, subject) !== undefined;
  }

  /** Durable when it returns. A subject that has a key, misses one, or is erased, gets none. */
  add(keys: ReadonlyMap<string, SubjectKey>): void {
    this.#transaction(() => {
      for (const [subject, { kid, key }] of keys)
        this.#run(
          `INSERT OR IGNORE INTO subject_keys (subject, kid, key)
           SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM erased_subjects WHERE subject = ?1)
             AND NOT EXISTS (SELECT 1 FROM missing_keys WHERE subject = ?1)`,
          ...[subject, kid, this.#kek.wrap(key, { subject, kid })],
        );
    });
  }

  /** As `add`, of keys that are no new ones, so that a subject may miss them; answers how many. */
  takeIn(keys: ReadonlyMap<string, SubjectKey>): number {
    let taken = 0;
    this.#transaction(() => {
      const insert = this.#statement(
        `INSERT OR IGNORE INTO subject_keys (subject, kid, key)
         SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM erased_subjects WHERE subject = ?1)`,
      );
      for (const [subject, { kid, key }] of keys)
        taken += Number(insert.run(subject, kid, this.#kek.wrap(key, { subject, kid })).changes);
    });
    return taken;
  }

  isErased(subject: string): boolean {
    return this.#get('SELECT 1 FROM erased_subjects WHERE subject = ?', subject) !== undefined;
  }

  /** Notes first that it happened; the bytes are gone once `scrub` has returned. */
  erase(subjects: readonly string[]): void {
    this.#transaction(() => {
      const noted = this.reconciledTo();
      this.#noteErased(subjects);
      if (noted.eventId !== null) this.#note.write(noted);
    });
  }

  /**
   * Whoever changes the file meanwhile gets nothing authenticated: the note moves on only from the
   * one that the reading began with, and stands for all who were found erased.
   */
  carryOut({ from, to, erased, unfounded, missing }: Reading): void {
    this.#transaction(() => {
      const noted = this.reconciledTo();
      for (const subject of unfounded)
        this.#run('DELETE FROM erased_subjects WHERE subject = ?', subject);
      this.#noteErased(erased);
      this.missing.note(missing.filter(({ subject }) => !this.isErased(subject)));
      const isFollowed = from.eventId === null || from.eventId === noted.eventId;
      if (to && isFollowed) this.#note.write(to);
    });
  }

  /**
   * Leaves no byte of what was deleted in the file or its -wal. Done again at the next opening when
   * a crash, or somebody who reads the file, came in between.
   */
  scrub(): void {
    if (this.#get('SELECT scrub_due FROM state')?.scrub_due === 0) return;
    this.#db.exec('VACUUM');
    const { busy } = this.#get('PRAGMA wal_checkpoint(TRUNCATE)') ?? {};
    if (busy !== 0) throw new KeysBusy('Another process reads keys.db: try again.');
    this.#run('UPDATE state SET scrub_due = 0');
  }

  giveUpMissing(position: number): void {
    this.#transaction(() => this.missing.giveUp(position));
  }

  reconciledTo(): ReconciledTo {
    return this.#note.read();
  }

  /** Who is said to be erased by nothing that could not be forged. */
  doubted(): readonly string[] {
    return this.#note.isAuthentic() ? [] : [...this.#erased()];
  }

  close(): void {
    this.#db.close();
  }

  #begin(): void {
    this.#transaction(() => {
      this.#db.exec(TABLES);
      this.#run('INSERT INTO state VALUES (1, ?, 0, 0, NULL)', this.#kek.id);
    });
  }

  /** What was read of the log before was not read for the keys that it needs. */
  #beginToMiss(): void {
    this.#transaction(() => {
      if (this.#formatVersion() >= MISSED) return; // another process was first
      this.missing.makeTables();
      this.#run('UPDATE state SET reconciled_position = 0, reconciled_event = NULL');
      this.#db.exec(`PRAGMA user_version = ${MISSED}`);
    });
  }

  #beginToAuthenticate(): void {
    this.#transaction(() => {
      if (this.#formatVersion() >= AUTHENTIC) return;
      this.#note.makeColumn();
      this.#db.exec(`PRAGMA user_version = ${AUTHENTIC}`);
    });
  }

  #noteErased(subjects: readonly string[]): void {
    const erased = [...this.#erased(), ...subjects];
    for (const subject of subjects)
      this.#run('INSERT OR IGNORE INTO erased_subjects (subject) VALUES (?)', subject);
    this.#deleteErased();
    // Tables that were tampered with may swallow some, and would be authenticated from then on.
    const noted = this.#erased();
    invariant(
      erased.every((subject) => noted.has(subject)),
      'keys.db takes in who was erased.',
    );
  }

  #erased(): ReadonlySet<string> {
    const rows = this.#statement('SELECT subject FROM erased_subjects').all();
    return new Set(rows.map(({ subject }) => String(subject)));
  }

  #deleteErased(): void {
    const ofErased = 'WHERE subject IN (SELECT subject FROM erased_subjects)';
    this.#run(`DELETE FROM missing_keys ${ofErased}`);
    const { changes } = this.#statement(`DELETE FROM subject_keys ${ofErased}`).run();
    if (Number(changes) > 0) this.#run('UPDATE state SET scrub_due = 1');
  }

  #formatVersion(): number {
    return Number(this.#get('PRAGMA user_version')?.user_version);
  }

  #transaction(work: () => unknown): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #get(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.#statement(sql).get(...values);
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#statement(sql).run(...values);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

/** The keys are deleted; that no byte of them is left has to wait for who reads the file. */
export class KeysBusy extends Error {
  override readonly name = 'KeysBusy';
}
