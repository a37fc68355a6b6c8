import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const SCRIPT = fileURLToPath(new URL('../../docker/certificates.sh', import.meta.url));
const NODES = ['kurrentdb-1', 'kurrentdb-2', 'kurrentdb-3'];

let certs: string;
const run = (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  spawnSync('sh', [SCRIPT, ...args], {
    env: { PATH: process.env.PATH, CERTS_DIR: certs, ...env },
    encoding: 'utf8',
  });
const file = (...path: readonly string[]) => readFileSync(join(certs, ...path), 'utf8');
const nodeCertificates = () => NODES.map((node) => file(node, 'node.crt'));

beforeAll(() => {
  certs = mkdtempSync(join(tmpdir(), 'totrinh-certs-'));
  for (const name of ['ca', 'ca-key', ...NODES]) mkdirSync(join(certs, name));
  expect(run().status).toBe(0);
});
afterAll(() => rmSync(certs, { recursive: true }));

describe('certificates.sh', () => {
  it('makes a certificate for each node, by one authority and under one common name', () => {
    const authority = new X509Certificate(file('ca', 'ca.crt'));
    expect(authority.ca).toBe(true);
    for (const [index, text] of nodeCertificates().entries()) {
      const certificate = new X509Certificate(text);
      expect(certificate.verify(authority.publicKey)).toBe(true);
      expect(certificate.subject).toContain('CN=eventstoredb-node');
      expect(certificate.checkHost(NODES[index] ?? '')).toBe(NODES[index]);
    }
  });

  it('shows the keys to their owner only, and the authority to everybody', () => {
    const modeOf = (...path: readonly string[]) => statSync(join(certs, ...path)).mode & 0o777;
    expect(NODES.map((node) => modeOf(node, 'node.key'))).toEqual([0o600, 0o600, 0o600]);
    expect(modeOf('ca-key', 'ca.key')).toBe(0o600);
    expect(modeOf('ca', 'ca.crt')).toBe(0o444);
  });

  it('lets nodes know each other, and clients know a node by its name', async () => {
    expect(await greeting('kurrentdb-1')).toBe('known');
    expect(await greeting('localhost')).toBe('known');
  });

  it('lets no node pass for another', async () => {
    expect(await greeting('kurrentdb-2')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('changes nothing while all is good', () => {
    const before = [file('ca', 'ca.crt'), ...nodeCertificates()];
    expect(run().stderr).toBe('');
    expect([file('ca', 'ca.crt'), ...nodeCertificates()]).toEqual(before);
  });

  it('makes anew what is gone, what runs out, and all when told', () => {
    const [first, ...others] = nodeCertificates();
    rmSync(join(certs, 'kurrentdb-1', 'node.crt'));
    expect(run().stderr).toBe('certificate of kurrentdb-1 made\n');
    expect(file('kurrentdb-1', 'node.crt')).not.toBe(first);
    expect(nodeCertificates().slice(1)).toEqual(others);

    expect(run([], { RENEW_DAYS: '731' }).stderr.match(/made/g)).toHaveLength(3);
    const [authority, before] = [file('ca', 'ca.crt'), nodeCertificates()];
    expect(run(['renew']).status).toBe(0);
    expect(file('ca', 'ca.crt')).toBe(authority);
    expect(nodeCertificates().filter((text) => before.includes(text))).toEqual([]);
  });

  it('makes no second authority under nodes that trust the first', () => {
    const key = file('ca-key', 'ca.key');
    rmSync(join(certs, 'ca-key', 'ca.key'));
    const { status, stderr } = run();
    writeFileSync(join(certs, 'ca-key', 'ca.key'), key);
    expect(status).toBe(1);
    expect(stderr).toContain('put it back');
  });

  it('does nothing that it was not told', () => {
    expect(run(['revoke']).status).toBe(2);
  });
});

/** What comes of it when a node, with its certificate, calls kurrentdb-1 under a name. */
async function greeting(name: string): Promise<string> {
  const ca = file('ca', 'ca.crt');
  const pair = (node: string) => ({ cert: file(node, 'node.crt'), key: file(node, 'node.key') });
  const server = createServer({ ...pair('kurrentdb-1'), ca, requestCert: true }, (socket) => {
    socket.on('error', () => undefined).end(socket.authorized ? 'known' : 'unknown');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', servername: name, ca, ...pair('kurrentdb-3') });
  try {
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    socket.destroy();
    server.close();
    await once(server, 'close');
  }
}
