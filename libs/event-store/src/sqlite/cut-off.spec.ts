import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { cutOffIn } from './cut-off.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'totrinh-cut-off-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A name that ends with a stroke is a folder, one that ends with 0 an empty file. */
function cutOffAmong(names: readonly string[]): string | undefined {
  for (const name of names)
    if (name.endsWith('/')) mkdirSync(join(directory, name));
    else writeFileSync(join(directory, name.replace(/ 0$/, '')), name.endsWith(' 0') ? '' : 'sổ');
  return cutOffIn(directory)?.en;
}

describe('a directory that holds this is of a restore or an import that was cut off', () => {
  it.each([
    ['restore', ['log.db.unfinished 0']],
    ['restore', ['log.db.unfinished', 'restored.json']],
    ['restore', ['log.db.unfinished', 'restored.json', 'checkpoints/', 'keys.db']],
    ['import', ['log.db.import', 'checkpoints/']],
  ])('%s: %j', (way, names) => {
    expect(cutOffAmong(names)).toContain(`run it again: totrinh ${way}`);
  });
});

describe('a directory that holds this is not', () => {
  it.each([
    ['nothing', []],
    ['a log', ['log.db', 'log.db.unfinished', 'log.db.import', 'checkpoints/']],
    ['an import that has put nothing in its place', ['log.db.import', 'checkpoints.import/']],
    ['a mark alone', ['restored.json', 'checkpoints/']],
    ['checkpoints of a lost log, and no mark', ['log.db.unfinished', 'checkpoints/', 'keys.db']],
    ['them, and nothing restored', ['log.db.unfinished 0', 'restored.json', 'checkpoints/']],
    ['them, and nothing imported', ['log.db.import 0', 'checkpoints/']],
    ['them, and an import cut early', ['log.db.import', 'checkpoints.import/', 'checkpoints/']],
  ])('%s: %j', (_what, names) => {
    expect(cutOffAmong(names)).toBeUndefined();
  });
});
