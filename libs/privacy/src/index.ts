export {
  openData,
  openPlaced,
  placeData,
  sealData,
  type Home,
  type PlacedText,
} from './event-texts.js';
export { SubjectKeys } from './subject-keys.js';
