export { openEmbeddedStores, type EmbeddedStores } from './embedded-stores.js';
export { announcedServer, announceServer, operatorCredential } from './operator-credential.js';
