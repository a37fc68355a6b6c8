export { AggregateReader, streamOf, type Loaded } from './aggregate-reader.js';
