import { localTime, opened, type OpenedText, type PrivateText } from '#libs/domain';
import type { RecordedEvent } from '#libs/event-store';

import { day, number } from '../output.js';
import { stepWordsOf, withWords } from './data-words.js';
import { actorWords, eventWord, textWords } from './words.js';

type Names = Readonly<Record<string, OpenedText>>;

/** An event with everything that stands beside its data, a line each. */
export function eventInFull(event: RecordedEvent, names: Names): string {
  const {
    position,
    stream,
    revision,
    id,
    type,
    version,
    effectiveOn,
    recordedAt,
    actor,
    commandId,
    meta,
  } = event;
  const lines: readonly (readonly [string, string])[] = [
    ['Sự kiện', `${happenedWords(event)} (${type}, phiên bản ${version})`],
    ['Mã', id],
    ['Vị trí', `${number(position)}; sự kiện thứ ${number(revision + 1)} của ${stream}`],
    ['Ngày hiệu lực', day(effectiveOn)],
    ['Ghi nhận', `${localTime(recordedAt)} (${recordedAt})`],
    ['Người thực hiện', actorWords(actor, names)],
    [isOfCase(event) ? 'Hồ sơ' : 'Chung một việc', meta.correlationId],
    ['Yêu cầu', commandId],
    ...(meta.causationId === null ? [] : [['Do sự kiện', meta.causationId] as const]),
    ...(meta.policies.length === 0 ? [] : [['Quy tắc', meta.policies.join(', ')] as const]),
  ];
  const width = Math.max(...lines.map(([label]) => label.length));
  return [
    ...lines.map(([label, words]) => `${label.padEnd(width)}  ${words}`),
    ...dataLines(event, names).map((line) => `  ${line}`),
  ].join('\n');
}

/** What happened, in a few words. */
export function happenedWords(event: Pick<RecordedEvent, 'type' | 'data'>): string {
  return stepWordsOf(event) ?? eventWord(event.type);
}

/** What was set up, or is about the log itself, is of no case. */
function isOfCase({ stream, data, meta: { correlationId } }: RecordedEvent): boolean {
  return stream === `proposal-${correlationId}` || data.proposalId === correlationId;
}

/** Private texts as words; the salt says nothing to anybody. */
function dataLines({ data }: RecordedEvent, names: Names): string[] {
  const readable = JSON.stringify(
    data,
    (key, value: unknown) => {
      if (key === '$salt') return undefined;
      if (key === 'personId' && typeof value === 'string') return personWords(value, names);
      return isPrivate(value) ? privateWords(value) : value;
    },
    2,
  );
  return readable.split('\n').slice(1, -1).map(withWords);
}

function personWords(personId: string, names: Names): string {
  if (!Object.hasOwn(names, personId)) return personId;
  return `${personId} (${textWords(names[personId] ?? null)})`;
}

/** Opened, or as it stands in the log. */
type PrivateValue = PrivateText | Pick<PrivateText, '$private'>;

function privateWords(value: PrivateValue): string {
  return 'text' in value ? textWords(opened(value)) : `[dữ liệu cá nhân của ${value.$private}]`;
}

function isPrivate(value: unknown): value is PrivateValue {
  return typeof value === 'object' && value !== null && '$private' in value;
}
