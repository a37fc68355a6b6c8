// Appends until the file takes no more, says `unavailable <primary code of SQLite>`, waits for a
// line, repeats the identical append, and says at the end `kept <number of events acknowledged>`.
import { once } from 'node:events';
import { newEvent } from '../../contract/samples.js';
import { StoreUnavailable } from '../../port.js';
import { SqliteEventStore } from '../sqlite-event-store.js';
import { sqliteCode } from '../sqlite-error.js';

const AFTER_FAILURE = 50;
const [file = ''] = process.argv.slice(2);

const store = SqliteEventStore.open(file);
const acknowledged: string[] = [];
for (let left = Infinity; left > 0; left--) {
  const event = newEvent({ text: 'x'.repeat(2000) });
  if (await appended(event)) continue;
  left = AFTER_FAILURE;
  await once(process.stdin, 'data');
  if (!(await appended(event))) throw new Error('The identical append failed again.');
}
const kept = (await store.readStream('proposal-1', 0, 10_000)).map(({ id }) => id);
await store.close();
const complete = JSON.stringify(kept) === JSON.stringify(acknowledged);
process.stdout.write(`${complete ? 'kept' : 'lost'} ${acknowledged.length}\n`);
process.exit();

async function appended(event: ReturnType<typeof newEvent>): Promise<boolean> {
  try {
    await store.append('proposal-1', [event], acknowledged.length);
    acknowledged.push(event.id);
    return true;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    process.stdout.write(`unavailable ${sqliteCode(error.cause) ?? 'unknown'}\n`);
    return false;
  }
}
