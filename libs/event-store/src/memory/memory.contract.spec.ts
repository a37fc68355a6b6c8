import { eventStoreContract } from '../contract/event-store-contract.js';
import { MemoryEventStore } from './memory-event-store.js';

eventStoreContract('memory', () => Promise.resolve({ store: new MemoryEventStore() }));
