import type { RoleGrant } from '../../kernel/actor.js';
import type { CommandContext, Decider } from '../../kernel/decider.js';
import { sameJson } from '../../kernel/json.js';
import { privateText, type PrivateText } from '../../kernel/private-text.js';
import { Refusal } from '../../kernel/refusal.js';
import { authorise } from '../can.js';
import { accountUpcasters, type AccountEvent } from './events.js';

export interface OpenAccount extends CommandContext {
  readonly type: 'OpenAccount';
  readonly accountId: string;
  readonly personId: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly RoleGrant[];
  readonly demonstration: boolean;
}

export interface Account {
  readonly accountId: string;
  readonly personId: string;
  readonly username: string;
  readonly displayName: PrivateText;
  readonly roles: readonly RoleGrant[];
  readonly demonstration: boolean;
}

export type AccountState = Account | null;

export const account: Decider<AccountState, OpenAccount, AccountEvent> = {
  category: 'account',
  initial: null,
  decide: open,
  evolve: (_state, event) => event.data,
  upcasters: accountUpcasters,
};

function open(command: OpenAccount, state: AccountState): AccountEvent[] {
  const by = authorise(command.by, 'service.set-up', { unitPath: [] });
  if (state) {
    if (isSame(command, state)) return [];
    throw new Refusal('conflict', 'account-exists', {
      vi: `Mã tài khoản ${command.accountId} đã có.`,
      en: `Account ${command.accountId} already exists.`,
    });
  }
  const { accountId, personId, username, displayName, roles, demonstration, on } = command;
  return [
    {
      type: 'AccountOpened',
      effectiveOn: on,
      by,
      data: {
        accountId,
        personId,
        username,
        displayName: privateText(personId, displayName),
        roles,
        demonstration,
      },
    },
  ];
}

/** The display name is left out: it reads as nothing once its key has been erased. */
function isSame(command: OpenAccount, opened: Account): boolean {
  const { personId, username, roles, demonstration } = command;
  return sameJson(
    { personId, username, roles, demonstration },
    {
      personId: opened.personId,
      username: opened.username,
      roles: opened.roles,
      demonstration: opened.demonstration,
    },
  );
}
