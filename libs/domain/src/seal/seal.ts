import { authorise } from '../access/can.js';
import type { Capacity } from '../kernel/actor.js';
import type { CommandContext, Decider, EventOf } from '../kernel/decider.js';
import { localDay } from '../kernel/plain-date.js';
import { Refusal } from '../kernel/refusal.js';
import { sealUpcasters, type SealEvent } from './events.js';

type DataOf<Type extends SealEvent['type']> = Extract<SealEvent, { type: Type }>['data'];

/** What is done about the seals of a log; only whoever runs the service may. */
export type SealCommand = CommandContext &
  (
    | (DataOf<'SealKeyIntroduced'> & { readonly type: 'IntroduceSealKey' })
    | (DataOf<'SealKeyRetired'> & { readonly type: 'RetireSealKey' })
    | (DataOf<'LogRestored'> & { readonly type: 'AcceptRestore'; readonly vkey: string })
  );

/** Which keys sign the checkpoints of a log, and which have done so. */
export interface SealState {
  readonly signing: readonly string[];
  readonly retired: readonly string[];
  /** The log that this one goes on from. */
  readonly restored: DataOf<'LogRestored'> | null;
}

/** One stream a log: `seal-<last part of the log's origin>`. */
export const seal: Decider<SealState, SealCommand, SealEvent> = {
  category: 'seal',
  initial: { signing: [], retired: [], restored: null },
  decide,
  evolve,
  upcasters: sealUpcasters,
};

function decide(command: SealCommand, state: SealState): readonly SealEvent[] {
  const by = authorise(command.by, 'service.set-up', { unitPath: [] });
  switch (command.type) {
    case 'IntroduceSealKey':
      return introduce(command, by, state);
    case 'RetireSealKey':
      return retire(command, by, state);
    case 'AcceptRestore':
      return accept(command, by, state);
  }
}

function evolve(state: SealState, event: SealEvent): SealState {
  switch (event.type) {
    case 'LogRestored':
      return { ...state, restored: event.data };
    case 'SealKeyIntroduced':
      return { ...state, signing: [...state.signing, event.data.vkey] };
    case 'SealKeyRetired':
      return {
        ...state,
        signing: state.signing.filter((vkey) => vkey !== event.data.vkey),
        retired: [...state.retired, event.data.vkey],
      };
  }
}

function introduce(
  { vkey, at }: CommandContext & { readonly vkey: string },
  by: Capacity,
  { signing, retired }: SealState,
): SealEvent[] {
  if (signing.includes(vkey)) return [];
  if (retired.includes(vkey))
    throw new Refusal('conflict', 'seal-key-never-returns', {
      vi: 'Khóa niêm phong đã thôi dùng thì không dùng lại.',
      en: 'A seal key that was retired is not used again.',
    });
  return [today('SealKeyIntroduced', { vkey }, by, { at })];
}

function retire(
  { vkey, at }: CommandContext & { readonly vkey: string },
  by: Capacity,
  { signing, retired }: SealState,
): SealEvent[] {
  if (retired.includes(vkey)) return [];
  if (!signing.includes(vkey))
    throw new Refusal('not-found', 'seal-key-known', {
      vi: 'Sổ không ghi nhận khóa niêm phong này.',
      en: 'The log knows no such seal key.',
    });
  if (signing.length === 1)
    throw new Refusal('conflict', 'one-seal-key-stays', {
      vi: 'Đây là khóa niêm phong duy nhất: hãy thêm khóa mới trước khi thôi dùng khóa này.',
      en: 'This is the only seal key: introduce a new one before it is retired.',
    });
  return [today('SealKeyRetired', { vkey }, by, { at })];
}

/** The restore is the first thing known under the new name, and its key the second. */
function accept(
  { origin, previous, size, lost, vkey, at }: Extract<SealCommand, { type: 'AcceptRestore' }>,
  by: Capacity,
  { signing, restored }: SealState,
): SealEvent[] {
  if (signing.length > 0 || restored)
    throw new Refusal('conflict', 'restored-once', {
      vi: 'Sổ mang tên này đã được dùng: bản khôi phục cần một tên mới.',
      en: 'A log of this name is in use: a restored log needs a new one.',
    });
  return [
    today('LogRestored', { origin, previous, size, lost }, by, { at }),
    today('SealKeyIntroduced', { vkey }, by, { at }),
  ];
}

function today<Type extends string, Data extends object>(
  type: Type,
  data: Data,
  by: Capacity,
  { at }: Pick<CommandContext, 'at'>,
): EventOf<Type, Data> {
  return { type, effectiveOn: localDay(at), by, data };
}
