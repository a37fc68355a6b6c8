import { localTime, type Instant } from '#libs/domain';
import { WITNESS_SKEW_MS } from '#libs/log-format';

import type { ReadEvent } from '../export/event-line.js';
import { fault, type Fault, type Place } from './finding.js';

interface Latest {
  readonly place: Place;
  readonly at: number;
}

/**
 * When events were recorded: never earlier than those before them, and within the times at which
 * witnesses saw the log grow. This is what tells an event that was written down later.
 */
export class RecordingClock {
  #latest = -Infinity;
  #notBefore = -Infinity;
  /** Of the events since the last cosigned checkpoint. */
  #latestSince: Latest | null = null;

  constructor(private readonly toleranceMs: number) {}

  /** The order of the log against the writers' clocks. */
  order({ recordedAt }: ReadEvent): Fault | null {
    const at = Date.parse(recordedAt);
    if (Number.isNaN(at))
      return fault(
        'clock',
        `Thời điểm ghi nhận ${recordedAt} không có thật.`,
        `There is no such moment as ${recordedAt}.`,
      );
    const latest = this.#latest;
    this.#latest = Math.max(latest, at);
    if (at >= latest - this.toleranceMs) return null;
    return fault(
      'clock',
      `Ghi lùi ngày: ghi nhận lúc ${recordedAt}, sau sự kiện đã ghi lúc ${instant(latest)}.`,
      `Back-dated: recorded at ${recordedAt}, after an event of ${instant(latest)}.`,
    );
  }

  /** The event against the last time a witness saw the log without it. */
  notBefore({ recordedAt }: ReadEvent, place: Place): Fault | null {
    const at = Date.parse(recordedAt);
    if (!this.#latestSince || at > this.#latestSince.at) this.#latestSince = { place, at };
    if (at >= this.#notBefore - WITNESS_SKEW_MS) return null;
    return fault(
      'window',
      `Ghi lùi ngày: ghi nhận lúc ${localTime(instant(at))} mà lúc ${localTime(instant(this.#notBefore))} bên chứng kiến chưa thấy.`,
      `Back-dated: recorded at ${recordedAt}, unseen by the witness at ${instant(this.#notBefore)}.`,
    );
  }

  /** A witness saw all events so far at this time, in seconds. */
  witnessed(seconds: number): { readonly fault: Fault; readonly place: Place } | null {
    const seen = seconds * 1_000;
    const latest = this.#latestSince;
    this.#notBefore = seen;
    this.#latestSince = null;
    if (!latest || latest.at <= seen + WITNESS_SKEW_MS) return null;
    const [moment, seenAt] = [instant(latest.at), instant(seen)];
    return {
      place: latest.place,
      fault: fault(
        'window',
        `Ghi tiến ngày: ghi nhận lúc ${localTime(moment)} mà bên chứng kiến đã thấy lúc ${localTime(seenAt)}.`,
        `Dated ahead: recorded at ${moment}, seen by the witness at ${seenAt}.`,
      ),
    };
  }
}

function instant(ms: number): Instant {
  return new Date(ms).toISOString() as Instant;
}
