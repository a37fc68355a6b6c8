import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { invariant } from '#libs/domain';
import {
  cosignedAt,
  parseCheckpoint,
  parseNote,
  readPlainFile,
  syncFolder,
  UNFINISHED,
  writeDurably,
  type Checkpoint,
  type VerifierKey,
} from '#libs/log-format';

/** A checkpoint as it was given out. */
export interface KeptCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The signed note. */
  readonly note: string;
}

/** Checkpoint files: the size in 16 digits, so that names sort as sizes do. */
const NAME = /^(\d{16})\.txt$/;
const LOST = 'lost';
const FRONTIER = 'frontier';

/** Checkpoints looked at for one that a witness has cosigned. */
const LOOKED_AT_MAX = 50;
/** The end of the year 9999: a witness may have said any time, and this one can be told. */
const SECONDS_MAX = 253_402_300_799;

/**
 * Every checkpoint of a log, one file each, only ever added to: a file, once there, gains the
 * signatures of witnesses and nothing else. Those of events that a restore has lost are moved to
 * `lost/`.
 */
export class CheckpointBook {
  readonly #folder: string;
  #latest: KeptCheckpoint | null | undefined;
  /** When the folder was as `#latest` says: other processes may add to it. */
  #latestAsOf = 0n;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Removes what a crash left unfinished; for whoever alone writes here. */
  tidy(): void {
    for (const entry of readdirSync(this.#folder, { withFileTypes: true }))
      if (entry.name.endsWith(UNFINISHED) && !entry.isDirectory())
        rmSync(join(this.#folder, entry.name));
  }

  /** Sizes that there is a checkpoint of, the largest first. */
  sizes(): readonly number[] {
    return sizesIn(this.#folder);
  }

  /** Throws `FormatError` when the file is no checkpoint, `NotAPlainFile` when it is no file. */
  latest(): KeptCheckpoint | null {
    const changedAt = this.#changedAt();
    if (this.#latest === undefined || changedAt !== this.#latestAsOf) {
      const [size] = this.sizes();
      this.#latest = size === undefined ? null : this.at(size);
      this.#latestAsOf = changedAt;
    }
    return this.#latest;
  }

  at(size: number): KeptCheckpoint {
    return readCheckpoint(join(this.#folder, checkpointName(size)));
  }

  /** Counts once this resolves. */
  async add(note: string): Promise<void> {
    const checkpoint = checkpointOf(note);
    await writeDurably(join(this.#folder, checkpointName(checkpoint.size)), note, 'new');
    this.#knowLatest({ checkpoint, note });
  }

  /** The same checkpoint with more signatures takes its place. */
  async addSignatures(note: string): Promise<void> {
    const checkpoint = checkpointOf(note);
    const before = this.at(checkpoint.size);
    invariant(parseNote(before.note).text === parseNote(note).text, 'It is the same checkpoint.');
    await writeDurably(join(this.#folder, checkpointName(checkpoint.size)), note, 'replace');
    if (this.#latest?.checkpoint.size === checkpoint.size) this.#knowLatest({ checkpoint, note });
  }

  /** The newest that a witness cosigned and that covers so many events; else `null`. */
  cosignedFor(size: number): KeptCheckpoint | null {
    const near = this.sizes().slice(0, LOOKED_AT_MAX);
    for (const kept of near.filter((covered) => covered >= size)) {
      const found = this.at(kept);
      if (isCosigned(found)) return found;
    }
    return null;
  }

  /** When a witness cosigned last, in seconds since 1970; `null` where no newer one says so. */
  lastCosignedBy(witness: VerifierKey): number | null {
    for (const size of this.sizes().slice(0, LOOKED_AT_MAX)) {
      const time = cosignedAt(this.at(size).note, witness);
      if (time !== null && time <= SECONDS_MAX) return time;
    }
    return null;
  }

  /** Those of an earlier log that speak of more events than `size` are no longer ours. */
  async setAside(origin: string, size: number): Promise<void> {
    const latest = this.latest();
    if (!latest || latest.checkpoint.size <= size || latest.checkpoint.origin !== origin) return;
    const gone = this.sizes().filter((kept) => kept > size);
    const to = join(this.#folder, LOST, origin.replaceAll('/', '_'));
    await mkdir(to, { recursive: true, mode: 0o700 });
    // The smallest first: while one is left, so is the largest, by which the rest is found.
    for (const kept of gone.reverse())
      await rename(join(this.#folder, checkpointName(kept)), join(to, checkpointName(kept)));
    await syncFolder(to);
    await syncFolder(this.#folder);
    this.#latest = undefined;
  }

  /** The frontier at the latest checkpoint, if it is kept: not to be believed without its root. */
  frontier(): Uint8Array | null {
    try {
      return readPlainFile(join(this.#folder, FRONTIER), 'refuse');
    } catch {
      return null; // it can be worked out again
    }
  }

  async keepFrontier(bytes: Uint8Array): Promise<void> {
    const latest = this.latest();
    await writeDurably(join(this.#folder, FRONTIER), bytes, 'replace');
    this.#knowLatest(latest);
  }

  /** The folder is as it was left: it need not be listed again, which takes long after years. */
  #knowLatest(latest: KeptCheckpoint | null): void {
    this.#latest = latest;
    this.#latestAsOf = this.#changedAt();
  }

  #changedAt(): bigint {
    return statSync(this.#folder, { bigint: true }).mtimeNs;
  }
}

/** As `sizes`, of any folder; none where there is no folder. */
export function sizesIn(folder: string): number[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

function readCheckpoint(file: string): KeptCheckpoint {
  const note = readPlainFile(file, 'refuse').toString('utf8');
  return { checkpoint: checkpointOf(note), note };
}

function isCosigned({ checkpoint, note }: KeptCheckpoint): boolean {
  return parseNote(note).signatures.some(({ name }) => name !== checkpoint.origin);
}

function checkpointOf(note: string): Checkpoint {
  return parseCheckpoint(parseNote(note).text);
}

/** Name of the file of the checkpoint over so many events. */
export function checkpointName(size: number): string {
  return `${String(size).padStart(16, '0')}.txt`;
}
