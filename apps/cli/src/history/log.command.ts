import { once } from 'node:events';

import { logPages, type LogRequest } from '#libs/audit';
import { localTime } from '#libs/domain';
import type { RecordedEvent } from '#libs/event-store';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { day, number } from '../output.js';
import { countFrom, dayFrom, knownFrom, momentFrom, type KnownArguments } from './arguments.js';
import { askAuditor } from './auditor-at-hand.js';
import { eventInFull, happenedWords } from './event-words.js';
import { actorWords, knownTypes } from './words.js';

export interface LogArguments extends KnownArguments {
  readonly since?: string;
  readonly until?: string;
  readonly asOf?: string;
  readonly actor?: string;
  readonly type?: string;
  readonly proposal?: string;
  readonly unit?: string;
  readonly after?: string;
  readonly limit?: string;
  readonly format?: string;
  readonly json: boolean;
}

const FORMATS = {
  oneline: (event: RecordedEvent) =>
    [
      number(event.position).padStart(9),
      localTime(event.recordedAt),
      day(event.effectiveOn),
      event.stream,
      happenedWords(event),
      actorWords(event.actor),
    ].join('  '),
  full: (event: RecordedEvent) => `${eventInFull(event, {})}\n`,
  jsonl: (event: RecordedEvent) => JSON.stringify(event),
} as const;

/** Prints the events that match, in log order, as they are found; private texts stay closed. */
export async function runLog(args: LogArguments, env: NodeJS.ProcessEnv): Promise<ExitCode> {
  const format = formatOf(args);
  const request = requestOf(args);
  let shown = 0;
  const { code } = await askAuditor(env, async (auditor) => {
    for await (const event of logPages((page) => auditor.log(page), request)) {
      shown++;
      if (!(await written(FORMATS[format](event)))) break;
    }
  });
  if (shown > 0 || code !== EXIT.ok) return code;
  throw new CommandFailure(EXIT.noData, noneWords(args));
}

/** A misspelt type finds nothing either; other software's types have no name here. */
function noneWords({ type }: LogArguments): string {
  const none = 'Không có sự kiện nào như vậy trong sổ.';
  if (type === undefined || knownTypes.includes(type)) return none;
  return `${none} Tờ Trình không ghi loại sự kiện ${type}; các loại: ${knownTypes.join(', ')}.`;
}

function requestOf(args: LogArguments): LogRequest {
  const { since, until, asOf, after, limit } = args;
  const { knownAt, atPosition } = knownFrom(args);
  const recordedBy = until === undefined ? null : momentFrom('--until', until, 'last');
  return {
    since: since === undefined ? null : momentFrom('--since', since, 'first'),
    until:
      recordedBy && knownAt
        ? recordedBy < knownAt
          ? recordedBy
          : knownAt
        : (recordedBy ?? knownAt),
    asOf: asOf === undefined ? null : dayFrom('--as-of', asOf),
    actor: args.actor ?? null,
    type: args.type ?? null,
    proposal: args.proposal ?? null,
    unit: args.unit ?? null,
    after: after === undefined ? 0 : countFrom('--after', after, 0),
    atPosition,
    limit: limit === undefined ? Number.MAX_SAFE_INTEGER : countFrom('--limit', limit, 1),
  };
}

function formatOf({ format = 'oneline', json }: LogArguments): keyof typeof FORMATS {
  if (json) return 'jsonl';
  if (Object.hasOwn(FORMATS, format)) return format as keyof typeof FORMATS;
  const known = Object.keys(FORMATS).join(', ');
  throw new CommandFailure(EXIT.usage, `--format ${format}: phải là một trong ${known}.`);
}

/** Waits for whoever reads; `false` once nobody does. */
async function written(text: string): Promise<boolean> {
  const { stdout } = process;
  if (stdout.destroyed || stdout.errored) return false;
  if (!stdout.write(`${text}\n`))
    await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]);
  return !stdout.destroyed;
}
