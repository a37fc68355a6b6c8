import { StoreUnavailable, type ServerAddress, type ServerAdministration } from '#libs/event-store';

import { CommandFailure, EXIT } from '../exit.js';
import { unavailableWords } from '../server-words.js';

/** The administrator's side of a server; there is none in plain text, where all are alike. */
export interface Administrator {
  readonly address: ServerAddress;
  readonly administration: ServerAdministration;
}

/** A server that is being set up. */
export interface ClusterPlace {
  readonly env: NodeJS.ProcessEnv;
  /** As `EVENT_STORE_URL` names it. */
  readonly url: string;
  readonly address: ServerAddress;
  readonly administrator: Administrator | null;
}

/** Answers what it did, or found done, in lines. Throws `CommandFailure` where it cannot go on. */
export type SetUpStep = (place: ClusterPlace) => Promise<readonly string[]>;

/** Asks as the administrator, and tells why the server does not answer. */
export async function asAdministrator<Answer>(
  { address, administration }: Administrator,
  ask: (administration: ServerAdministration) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask(administration);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const { sentence, advice } = unavailableWords(error, address, 'TOTRINH_ADMIN_URL');
    const code = error.reason === 'refused' ? EXIT.notAllowed : EXIT.error;
    throw new CommandFailure(code, `${sentence} ${advice}`);
  }
}
