import { authorise, can } from '../access/can.js';
import type { CommandContext, Decider } from '../kernel/decider.js';
import { privateText } from '../kernel/private-text.js';
import { Refusal } from '../kernel/refusal.js';
import { personUpcasters, type PersonEvent } from './events.js';

export interface RegisterPerson extends CommandContext {
  readonly type: 'RegisterPerson';
  readonly personId: string;
  readonly communeId: string;
  readonly name: string;
}

/** Control and format characters: a name they stand in is read otherwise than it is written. */
const UNSEEN = /\p{C}/u;

export type PersonState = PersonEvent['data'] | null;

export const person: Decider<PersonState, RegisterPerson, PersonEvent> = {
  category: 'person',
  initial: null,
  decide: register,
  evolve: (_state, event) => event.data,
  upcasters: personUpcasters,
};

function register(command: RegisterPerson, state: PersonState): PersonEvent[] {
  const { personId, communeId, on } = command;
  const resource = { unitPath: [communeId] };
  const by =
    can(command.by, 'service.set-up', resource) ??
    authorise(command.by, 'person.register', resource);
  if (state?.communeId === communeId) return [];
  if (state)
    throw new Refusal('conflict', 'person-of-another-commune', {
      vi: 'Mã người này đã dùng ở một đơn vị khác.',
      en: 'This person code is in use in another unit.',
    });
  const name = command.name.trim().replace(/\s+/g, ' ');
  if (!/\p{L}/u.test(name))
    throw new Refusal('invalid', 'name-missing', {
      vi: 'Hãy nhập họ và tên.',
      en: 'Enter the full name.',
    });
  if (UNSEEN.test(name))
    throw new Refusal('invalid', 'name-readable', {
      vi: 'Họ và tên có ký tự ẩn: hãy gõ lại, đừng dán.',
      en: 'The name holds hidden characters: type it instead of pasting it.',
    });
  return [
    {
      type: 'PersonRegistered',
      effectiveOn: on,
      by,
      data: { personId, communeId, name: privateText(personId, name) },
    },
  ];
}
