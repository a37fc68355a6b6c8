import type { RoleGrant } from '../../kernel/actor.js';
import type { EventOf, Upcasters } from '../../kernel/decider.js';
import type { PrivateText } from '../../kernel/private-text.js';

// Type names and shapes below are the storage format: never edit one in place, add an upcaster.
// No password and no hash of one stands here: a log is kept for ever, a secret must not be.
export type AccountEvent = EventOf<
  'AccountOpened',
  {
    readonly accountId: string;
    readonly personId: string;
    readonly username: string;
    readonly displayName: PrivateText;
    readonly roles: readonly RoleGrant[];
    /** An invented account with a published password: refused outside a demonstration. */
    readonly demonstration: boolean;
  }
>;

export const accountUpcasters: Upcasters<AccountEvent> = { AccountOpened: [] };
