export { openLog } from './open-log.js';
export { secretSetting, storePlaceFrom, UnusableSetting } from './settings.js';
export { unknownSettings } from './unknown-settings.js';
export type { StorePlace } from './store-place.js';
export { BEGUN, openStores, type Stores } from './stores.js';
export { mergeKeys, type MergedKeys } from './merge-keys.js';
export { reconcileKeys } from './reconcile-keys.js';
export { announcedServer, announceServer, operatorCredential } from './operator-credential.js';
export { kekFileFrom, requireApart } from './kek-place.js';
