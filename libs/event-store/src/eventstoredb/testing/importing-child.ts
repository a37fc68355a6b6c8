// Prints how many files of the client are loaded: after the library, and after a first call.
import { createRequire } from 'node:module';

const countLoaded = () =>
  Object.keys(createRequire(import.meta.url).cache).filter((path) =>
    /@grpc|@eventstore|google-protobuf/.test(path),
  ).length;

const { EventStoreDbStore } = await import('#libs/event-store');
const atStart = countLoaded();
const store = EventStoreDbStore.open('esdb://127.0.0.1:9?tls=false', { callMs: 2_000 });
await store.readAll(0, 1).catch(() => undefined);
await store.close();
process.stdout.write(JSON.stringify({ atStart, afterCall: countLoaded() }));
