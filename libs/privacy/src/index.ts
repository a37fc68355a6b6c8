export {
  openData,
  openPlaced,
  placeData,
  privateSubjects,
  sealData,
  type Home,
  type PlacedText,
} from './event-texts.js';
export { examineKek, type KekState } from './examine-kek.js';
export { KekUnusable, type KekProblem } from './kek-file.js';
export type { Reading } from './keys-file.js';
export { examineMissing, keysMissing, type NeededKey } from './missing-keys.js';
export { OtherKeys, OtherKeysUnusable, type OtherKeysProblem } from './other-keys.js';
export { BEGINNING, type ReconciledTo } from './reconciled-note.js';
export { sealedWith } from './sealed-with.js';
export type { SubjectKey } from './sealed-text.js';
export { SubjectErased, SubjectKeys, type KeyStanding } from './subject-keys.js';
