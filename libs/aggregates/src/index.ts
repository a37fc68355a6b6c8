export { AggregateReader, streamOf, type Folded, type Loaded } from './aggregate-reader.js';
export { everythingKnown, isKnown, knownPart, type Known } from './known.js';
