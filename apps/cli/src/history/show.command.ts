import type { Cause, Origin, Shown, ShownCase, ShownEvent } from '#libs/audit';
import { localTime, localDay } from '#libs/domain';

import type { ExitCode } from '../exit.js';
import { answer, day, number } from '../output.js';
import { countFrom, isCount } from './arguments.js';
import { askAuditor } from './auditor-at-hand.js';
import { eventInFull, happenedWords } from './event-words.js';
import { actorWords, eventWord } from './words.js';

/** Prints one event with all that led to it, or the whole history of a case. */
export async function runShow(
  what: string,
  { json }: { readonly json: boolean },
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const named = asKnown(what);
  const { said: shown, code } = await askAuditor(env, (auditor) => auditor.show(named));
  answer(json ? JSON.stringify(shown) : inWords(shown));
  return code;
}

/** As our own answers write it: a position by thousands, a case by its stream. */
function asKnown(what: string): string {
  const isPlace = isCount(what) && (what.includes('.') || Number(what) === 0);
  if (isPlace) return String(countFrom('show', what, 1));
  return what.replace(/^proposal-/, '');
}

function inWords(shown: Shown): string {
  return shown.kind === 'case' ? caseWords(shown) : eventWords(shown);
}

function eventWords({ event, causes, origin, names }: ShownEvent): string {
  return [
    eventInFull(event, names),
    '',
    'Vì đâu mà có:',
    ...causes.map((cause, depth) => `${'  '.repeat(depth + 1)}← ${causeWords(cause, names)}`),
    `${'  '.repeat(causes.length + 1)}${originWords(origin, names)}`,
  ].join('\n');
}

function causeWords(cause: Cause, names: ShownEvent['names']): string {
  const { type, position, effectiveOn, recordedAt, actor } = cause;
  return (
    `${eventWord(type)}, vị trí ${number(position)}, hiệu lực ${day(effectiveOn)}, ` +
    `ghi nhận ${localTime(recordedAt)}, ${actorWords(actor, names)}`
  );
}

function originWords(origin: Origin, names: ShownEvent['names']): string {
  switch (origin.kind) {
    case 'person':
      return `Bắt đầu từ người: ${actorWords(origin.actor, names)}`;
    case 'timer':
      return `Bắt đầu từ hẹn giờ của hệ thống: ${actorWords(origin.actor, names)}`;
    case 'missing':
      return `Sổ không có sự kiện ${origin.eventId} mà sự kiện này dẫn chiếu.`;
  }
}

function caseWords({ proposalId, events, names }: ShownCase): string {
  return [
    `Hồ sơ ${proposalId}: ${number(events.length)} sự kiện`,
    ...events.map((event) => {
      const { position, effectiveOn, recordedAt, actor } = event;
      const late = effectiveOn < localDay(recordedAt) ? ' (ghi nhận muộn)' : '';
      return (
        `${number(position).padStart(9)}  hiệu lực ${day(effectiveOn)}  ` +
        `ghi nhận ${localTime(recordedAt)}${late}  ${happenedWords(event)}  ${actorWords(actor, names)}`
      );
    }),
  ].join('\n');
}
