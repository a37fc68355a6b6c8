export { openEmbeddedStores, type EmbeddedStores } from './embedded-stores.js';
export { eraseAsRecorded } from './erase-as-recorded.js';
export { kekFileFrom, requireApart } from './kek-place.js';
export { announcedServer, announceServer, operatorCredential } from './operator-credential.js';
