import {
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { invariant } from '#libs/domain';

import { KeysFile, type Reading } from './keys-file.js';
import { keyMissing, type NeededKey } from './missing-keys.js';
import type { ReconciledTo } from './reconciled-note.js';
import type { SubjectKey } from './sealed-text.js';

const KEY_BYTES = 32;

/** Keys held in memory at most; the file has them all. */
const CACHE_MAX = 10_000;

/** Derives the key of digests from that of a subject: never change it. */
const DIGEST_INFO = 'totrinh digest v1';

/** `another`: the subject has a key, and it is not this one. */
export type KeyStanding = 'here' | 'another' | 'missing' | 'erased';

interface Batch {
  readonly subjects: Set<string>;
  readonly made: Promise<void>;
}

/** Nothing can be sealed for a subject whose key is gone. */
export class SubjectErased extends Error {
  override readonly name = 'SubjectErased';

  constructor(readonly subject: string) {
    super(`The key of ${subject} has been erased.`);
  }
}

/**
 * One key per subject, in a file of their own with a backup life of its own. To lose a key is to
 * erase the subject, so a new key is durable before anything is sealed with it.
 */
export class SubjectKeys {
  readonly #file: KeysFile;
  readonly #cache = new Map<string, SubjectKey>();
  #batch: Batch | null = null;
  #hasLooked = false;

  /**
   * Keys stand in `file` wrapped by the key in `kekFile`, which is made together with a new file.
   * Throws `KekUnusable`.
   */
  constructor(file: string, kekFile: string) {
    this.#file = new KeysFile(file, kekFile);
  }

  /**
   * The subject's key, made when there is none. All keys wanted in one turn share one commit.
   * Throws `SubjectErased`, and `Refusal` where the key that the subject had is missing.
   */
  async forSealing(subject: string): Promise<SubjectKey> {
    const known = this.#find(subject);
    if (known) return known;
    await this.#make(subject);
    const made = this.#find(subject);
    if (!made && this.#file.isErased(subject)) throw new SubjectErased(subject);
    if (!made && this.#file.missing.kidsOf(subject).length > 0) throw keyMissing();
    invariant(made, 'A key that was made can be found.');
    return made;
  }

  /** The key, or `null` when it has been erased. */
  forOpening(subject: string, kid: string): KeyObject | null {
    const known = this.#find(subject);
    return known?.kid === kid ? known.key : null;
  }

  /** Ids of the keys that the subject has, and of those that are missing. */
  kidsOf(subject: string): string[] {
    const known = this.#find(subject);
    return [...(known ? [known.kid] : []), ...this.#file.missing.kidsOf(subject)];
  }

  /** Whether a text that is sealed with this key could be opened. */
  has(key: NeededKey): boolean {
    return this.#file.has(key);
  }

  standingOf({ subject, kid }: NeededKey): KeyStanding {
    if (this.#file.isErased(subject)) return 'erased';
    const known = this.#find(subject);
    if (!known) return 'missing';
    return known.kid === kid ? 'here' : 'another';
  }

  /**
   * Takes in keys of texts that were made elsewhere, one a subject; answers how many it did not
   * have. A subject that is erased, or that has another key, is passed over.
   */
  takeIn(keys: ReadonlyMap<string, SubjectKey>): number {
    return this.#file.takeIn(keys);
  }

  /** How many people and cases have texts in the log under keys that are not here. */
  missingSubjects(): number {
    return this.#file.missing.countSubjects();
  }

  /** Up to which position of the log its texts may be without their keys. */
  neededAfter(): number {
    return this.#file.missing.neededAfter();
  }

  /** Whoever is sure that the keys of all texts up to there are lost goes on with new ones. */
  giveUpMissing(position: number): void {
    this.#file.giveUpMissing(position);
  }

  /**
   * A digest (hex) that tells equal from different only as long as the subject has its key: a plain
   * hash of a name is found by whoever tries names. `null` when the key is gone.
   */
  digest(subject: string, text: string): string | null {
    const known = this.#find(subject);
    if (!known) return null;
    const derived = hkdfSync('sha256', known.key, '', DIGEST_INFO, KEY_BYTES);
    const key = createSecretKey(new Uint8Array(derived));
    return createHmac('sha256', key).update(text).digest('hex');
  }

  /**
   * Deletes the keys of these subjects for good; no byte of them is left in the files. Doing it
   * again finishes what was cut off. Throws `KeysBusy` while another process reads the file.
   */
  erase(subjects: readonly string[]): void {
    for (const subject of subjects) this.#cache.delete(subject);
    const left = subjects.filter((subject) => !this.#file.isErased(subject));
    if (left.length > 0) this.#file.erase(left);
    this.#file.scrub();
  }

  /** How far the erasures in the log have been carried out here: an older copy says less. */
  /** Who is said to be erased by nothing that could not be forged. */
  doubted(): readonly string[] {
    return this.#file.doubted();
  }

  reconciledTo(): ReconciledTo {
    return this.#file.reconciledTo();
  }

  /**
   * Erases whom the log erased, and notes whose keys it needs that are not here: their subjects get
   * no second one. Throws as `erase`.
   */
  carryOut(reading: Reading): void {
    for (const subject of reading.erased) this.#cache.delete(subject);
    this.#file.carryOut(reading);
    this.#file.scrub(); // also when nobody is erased: it finishes what was cut off
  }

  close(): void {
    this.#file.close();
  }

  #make(subject: string): Promise<void> {
    if (!this.#batch) {
      const subjects = new Set<string>();
      this.#batch = { subjects, made: nextTurn().then(() => this.#write(subjects)) };
    }
    this.#batch.subjects.add(subject);
    return this.#batch.made;
  }

  #write(subjects: ReadonlySet<string>): void {
    this.#batch = null;
    const newKey = () => ({ kid: randomUUID(), key: createSecretKey(randomBytes(KEY_BYTES)) });
    this.#file.add(new Map([...subjects].map((subject) => [subject, newKey()])));
  }

  /** A key that another process has erased must not live on here; one look serves a whole turn. */
  #noticeErasures(): void {
    if (this.#hasLooked) return;
    this.#hasLooked = true;
    setImmediate(() => (this.#hasLooked = false));
    if (this.#file.isChangedElsewhere()) this.#cache.clear();
  }

  #find(subject: string): SubjectKey | null {
    this.#noticeErasures();
    const cached = this.#cache.get(subject);
    if (cached) return cached;
    const found = this.#file.find(subject);
    if (!found) return null;
    if (this.#cache.size >= CACHE_MAX) this.#cache.clear();
    this.#cache.set(subject, found);
    return found;
  }
}
