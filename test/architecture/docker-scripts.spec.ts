import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { copyFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const DOCKER = fileURLToPath(new URL('../../docker/', import.meta.url));
const scripts = readdirSync(DOCKER).filter((name) => name.endsWith('.sh'));
const searched = (process.env.PATH ?? '').split(delimiter);
const hasShellcheck = searched.some((folder) => existsSync(join(folder, 'shellcheck')));
const isRoot = process.getuid?.() === 0;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'totrinh-docker-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the scripts of docker/', () => {
  it('are there', () => {
    expect(scripts).toEqual(['certificates.sh', 'make-secrets.sh', 'start-kurrentdb.sh']);
  });

  it.each(scripts)('can be read by any shell: %s', (name) => {
    expect(spawnSync('sh', ['-n', join(DOCKER, name)]).status).toBe(0);
  });

  it('or it would be noticed', () => {
    writeFileSync(join(root, 'broken.sh'), 'if true; then echo\n');
    expect(spawnSync('sh', ['-n', join(root, 'broken.sh')]).status).not.toBe(0);
  });

  (hasShellcheck ? it.each(scripts) : it.skip.each(scripts))('please shellcheck: %s', (name) => {
    expect(spawnSync('shellcheck', [join(DOCKER, name)], { encoding: 'utf8' }).stdout).toBe('');
  });
});

describe('make-secrets.sh', () => {
  const secret = (name: string) => readFileSync(join(root, 'docker', 'secrets', name), 'utf8');
  const all = () => {
    const names = readdirSync(join(root, 'docker', 'secrets')).sort();
    return names.map((name) => [name, secret(name)]);
  };
  const make = (env: NodeJS.ProcessEnv = {}) =>
    spawnSync('sh', [join(root, 'docker', 'make-secrets.sh')], {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });
  beforeEach(() => {
    mkdirSync(join(root, 'docker'));
    copyFileSync(join(DOCKER, 'make-secrets.sh'), join(root, 'docker', 'make-secrets.sh'));
  });

  it('makes each secret for its owner only', () => {
    expect(make().status).toBe(0);
    const names = all().map(([name]) => name);
    expect(names).toHaveLength(9);
    for (const name of names)
      expect(statSync(join(root, 'docker', 'secrets', name ?? '')).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'docker', 'secrets')).mode & 0o777).toBe(0o700);
  });

  it('makes what their readers take', () => {
    make();
    expect(secret('kek')).toMatch(/^[0-9a-f]{64}$/);
    const { username, password, host } = new URL(secret('redis-url'));
    expect({ username, password, host }).toEqual({
      username: '',
      password: secret('redis-password'),
      host: 'redis:6379',
    });
    expect(secret('redis-auth')).toBe(`requirepass ${password}\n`);
    expect(secret('event-store-url')).toContain(`//totrinh:${secret('event-store-password')}@`);
    expect(secret('event-store-admin-url')).toContain(
      `//admin:${secret('event-store-admin-password')}@kurrentdb-1:2113,`,
    );
  });

  it('makes no two alike', () => {
    make();
    const random = ['kek', 'event-store-password', 'redis-password', 'event-store-ops-password'];
    expect(new Set(random.map((name) => secret(name).slice(0, 16))).size).toBe(random.length);
  });

  it('leaves alone what is there, and makes what is gone', () => {
    make();
    const before = all();
    expect(make().stderr).toBe('');
    expect(all()).toEqual(before);
    rmSync(join(root, 'docker', 'secrets', 'redis-url'));
    expect(make().stderr).toBe('docker/secrets/redis-url\n');
    expect(all()).toEqual(before);
  });

  (isRoot ? it : it.skip)('gives them away when root makes them', () => {
    make();
    expect(statSync(join(root, 'docker', 'secrets', 'kek')).uid).toBe(1000);
    expect(existsSync(join(root, '.env'))).toBe(false);
    expect(make({ RUN_AS: '1234:1234' }).status).toBe(0);
    expect(statSync(join(root, 'docker', 'secrets', 'kek')).uid).toBe(1234);
    expect(readFileSync(join(root, '.env'), 'utf8')).toBe('RUN_AS=1234:1234\n');
  });

  (isRoot ? it : it.skip)('does not decide between two owners', () => {
    writeFileSync(join(root, '.env'), 'RUN_AS=1001:1001\n');
    const { status, stderr } = make({ RUN_AS: '1234:1234' });
    expect(status).toBe(1);
    expect(stderr).toContain('make them agree');
  });
});
