import { StoreUnavailable } from '../../port.js';
import {
  accessDifferences,
  ADMINISTRATORS,
  leastPrivilege,
  type AccessDifference,
} from '../access/access-list.js';
import { ServerDesk } from '../access/server-desk.js';
import { readAccessList } from '../access/settings-stream.js';
import { parseConnectionString, type ConnectionSettings } from '../connection-string.js';
import { pageOfAll } from '../pages.js';
import type { Members } from './members.js';
import { addressFrom, type ServerAddress } from './server-address.js';

/** What came of a question: the answer, or why there is none. */
export type Asked<Value> = { readonly value: Value } | { readonly failure: StoreUnavailable };

export interface Rights {
  /** Where the access list differs from the least that we need; empty where it does not. */
  readonly differences: readonly AccessDifference[];
  /** Our user may do everything, whatever the list says. */
  readonly isAdministrator: boolean;
}

export interface ServerExamination {
  readonly address: ServerAddress;
  readonly members: Asked<Members>;
  /** Not asked where no node leads; neither is what follows. */
  readonly readsLog: Asked<true> | null;
  /** `null` also where nobody is told apart: in plain text, and without a user. */
  readonly rights: Asked<Rights> | null;
}

/** Asks a server what an operator wants to know of it. Throws `ConnectionStringRefused`. */
export async function examineServer(connectionString: string): Promise<ServerExamination> {
  const settings = parseConnectionString(connectionString);
  const address = addressFrom(settings);
  const { examineMembers } = await import('./members.js');
  const members = await asked(examineMembers(settings));
  if (!('value' in members) || !members.value.leader)
    return { address, members, readsLog: null, rights: null };
  const desk = new ServerDesk(settings);
  try {
    const ask = desk.ask.bind(desk);
    const readsLog = await asked(pageOfAll(ask, 0, 1).then(() => true as const));
    const rights = await rightsAt(desk, settings);
    return { address, members, readsLog, rights };
  } finally {
    desk.close();
  }
}

async function rightsAt(
  desk: ServerDesk,
  settings: ConnectionSettings,
): Promise<Asked<Rights> | null> {
  const { credentials, isSecure } = settings;
  if (!isSecure || !credentials) return null;
  const { username } = credentials;
  const { userDetails } = await import('../access/users.js');
  const work = async () => {
    const list = await readAccessList(desk);
    const details = await desk.ask(userDetails(settings, username));
    return {
      differences: accessDifferences(list, leastPrivilege(username)),
      isAdministrator: details?.groups.includes(ADMINISTRATORS) ?? false,
    };
  };
  return asked(work());
}

async function asked<Value>(answer: Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await answer };
  } catch (error) {
    if (error instanceof StoreUnavailable) return { failure: error };
    throw error;
  }
}
