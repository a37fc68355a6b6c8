import {
  parseConnectionString,
  type ConnectionSettings,
  type Credentials,
} from '../connection-string.js';
import { leastPrivilege, type AccessDifference } from './access-list.js';
import { ServerDesk } from './server-desk.js';
import { writeAccessList } from './settings-stream.js';

const PROBLEMS = {
  'plain-text': 'Without TLS a server knows no users.',
  missing: 'A connection string names no user.',
  group: 'A name that begins with $ is that of a group of the server.',
  administrator: 'The user of the log must not be the administrator.',
} as const;

export type UserProblem = keyof typeof PROBLEMS;

/** No rights can be given to the user of the connection string. */
export class UnusableUser extends Error {
  override readonly name = 'UnusableUser';

  constructor(readonly problem: UserProblem) {
    super(PROBLEMS[problem]);
  }
}

/** What an administrator does once, so that our user can do its work and nothing beside it. */
export class ServerAdministration {
  readonly #settings: ConnectionSettings;
  readonly #user: Credentials;
  readonly #desk: ServerDesk;

  /** For the user that `ours` names. Throws `ConnectionStringRefused` and `UnusableUser`. */
  constructor(admin: string, ours: string) {
    this.#settings = parseConnectionString(admin);
    this.#user = userOf(parseConnectionString(ours), this.#settings);
    this.#desk = new ServerDesk(this.#settings);
  }

  get user(): string {
    return this.#user.username;
  }

  /** Answers whether it was made: one that exists keeps its password. */
  async createUser(): Promise<boolean> {
    const { createUser, userDetails } = await import('./users.js');
    const known = await this.#desk.ask(userDetails(this.#settings, this.user));
    return known ? false : this.#desk.ask(createUser(this.#settings, this.#user));
  }

  /** Answers what was different before; nothing is written where nothing is. */
  setAccessList(): Promise<readonly AccessDifference[]> {
    return writeAccessList(this.#desk, leastPrivilege(this.user));
  }

  close(): void {
    this.#desk.close();
  }
}

function userOf(ours: ConnectionSettings, admin: ConnectionSettings): Credentials {
  if (!ours.isSecure || !admin.isSecure) throw new UnusableUser('plain-text');
  if (!ours.credentials || !admin.credentials) throw new UnusableUser('missing');
  const { username } = ours.credentials;
  if (username.startsWith('$')) throw new UnusableUser('group');
  if (username === admin.credentials.username) throw new UnusableUser('administrator');
  return ours.credentials;
}
