import { CommandFailure, EXIT } from './exit.js';

const CLUSTER = /^(?:esdb|kurrentdb|kurrent|kdb)(?:\+discover)?:\/\//;

/** The connection string of the server that keeps the log; `null` where the log is embedded. */
export function serverUrlFrom({ EVENT_STORE_URL: url }: NodeJS.ProcessEnv): string | null {
  if (!url || url.startsWith('sqlite:')) return null;
  if (CLUSTER.test(url)) return url;
  throw new CommandFailure(
    EXIT.usage,
    'EVENT_STORE_URL phải bắt đầu bằng esdb://, esdb+discover://, kurrentdb:// hoặc sqlite:.',
  );
}

/** A connection string that cannot be used; its own words repeat none of its values. */
export function unusableUrl(setting: string, { message }: Error): CommandFailure {
  return new CommandFailure(EXIT.usage, `${setting} không dùng được. (${message})`);
}
