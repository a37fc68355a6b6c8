import { describe, expect, it } from '@jest/globals';
import { ConnectionStringRefused, parseConnectionString } from './connection-string.js';

const SECRET = 's3cr3t-p4ss';

function refusalOf(text: string): string {
  try {
    parseConnectionString(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectionStringRefused);
    return (error as Error).message;
  }
  throw new Error('It was accepted.');
}

describe('a connection string', () => {
  it.each(['esdb', 'kurrentdb'])('with %s:// leads to its one host, over TLS', (scheme) => {
    expect(parseConnectionString(`${scheme}://log.example:2114`)).toMatchObject({
      hosts: [{ address: 'log.example', port: 2114 }],
      discovers: false,
      isSecure: true,
    });
  });

  it.each(['esdb+discover', 'kurrentdb+discover'])('with %s:// asks the host', (scheme) => {
    expect(parseConnectionString(`${scheme}://log.example`)).toMatchObject({
      hosts: [{ address: 'log.example', port: 2113 }],
      discovers: true,
    });
  });

  it('with several hosts asks them all', () => {
    const { hosts, discovers } = parseConnectionString('esdb://a:1,b:2,c/?tls=false');
    expect(hosts.map(({ address, port }) => `${address}:${port}`)).toEqual([
      'a:1',
      'b:2',
      'c:2113',
    ]);
    expect(discovers).toBe(true);
  });

  it('holds a user and a password with any characters, percent-encoded', () => {
    const { credentials } = parseConnectionString('esdb://t%C3%B4i:a%3Ab%40c%2Fd@localhost');
    expect(credentials).toEqual({ username: 'tôi', password: 'a:b@c/d' });
  });

  it('takes the options of the client, whatever their case', () => {
    const options = 'TLS=false&connectionName=b%C3%A0n&keepAliveInterval=20000&defaultDeadline=9';
    expect(parseConnectionString(`esdb://localhost?${options}`)).toMatchObject({
      isSecure: false,
      connectionName: 'bàn',
      keepAliveIntervalMs: 20_000,
      keepAliveTimeoutMs: 3_000,
    });
  });

  it.each([
    ['tsl=false', '"tsl"'],
    ['tls=no', '"tls"'],
    ['tls=false&TLS=true', '"TLS"'],
    ['keepAliveTimeout=-1', '"keepAliveTimeout"'],
    ['nodePreference=follower', '"nodePreference"'],
    ['throwOnAppendFailure=false', '"throwOnAppendFailure"'],
    ['tlsVerifyCert=false', 'tlsCAFile'],
    ['tls=false&tlsCAFile=package.json', 'tls=false'],
    ['userCertFile=package.json', 'userKeyFile'],
    ['tlsCAFile=no-such-file.pem', '(ENOENT)'],
    ['tls', 'tls'],
    ['=1', 'option=value'],
  ])('is refused with the option %s, in a sentence that names it', (option, named) => {
    expect(refusalOf(`esdb://u:${SECRET}@localhost?${option}`)).toContain(named);
  });

  it.each([
    `http://u:${SECRET}@localhost`,
    `esdb:u:${SECRET}@localhost`,
    `esdb://u:${SECRET}@`,
    `esdb://u:${SECRET}@local host`,
    `esdb://u:${SECRET}@localhost:${SECRET}`,
    `esdb://u:${SECRET}@localhost:99999`,
    `esdb://${SECRET}@localhost`,
    `esdb://u:${SECRET}%@localhost`,
    `esdb://u:${SECRET}@localhost/path`,
    `esdb://u:a/${SECRET}@localhost`,
    `esdb://u:a?${SECRET}=1@localhost`,
    `esdb://u:${SECRET}@localhost?tls=${SECRET}`,
    `esdb://u:${SECRET}@localhost?tlsCAFile=${SECRET}`,
    `esdb://u:${SECRET}@localhost?${SECRET}`,
  ])('is refused when malformed, and gives nothing away (%#)', (text) => {
    expect(refusalOf(text)).not.toContain(SECRET);
  });
});
