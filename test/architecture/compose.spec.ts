import { describe, expect, it } from '@jest/globals';

import { composeFile, textOf, volumesOf, type Compose } from './compose-file.js';
import { composeRules } from './compose-rules.js';

const compose = composeFile();

describe.each(composeRules)('docker-compose.yml: $name', ({ offences, spoil }) => {
  it('holds', () => {
    expect(offences(compose)).toEqual([]);
  });

  it('or it would be noticed', () => {
    const broken: Compose = structuredClone(compose);
    spoil(broken);
    expect(offences(broken)).not.toEqual([]);
  });
});

describe('what looks like a secret', () => {
  const rule = composeRules.find(({ name }) => name.includes('no secret'));

  it.each([
    ['a password in an address', { EVENT_STORE_URL: 'esdb://totrinh:w0rd@kurrentdb-1:2113' }],
    ['a password by its name', { KURRENTDB_DEFAULT_ADMIN_PASSWORD: 'changeit' }],
    ['random digits', { SEED: '9f86d081884c7d659a2feaa0c55ad015' }],
  ])('is noticed: %s', (_, environment: Record<string, string>) => {
    const broken = structuredClone(compose);
    Object.assign(broken.services['api-1'] ?? {}, { environment });
    expect(rule?.offences(broken)).toEqual(['api-1']);
  });

  it('is not the path of a file', () => {
    const innocent = structuredClone(compose);
    const environment = { TOTRINH_SEAL_KEY: '/seal-key/totrinh.key' };
    Object.assign(innocent.services['api-1'] ?? {}, { environment });
    expect(rule?.offences(innocent)).toEqual([]);
  });
});

describe('the images', () => {
  const { version, dependencies } = JSON.parse(textOf('package.json')) as {
    version: string;
    dependencies: Record<string, string>;
  };
  const dockerfile = textOf('docker/Dockerfile');

  it('bear the version of the package', () => {
    const ours = Object.values(compose.services).map(({ image = '' }) => image);
    expect(new Set(ours.filter((image) => image.startsWith('totrinh')))).toEqual(
      new Set([`totrinh:${version}`, `totrinh-prepare:${version}`]),
    );
  });

  it('have the Node that the package pins, and nothing unpinned', () => {
    const nodeImage = /^ARG NODE_IMAGE=node:([\d.]+)-/m.exec(dockerfile)?.[1];
    expect(nodeImage).toBe(dependencies.node);
    const from = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(from.filter((image) => image !== '${NODE_IMAGE}' && image !== 'packages')).toEqual([]);
  });

  it('are built from a list, so that no secret gets in', () => {
    const [first, ...rest] = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(first).toBe('*');
    const admitted = rest.filter((line) => line.startsWith('!'));
    expect(admitted.filter((line) => /secret|data|\.env|\.git/.test(line))).toEqual([]);
  });

  it('have a folder of the right owner for each volume that is first seen there', () => {
    const folders = new Set(dockerfile.split(/\s+/).map((word) => word.replace(/^\//, '')));
    const firstSeen = ['prepare', 'set-up', 'api-1', 'worker-1'].flatMap((name) =>
      volumesOf(compose.services[name] ?? {}),
    );
    expect(firstSeen.length).toBeGreaterThan(10);
    for (const { target } of firstSeen) expect(folders).toContain(target.slice(1));
  });
});

describe('git', () => {
  it('does not see the secrets', () => {
    expect(textOf('.gitignore').split('\n')).toEqual(
      expect.arrayContaining(['/docker/secrets/', '/.env']),
    );
  });
});
