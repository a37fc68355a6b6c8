import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import {
  isNothingThere,
  logIdOf,
  parseCheckpoint,
  parseNote,
  writeDurably,
} from '#libs/log-format';

import type { KeptCheckpoint } from '../checkpoint-book.js';
import { NotKept } from './not-kept.js';

/**
 * The newest checkpoint of a log, kept beside the key that signed it: whoever can change the log
 * and throw its checkpoints away, but not use the key, is found out by what was signed last.
 */
export class LastSealed {
  readonly #file: string;

  constructor(keyFile: string, origin: string) {
    this.#file = join(dirname(keyFile), `${logIdOf(origin)}.sealed`);
  }

  /** Throws `FormatError` when the file is no checkpoint. */
  read(): KeptCheckpoint | null {
    try {
      const note = readFileSync(this.#file, 'utf8');
      return { note, checkpoint: parseCheckpoint(parseNote(note).text) };
    } catch (error) {
      if (isNothingThere(error)) return null;
      throw error;
    }
  }

  /** An older one never takes the place of a newer one. Throws `NotKept`. */
  async keep({ checkpoint, note }: KeptCheckpoint): Promise<void> {
    const kept = this.read();
    if (kept && kept.checkpoint.size >= checkpoint.size) return;
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeDurably(this.#file, note, 'replace');
    } catch (error) {
      throw NotKept.of(error, 'điểm niêm phong mới nhất', this.#file);
    }
  }
}
