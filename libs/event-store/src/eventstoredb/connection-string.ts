import { readFileSync } from 'node:fs';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface ConnectionSettings {
  readonly hosts: readonly Endpoint[];
  /** The hosts know the leader; otherwise the one host is it. */
  readonly discovers: boolean;
  readonly isSecure: boolean;
  /** PEM, as all files here. */
  readonly rootCertificate: Buffer | undefined;
  readonly userCertificate: Buffer | undefined;
  readonly userKey: Buffer | undefined;
  readonly credentials: Credentials | undefined;
  readonly connectionName: string | undefined;
  readonly keepAliveIntervalMs: number;
  readonly keepAliveTimeoutMs: number;
}

/** The connection string cannot be used; the message never repeats any of its values. */
export class ConnectionStringRefused extends Error {
  override readonly name = 'ConnectionStringRefused';
}

const SCHEME = /^(?:esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//;
const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const OPTION_NAME = /^[A-Za-z]{1,40}$/;
const PORT = 2113;
const PORT_MAX = 65_535;
/** A subscription on which nothing happens learns only from these that its server is gone. */
const KEEP_ALIVE_INTERVAL_MS = 3_000;
const KEEP_ALIVE_TIMEOUT_MS = 3_000;

type Check = (value: string) => string | null;

/** What each option may be; `null` is fine, a text says what it must be. */
const OPTIONS: Readonly<Record<string, Check>> = {
  tls: isBoolean,
  tlscafile: isPresent,
  usercertfile: isPresent,
  userkeyfile: isPresent,
  connectionname: isPresent,
  keepaliveinterval: isPositive,
  keepalivetimeout: isPositive,
  // The client's own limits: the store has others, so these are checked and have no effect.
  defaultdeadline: isPositive,
  discoveryinterval: isPositive,
  gossiptimeout: isPositive,
  maxdiscoverattempts: isPositive,
  // Other values would break a promise of the store.
  nodepreference: (value) =>
    value.toLowerCase() === 'leader' ? null : '"leader": other nodes may lag behind',
  throwonappendfailure: (value) =>
    value === 'true' ? null : '"true": the client answers wrongly without it',
  tlsverifycert: (value) =>
    value === 'true' ? null : '"true": name the certificate authority with tlsCAFile instead',
};

/**
 * Reads `esdb://[user:password@]host[:port][,…][?option=value&…]`, with `+discover` for a name
 * that leads to the nodes of a cluster; `kurrentdb` is another word for `esdb`.
 */
export function parseConnectionString(text: string): ConnectionSettings {
  const scheme = SCHEME.exec(text.trim());
  if (!scheme)
    refuse('It must begin with esdb://, esdb+discover://, kurrentdb:// or …+discover://.');
  const rest = text.trim().slice(scheme[0].length);
  const authorityEnd = rest.search(/[/?]/);
  const authority = authorityEnd < 0 ? rest : rest.slice(0, authorityEnd);
  const afterwards = authorityEnd < 0 ? '' : rest.slice(authorityEnd);
  if (afterwards.includes('@'))
    refuse('The characters / ? @ of a user name or a password must be percent-encoded.');
  const [, query = ''] = /^\/?(?:\?(.*))?$/s.exec(afterwards) ?? refuse('It must not hold a path.');
  const at = authority.lastIndexOf('@');
  const hosts = authority
    .slice(at + 1)
    .split(',')
    .map(parseHost);
  return {
    ...settingsFrom(parseOptions(query)),
    credentials: at < 0 ? undefined : parseCredentials(authority.slice(0, at)),
    hosts,
    discovers: hosts.length > 1 || scheme[1] !== undefined,
  };
}

function settingsFrom(options: ReadonlyMap<string, string>) {
  const isSecure = options.get('tls') !== 'false';
  const userCertificate = fileOf(options, 'userCertFile');
  const userKey = fileOf(options, 'userKeyFile');
  if (!userCertificate !== !userKey) refuse('userCertFile and userKeyFile belong together.');
  if (!isSecure && (options.has('tlscafile') || userCertificate))
    refuse('Certificates have no meaning with tls=false.');
  const interval = options.get('keepaliveinterval');
  const timeout = options.get('keepalivetimeout');
  return {
    isSecure,
    rootCertificate: fileOf(options, 'tlsCAFile'),
    userCertificate,
    userKey,
    connectionName: options.get('connectionname'),
    keepAliveIntervalMs: interval === undefined ? KEEP_ALIVE_INTERVAL_MS : Number(interval),
    keepAliveTimeoutMs: timeout === undefined ? KEEP_ALIVE_TIMEOUT_MS : Number(timeout),
  };
}

function parseCredentials(text: string): Credentials {
  const colon = text.indexOf(':');
  if (colon < 1) refuse('Before @ it must have user:password.');
  const [username, password] = [text.slice(0, colon), text.slice(colon + 1)].map((part) =>
    decoded(part, 'The user name or the password'),
  );
  if (!username || !password) refuse('The user name and the password must not be empty.');
  return { username, password };
}

function parseHost(text: string, index: number): Endpoint {
  const [address = '', port = String(PORT), ...more] = text.trim().split(':');
  const number = Number(port);
  if (!HOST.test(address) || more.length > 0) refuse(`Host ${index + 1} is not host or host:port.`);
  if (!/^\d+$/.test(port) || number < 1 || number > PORT_MAX)
    refuse(`The port of host ${index + 1} is not a number from 1 to ${PORT_MAX}.`);
  return { address, port: number };
}

function parseOptions(query: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', ...rest] = pair.split('=');
    if (!OPTION_NAME.test(name)) refuse('After ? it must have option=value, joined by &.');
    const key = name.toLowerCase();
    const check = OPTIONS[key] ?? refuse(`The option "${name}" is not known.`);
    if (options.has(key)) refuse(`The option "${name}" stands twice.`);
    const value = decoded(rest.join('='), `The option "${name}"`).trim();
    const must = check(value);
    if (must !== null) refuse(`The option "${name}" must be ${must}.`);
    options.set(key, value);
  }
  return options;
}

function fileOf(options: ReadonlyMap<string, string>, name: string): Buffer | undefined {
  const path = options.get(name.toLowerCase());
  try {
    return path === undefined ? undefined : readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return refuse(`The file of the option "${name}" cannot be read (${code}).`);
  }
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(`${what} is not percent-encoded rightly.`);
  }
}

function isBoolean(value: string): string | null {
  return value === 'true' || value === 'false' ? null : '"true" or "false"';
}

function isPresent(value: string): string | null {
  return value === '' ? 'given a value' : null;
}

function isPositive(value: string): string | null {
  return /^[1-9]\d{0,8}$/.test(value) ? null : 'a whole number above 0';
}

function refuse(why: string): never {
  throw new ConnectionStringRefused(`The connection string of the event store is wrong: ${why}`);
}
