import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { plainDate, type Instant, type JsonObject } from '#libs/domain';
import { SqliteEventStore, StoredLog, type NewEvent } from '#libs/event-store';
import { sealStreamOf } from '#libs/log-format';

import { Seals, type SealSettings } from '../seals.js';

export const ORIGIN = 'so-noi-vu.example/totrinh/0001';
const LONG_AGO = '2020-03-02T01:02:03.004Z' as Instant;

/** A log in a data directory of its own, its keys beside it. */
export class SampleLog {
  readonly root = mkdtempSync(join(tmpdir(), 'totrinh-seals-'));
  readonly dataDir: string;
  readonly problems: string[] = [];
  /** Of what is appended next. */
  recordedAt = LONG_AGO;
  store: SqliteEventStore;
  #seals: Seals[] = [];
  #ticks: (() => void)[] = [];

  constructor(origin = ORIGIN) {
    this.dataDir = join(this.root, 'data');
    mkdirSync(this.dataDir);
    this.store = SqliteEventStore.open(this.file, { origin });
  }

  get file(): string {
    return join(this.dataDir, 'log.db');
  }

  get book(): string {
    return join(this.dataDir, 'checkpoints');
  }

  /** Events of a case, after those that it has. */
  async append(stream: string, ...types: readonly string[]): Promise<number> {
    const before = await this.store.readStream(stream, 0, 10_000);
    const events = types.map((type) => ({ ...newEvent(type), recordedAt: this.recordedAt }));
    return (await this.store.append(stream, events, before.length)).position;
  }

  /** Something about its own seals. */
  async say(type: string, data: JsonObject): Promise<void> {
    const stream = sealStreamOf(this.store.head().origin);
    const before = await this.store.readStream(stream, 0, 10_000);
    await this.store.append(stream, [newEvent(type, data)], before.length);
  }

  async appendMany(count: number): Promise<void> {
    await this.append(`proposal-${randomUUID()}`, ...Array<string>(count).fill('StepOpened'));
  }

  seals(settings: Partial<SealSettings> = {}): Seals {
    const seals = new Seals({
      dataDir: this.dataDir,
      store: this.store,
      log: this.store,
      openChecked: () => StoredLog.open(this.file),
      settings: {
        ...{ keyFile: null, configDir: join(this.root, 'config') },
        ...{ witnesses: [], signs: true, bootCheck: true, ...settings },
      },
      report: ({ message }) => this.problems.push(message),
      every: (_ms, call) => {
        this.#ticks.push(call);
        return () => undefined;
      },
    });
    this.#seals.push(seals);
    return seals;
  }

  /** As a start of the service: checked, keys known, sealing. */
  async sealing(settings: Partial<SealSettings> = {}): Promise<Seals> {
    const seals = this.seals(settings);
    await seals.check();
    if (!seals.condition.fault) await this.begin(seals);
    return seals;
  }

  async begin(seals: Seals): Promise<void> {
    const none = { signing: [], retired: [], restored: null };
    const held = seals.keysToRecord(none);
    seals.signWith({ ...none, signing: held });
    await seals.start();
  }

  /** A minute goes by. */
  tick(): void {
    for (const call of this.#ticks) call();
  }

  async reopen(): Promise<void> {
    await this.store.close();
    this.store = SqliteEventStore.open(this.file);
  }

  async remove(): Promise<void> {
    for (const seals of this.#seals) await seals.stop();
    await this.store.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

export function newEvent(type: string, data: JsonObject = { answer: 'approve' }): NewEvent {
  return {
    ...{ id: randomUUID(), type, version: 1, data },
    effectiveOn: plainDate('2020-03-01'),
    recordedAt: LONG_AGO,
    actor: { accountId: 'a1', personId: 'p1', role: 'commune-officer', unitId: 'xa-an-phu' },
    commandId: randomUUID(),
    meta: {
      commandDigest: '0'.repeat(64),
      ...{ correlationId: 'proposal-1', causationId: null, policies: [] },
    },
  };
}
