import type { CheckpointNote } from '../export/checkpoint-files.js';
import type { ReadEvent } from '../export/event-line.js';
import type { ExportHeader } from '../export/header-line.js';

/** Takes what has been found good, in the order of the export. */
export interface GoodLines {
  begin(header: ExportHeader): void;
  event(event: ReadEvent): void;
  checkpoint(checkpoint: CheckpointNote): void;
  /** After each batch. */
  flush(): Promise<void>;
}
