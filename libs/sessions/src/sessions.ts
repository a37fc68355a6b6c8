import { createHash, randomBytes } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

import { hashPassword, verifyPassword } from './passwords.js';

const MINUTE_MS = 60_000;
const IDLE_MAX_MS = 30 * MINUTE_MS;
const AGE_MAX_MS = 12 * 60 * MINUTE_MS;
/** Last use is written at most this often, so that reading a page does not mean writing a row. */
const TOUCH_EVERY_MS = MINUTE_MS;
const TOKEN_BYTES = 32;
/** Waits this long for another process that writes. */
const BUSY_MS = 5_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS credentials (
    username   TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    password   TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sessions (
    token_hash   TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL,
    opened_at    INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;`;

/**
 * Who may sign in, and who is signed in. Secrets do not belong in a log that is kept for ever, so
 * they have this file of their own (`access.db`); passwords stand in it as argon2id hashes, session
 * tokens as SHA-256.
 */
export class Sessions {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  /** Asked at every request. */
  readonly #session: StatementSync;
  /** Verified against when there is no such user, so that both answers take as long. */
  readonly #decoy: Promise<string>;

  constructor(file: string, now: () => number = Date.now) {
    this.#db = new DatabaseSync(file, { timeout: BUSY_MS });
    this.#db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;');
    this.#db.exec(SCHEMA);
    this.#session = this.#db.prepare(
      'SELECT account_id, opened_at, last_used_at FROM sessions WHERE token_hash = ?',
    );
    this.#now = now;
    this.#decoy = hashPassword(randomBytes(TOKEN_BYTES).toString('hex'));
  }

  /** Sets or replaces the password; sessions of the account that are open end. */
  async setPassword(username: string, accountId: string, password: string): Promise<void> {
    const stored = await hashPassword(password);
    this.#run(
      `INSERT INTO credentials (username, account_id, password) VALUES (?, ?, ?)
       ON CONFLICT (username) DO UPDATE
         SET account_id = excluded.account_id, password = excluded.password`,
      username,
      accountId,
      stored,
    );
    this.#run('DELETE FROM sessions WHERE account_id = ?', accountId);
  }

  hasPassword(username: string): boolean {
    return this.#get('SELECT 1 FROM credentials WHERE username = ?', username) !== undefined;
  }

  /**
   * The account, or `null` when the user is unknown or the password wrong: the same to the
   * asker.
   */
  async verify(username: string, password: string): Promise<string | null> {
    const row = this.#get(
      'SELECT account_id, password FROM credentials WHERE username = ?',
      username,
    );
    const stored = row ? String(row.password) : await this.#decoy;
    const right = await verifyPassword(password, stored);
    return row && right ? String(row.account_id) : null;
  }

  /** A new session; the token is the only copy there is. */
  open(accountId: string): string {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const now = this.#now();
    this.#run('DELETE FROM sessions WHERE opened_at < ?', now - AGE_MAX_MS);
    this.#run('INSERT INTO sessions VALUES (?, ?, ?, ?)', digest(token), accountId, now, now);
    return token;
  }

  /** Whose session it is; `null` when there is none, or it was idle or open for too long. */
  accountOf(token: string): string | null {
    const row = this.#session.get(digest(token));
    if (!row) return null;
    const now = this.#now();
    const lastUsed = Number(row.last_used_at);
    if (now - Number(row.opened_at) > AGE_MAX_MS || now - lastUsed > IDLE_MAX_MS) {
      this.close(token);
      return null;
    }
    if (now - lastUsed > TOUCH_EVERY_MS)
      this.#run('UPDATE sessions SET last_used_at = ? WHERE token_hash = ?', now, digest(token));
    return String(row.account_id);
  }

  close(token: string): void {
    this.#run('DELETE FROM sessions WHERE token_hash = ?', digest(token));
  }

  dispose(): void {
    this.#db.close();
  }

  #get(sql: string, ...values: (string | number)[]): Record<string, unknown> | undefined {
    return this.#db.prepare(sql).get(...values);
  }

  #run(sql: string, ...values: (string | number)[]): void {
    this.#db.prepare(sql).run(...values);
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
