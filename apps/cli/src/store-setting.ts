import { storePlaceFrom, UnusableSetting } from '#libs/runtime';

import { CommandFailure, EXIT } from './exit.js';

/** The connection string of the server that keeps the log; `null` where the log is embedded. */
export function serverUrlFrom(env: NodeJS.ProcessEnv): string | null {
  try {
    return storePlaceFrom(env).eventStoreUrl;
  } catch (error) {
    if (error instanceof UnusableSetting) throw new CommandFailure(EXIT.usage, error.message);
    throw error;
  }
}

/** A connection string that cannot be used; its own words repeat none of its values. */
export function unusableUrl(setting: string, { message }: Error): CommandFailure {
  return new CommandFailure(EXIT.usage, `${setting} không dùng được. (${message})`);
}
