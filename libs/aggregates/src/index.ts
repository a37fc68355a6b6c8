export { AggregateReader, streamOf, type Loaded } from './aggregate-reader.js';
export { everythingKnown, isKnown, knownPart, type Known } from './known.js';
