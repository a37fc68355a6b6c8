import { streamOf, type AggregateReader, type Folded, type Known } from '#libs/aggregates';
import { establishment, type EstablishmentState } from '#libs/domain';

/** What the events of a commune's staffing record come to. */
export type StaffingRecord = Folded<EstablishmentState>;

export interface StaffingRecords {
  /** `null` when nothing was on record. */
  of(communeId: string, known: Known): Promise<StaffingRecord | null>;
}

/** Folds every record from its first event each time it is asked for. */
export class FoldedRecords implements StaffingRecords {
  constructor(private readonly reader: AggregateReader) {}

  async of(communeId: string, known: Known): Promise<StaffingRecord | null> {
    const record = await this.reader.fold(establishment, communeId, known);
    return record.events > 0 ? record : null;
  }
}

export function staffingStream(communeId: string): string {
  return streamOf(establishment, communeId);
}
