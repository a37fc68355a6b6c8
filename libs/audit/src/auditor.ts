import { AggregateReader } from '#libs/aggregates';
import { counted, Refusal } from '#libs/domain';
import type { EventStore, Position } from '#libs/event-store';
import type { SubjectKeys } from '#libs/privacy';

import { bisect } from './bisect/bisect.js';
import type { Bisected, BisectRequest } from './bisect/request.js';
import { isCaseNumber } from './case-number.js';
import type { DiffRequest } from './diff/area-pairs.js';
import { diffStaffing, type StaffingDiff } from './diff/diff-staffing.js';
import { logPage, type LogPage, type LogRequest } from './log/log-page.js';
import { noReplay } from './replay/no-replay.js';
import { replayArea, type AreaSources, type ReplayedArea } from './replay/replay-area.js';
import { replayStaffing, type ReplayedStaffing } from './replay/replay-staffing.js';
import type { NoReplay, ReplayRequest } from './replay/standing.js';
import { FoldedRecords, type StaffingRecords } from './replay/staffing-records.js';
import { LogUnits, type UnitDirectory } from './replay/units.js';
import { show, type Shown, type ShowSources } from './show/show.js';

export interface AuditorParts {
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  /** Where folded records come from; each is folded anew when left out. */
  readonly records?: StaffingRecords;
  /** Which units there are below one; read off the whole log when left out. */
  readonly units?: UnitDirectory;
  /** Place of the last event; whoever asks for a place beyond it is refused. */
  readonly end?: () => Position;
}

/** What an auditor can ask of a log. Each throws a `Refusal` when it has no answer. */
export class Auditor {
  readonly #sources: AreaSources & ShowSources;
  readonly #end: () => Position;

  constructor({ store, keys, records, units, end = () => Infinity }: AuditorParts) {
    const reader = new AggregateReader(store, keys);
    this.#sources = {
      ...{ store, keys, reader },
      records: records ?? new FoldedRecords(reader),
      units: units ?? new LogUnits(store),
    };
    this.#end = end;
  }

  /** Who held what in a commune or hamlet; of a unit above, the figures of its communes. */
  async replay(request: ReplayRequest): Promise<ReplayedStaffing | ReplayedArea> {
    this.#requireRecorded(request);
    const { reader, records } = this.#sources;
    const replayed = await replayStaffing(reader, request, records);
    const isArea = replayed === 'above-communes';
    return answered(isArea ? await replayArea(this.#sources, request) : replayed, request);
  }

  async diff(request: DiffRequest): Promise<StaffingDiff> {
    this.#requireRecorded(request.before);
    this.#requireRecorded(request.after);
    return answered(await diffStaffing(this.#sources, request), request);
  }

  async log(request: LogRequest): Promise<LogPage> {
    this.#requireRecorded(request);
    return logPage(this.#sources.store, request);
  }

  /** `what` is the id or number of a case, the id of an event, or its place in the log. */
  async show(what: string): Promise<Shown> {
    const shown = await show(what, this.#sources);
    if (shown) return shown;
    if (/^\d{1,15}$/.test(what) && !isCaseNumber(what))
      this.#requireRecorded({ atPosition: Number(what) });
    throw new Refusal('not-found', 'in-the-log', {
      vi: `Sổ sự kiện không có hồ sơ hay sự kiện nào mang mã “${what}”.`,
      en: `The log holds no case and no event "${what}".`,
    });
  }

  async bisect(request: BisectRequest): Promise<Bisected> {
    this.#requireRecorded(request);
    return answered(await bisect(this.#sources.reader, request), request);
  }

  /** An answer up to a place that is yet to come would not be the same later on. */
  #requireRecorded({ atPosition }: { readonly atPosition: Position | null }): void {
    const end = this.#end();
    if (atPosition === null || atPosition <= end) return;
    throw new Refusal('invalid', 'position-recorded', {
      vi: `Sổ chưa có vị trí ${counted(atPosition)}: sự kiện cuối ở vị trí ${counted(end)}.`,
      en: `The log has no place ${atPosition} yet: its last event is at ${end}.`,
    });
  }
}

function answered<Answer extends object>(
  answer: Answer | NoReplay,
  { unitId }: { readonly unitId: string },
): Answer {
  if (typeof answer === 'string') throw noReplay(answer, unitId);
  return answer;
}
