import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { streamOf } from '#libs/aggregates';
import { establishment } from '#libs/domain';
import { canonicalText } from '#libs/log-format';

import { median, print } from './figure.js';
import { communeIdOf, writeRecord } from './staffing-log.js';
import { inWorkplace, type InPlace, type Workplace } from './workplace.js';

const EVENTS = 100_000;
const TARGET = 250_000;
const BYTES_MAX = 1_000;

/** The whole staffing record of one commune: read, decoded, brought to today's shape, folded. */
export async function measureReplay(inPlace: InPlace, where = '', scale = 1): Promise<void> {
  await inPlace(async (place) => {
    await writeRecord(place, place.run, EVENTS * scale);
    const texts = await dataOf(place);
    const baseline = jsonLoop(texts);
    const value = await median(async () => {
      const startedAt = performance.now();
      await place.reader.fold(establishment, place.run);
      return (texts.length / (performance.now() - startedAt)) * 1_000;
    });
    const name = `replay: read, upcast, evolve${where} (baseline: JSON.parse of the data)`;
    const target = where === '' && { target: TARGET };
    print({ name, value, baseline, unit: 'events/s', ...target });
    return 0;
  });
}

/** The data of every event of the record, as text. */
async function dataOf({ reader, run }: Workplace): Promise<string[]> {
  const history = await reader.history(streamOf(establishment, run));
  return history.map(({ data }) => canonicalText(data));
}

export async function measureDisk(): Promise<void> {
  await inWorkplace(async (place) => {
    await writeRecord(place, communeIdOf(0), EVENTS);
    const size = bytesPerEvent(place);
    print({ name: 'log on disk, an event', value: size, unit: 'bytes', target: BYTES_MAX });
    return 0;
  });
}

function jsonLoop(texts: readonly string[]): number {
  const startedAt = performance.now();
  let fields = 0;
  for (const text of texts) fields += Object.keys(JSON.parse(text) as object).length;
  if (fields === 0) throw new Error('Events have data.');
  return (texts.length / (performance.now() - startedAt)) * 1_000;
}

function bytesPerEvent({ dir }: Workplace): number {
  const file = join(dir, 'log.db');
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const events = Number(database.prepare('SELECT count(*) AS n FROM events').get()?.n);
  database.close();
  return statSync(file).size / events;
}
