import { counted, type Sentence } from '#libs/domain';

import type { CheckName, Finding } from './finding.js';
import type { Summary } from './log-verifier.js';
import type { Verdict } from './verify-export.js';

/** A verdict as programs read it; the exit code says the same. */
export interface VerdictAnswer extends Summary {
  readonly ok: boolean;
  readonly finding: Omit<Finding, 'sentence'> | null;
  readonly sentence: Sentence | null;
}

export function verdictAnswer({ finding, summary }: Verdict): VerdictAnswer {
  if (!finding) return { ok: true, ...summary, finding, sentence: null };
  const { sentence, ...rest } = finding;
  return { ok: false, ...summary, finding: rest, sentence };
}

/**
 * A log of which not one line was read; `isFinding`: because somebody was at it. `index`: of the
 * first event that is known to be hit.
 */
export function unreadAnswer(sentence: Sentence, isFinding: boolean, index = 0): VerdictAnswer {
  const place = { index, stream: null, revision: null, id: null };
  return {
    ok: false,
    ...{ origin: '', events: 0, streams: 0, foreignEvents: 0, root: '', checkpoints: 0 },
    ...{
      signedEvents: 0,
      witnesses: 0,
      witnessedEvents: 0,
      heldEvents: 0,
      trustsOnFirstUse: false,
    },
    finding: isFinding ? { check: 'log-file', place, since: 0 } : null,
    sentence,
  };
}

/** A verdict for people, in lines. What it quotes of the log cannot write the terminal. */
export function verdictWords({ finding, summary }: Verdict): string {
  const lines = finding ? findingWords(finding) : soundWords(summary);
  return lines.map((line) => line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')).join('\n');
}

function findingWords(finding: Finding): string[] {
  const { sentence, check, rule } = finding;
  return [
    `SỔ KHÔNG TOÀN VẸN (${rule ?? check}): ${whereIn(finding)}.`,
    sentence.vi,
    ...rangeWords(finding),
    `NOT INTACT ${whereInEnglish(finding)}: ${sentence.en}`,
  ];
}

function whereIn({ place: { index, stream, revision, id }, about }: Finding): string {
  const before = index === 0 ? 'trước sự kiện đầu tiên' : `sau sự kiện thứ ${counted(index)}`;
  if (about === 'checkpoint') return `điểm niêm phong ${before}`;
  if (about === 'log') return `cuối sổ, ${before}`;
  const event = `sự kiện thứ ${counted(index + 1)}`;
  return stream === null ? event : `${event}, luồng ${stream}, số ${revision ?? 0}, mã ${id ?? ''}`;
}

function whereInEnglish({ place: { index }, about }: Finding): string {
  if (about === 'checkpoint') return `at the checkpoint after ${index} events`;
  return about === 'log' ? `at the end, after ${index} events` : `at event ${index + 1}`;
}

/** Checks that say of no event that it is wrong, only that nobody vouches for it. */
const UNVOUCHED: ReadonlySet<CheckName> = new Set(['signature', 'witness', 'keys']);

/** Where else the cause may lie, or what nobody vouches for. */
function rangeWords({ place: { index }, since, endsEarly, check, about }: Finding): string[] {
  if (since >= index) return [];
  const from = `từ thứ ${counted(since + 1)} đến thứ`;
  if (endsEarly)
    return [`Sự kiện ${from} ${counted(index)} có trong tệp, nhưng ${nobodyVouches(check)}.`];
  if (check === 'checkpoint-place')
    return [
      `Chỗ bị bỏ hoặc thêm nằm sau sự kiện thứ ${counted(since)}, đã niêm phong đúng đến đó.`,
    ];
  if (UNVOUCHED.has(check)) return [`Sự kiện ${from} ${counted(index)} ${nobodyVouches(check)}.`];
  return [`Sự kiện sai nằm trong khoảng ${from} ${counted(about ? index : index + 1)}.`];
}

function nobodyVouches(check: CheckName): string {
  return check === 'witness'
    ? 'chưa có bên chứng kiến nào bảo đảm'
    : 'chưa có điểm niêm phong nào bảo đảm';
}

function soundWords(summary: Summary): string[] {
  const { events, streams, checkpoints, signedEvents, heldEvents } = summary;
  return [
    `Sổ toàn vẹn: ${counted(events)} sự kiện, ${counted(streams)} luồng, tên sổ ${summary.origin}.`,
    `Gốc cây băm: ${summary.root}`,
    `Điểm niêm phong: ${counted(checkpoints)}, đã ký đến ${counted(signedEvents)} sự kiện, ` +
      `${witnessWords(summary)}, ${heldWords(heldEvents)}.`,
    ...unsignedWords(summary),
    ...firstUseWords(summary),
    ...foreignWords(summary),
    `Intact: ${events} events, signed up to ${signedEvents}, ${witnessedInEnglish(summary)}.`,
  ];
}

/** Where no witness is believed, nothing was looked for, which is not the same as none. */
function witnessWords({ witnesses, witnessedEvents }: Summary): string {
  return witnesses === 0
    ? 'chưa xét bên chứng kiến nào'
    : `có chứng kiến đến ${counted(witnessedEvents)}`;
}

function heldWords(heldEvents: number): string {
  return heldEvents === 0
    ? 'không có điểm đang giữ để so'
    : `khớp điểm đang giữ đến ${counted(heldEvents)}`;
}

function witnessedInEnglish({ witnesses, witnessedEvents }: Summary): string {
  return witnesses === 0 ? 'no witness asked for' : `witnessed up to ${witnessedEvents}`;
}

function unsignedWords({ events, signedEvents }: Summary): string[] {
  if (signedEvents === events) return [];
  return [`${counted(events - signedEvents)} sự kiện cuối chưa có điểm niêm phong nào bảo đảm.`];
}

function firstUseWords({ trustsOnFirstUse, checkpoints }: Summary): string[] {
  if (!trustsOnFirstUse || checkpoints === 0) return [];
  return [
    'Lưu ý: không có --vkey nên tin khóa ghi trong chính sổ này (tin lần đầu). Ai làm giả cả sổ cũng thay được khóa đó: hãy lấy khóa từ nguồn khác.',
    'Note: no --vkey was given, so the keys are those the log itself names (trust on first use).',
  ];
}

function foreignWords({ foreignEvents }: Summary): string[] {
  if (foreignEvents === 0) return [];
  return [
    `${counted(foreignEvents)} sự kiện thuộc luồng lạ: được niêm phong nhưng không xét nội dung.`,
  ];
}
