import { streamOf, type AggregateReader, type Known } from '#libs/aggregates';
import { establishment, type EstablishmentState } from '#libs/domain';
import type { Position } from '#libs/event-store';

/** What the events of a commune's staffing record come to. */
export interface StaffingRecord {
  readonly state: EstablishmentState;
  /** How many were folded, and where the last of them stands. */
  readonly events: number;
  readonly position: Position;
}

export interface StaffingRecords {
  /** `null` when nothing was on record. */
  of(communeId: string, known: Known): Promise<StaffingRecord | null>;
}

/** Folds every record from its first event each time it is asked for. */
export class FoldedRecords implements StaffingRecords {
  constructor(private readonly reader: AggregateReader) {}

  async of(communeId: string, known: Known): Promise<StaffingRecord | null> {
    const { state, history } = await this.reader.load(establishment, communeId, known);
    const last = history.at(-1);
    return last ? { state, events: history.length, position: last.position } : null;
  }
}

export function staffingStream(communeId: string): string {
  return streamOf(establishment, communeId);
}
