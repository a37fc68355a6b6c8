import { isIP } from 'node:net';
import { parseConnectionString, type ConnectionSettings } from '../connection-string.js';

/** What a connection string says, without what nobody but the server may know. */
export interface ServerAddress {
  readonly hosts: readonly string[];
  readonly user: string | null;
  readonly isEncrypted: boolean;
  /** All hosts are this machine. */
  readonly isLoopback: boolean;
}

/** Throws `ConnectionStringRefused`, whose message repeats no value. */
export function serverAddressIn(connectionString: string): ServerAddress {
  return addressFrom(parseConnectionString(connectionString));
}

export function addressFrom({ hosts, credentials, isSecure }: ConnectionSettings): ServerAddress {
  return {
    hosts: hosts.map(({ address, port }) => `${address}:${port}`),
    user: credentials?.username ?? null,
    isEncrypted: isSecure,
    isLoopback: hosts.every(({ address }) => isLoopback(address)),
  };
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || (isIP(address) === 4 && address.startsWith('127.'));
}
