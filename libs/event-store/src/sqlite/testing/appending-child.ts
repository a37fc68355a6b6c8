// Appends to one stream until it is killed, and says on stdout what was acknowledged:
// `<revision> <event id>`, one line an event. Arguments: log file, appends waiting at once.
import { writeSync } from 'node:fs';
import { newEvent } from '../../contract/samples.js';
import { SqliteEventStore } from '../sqlite-event-store.js';

const STREAM = 'proposal-kept';
const [file = '', atOnce = '1'] = process.argv.slice(2);

const store = SqliteEventStore.open(file);
let next = (await store.readStream(STREAM, 0, 1_000_000)).length;

async function appendOne(): Promise<void> {
  const revision = next++;
  const event = newEvent();
  await store.append(STREAM, [event], revision);
  writeSync(1, `${revision} ${event.id}\n`);
}

for (;;) await Promise.all(Array.from({ length: Number(atOnce) }, appendOne));
