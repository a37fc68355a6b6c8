// Appends to one stream until it is killed, and says on stdout what was acknowledged:
// `<revision> <event id>`, one line an event. Arguments: log file, appends waiting at once,
// and the `synchronous` of SQLite where it is not to be the log's own.
import { writeSync } from 'node:fs';
import { newEvent } from '../../contract/samples.js';
import { openLogFile } from '../log-file.js';
import { SqliteEventStore } from '../sqlite-event-store.js';

const STREAM = 'proposal-kept';
const [file = '', atOnce = '1', synchronous = 'FULL'] = process.argv.slice(2);

const store = new SqliteEventStore(() => {
  const database = openLogFile(file);
  if (synchronous !== 'FULL') database.exec(`PRAGMA synchronous = ${synchronous}`);
  return database;
});
let next = (await store.readStream(STREAM, 0, 1_000_000)).length;

async function appendOne(): Promise<void> {
  const revision = next++;
  const event = newEvent();
  await store.append(STREAM, [event], revision);
  writeSync(1, `${revision} ${event.id}\n`);
}

for (;;) await Promise.all(Array.from({ length: Number(atOnce) }, appendOne));
