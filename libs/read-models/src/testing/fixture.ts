import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MemoryEventStore } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';

import { ReadModels } from '../read-models.js';
import { LogRecorder } from './log-recorder.js';

const PATIENCE_MS = 10_000;

/** A log to write to and read models that follow it, in a directory of their own. */
export class Fixture {
  readonly dir = mkdtempSync(join(tmpdir(), 'totrinh-views-'));
  readonly keys = new SubjectKeys(join(this.dir, 'keys.db'), join(this.dir, 'kek'));
  readonly store = new MemoryEventStore();
  readonly log = new LogRecorder(this.store, this.keys);
  readonly #opened: ReadModels[] = [];

  /** Opened and not started; closed with the fixture. */
  open(file = ':memory:'): ReadModels {
    const { store, keys } = this;
    const models = ReadModels.open({ file, store, keys });
    this.#opened.push(models);
    return models;
  }

  file(name = 'views.db'): string {
    return join(this.dir, name);
  }

  /** Read models that have everything recorded so far. */
  async caughtUp(models = this.open()): Promise<ReadModels> {
    models.start();
    if (await models.waitFor(this.log.position, PATIENCE_MS)) return models;
    throw new Error('The read models did not catch up.', { cause: models.failure()?.error });
  }

  async close(): Promise<void> {
    for (const models of this.#opened) await models.stop();
    await this.store.close();
    this.keys.close();
    rmSync(this.dir, { recursive: true });
  }
}
