// Two plain clients of one process, each with an append under way; then one of them is disposed of.
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { TestServer } from './test-server.js';

const server = await TestServer.start();
const clients = [1, 2].map(() => EventStoreDBClient.connectionString(server.url));
const append = (client: EventStoreDBClient | undefined) =>
  client?.appendToStream('note-1', jsonEvent({ type: 'Noted', data: {} }));
for (const client of clients) await append(client);

server.node.answerLate(200);
const kept = append(clients[1])?.catch((error: unknown) => {
  process.stdout.write(`rejected: ${String(error)}\n`);
});
setTimeout(() => void clients[0]?.dispose(), 50);
await kept;
setTimeout(() => {
  process.stdout.write('survived\n');
  process.exit(0);
}, 500);
