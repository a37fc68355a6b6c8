import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { lockDataDirectory } from '#libs/event-store';
import { vinhThinh, vinhThinhData } from '#libs/scenarios';

import { readConfig } from '../../apps/api/src/config.js';
import { startService } from '../../apps/api/src/service/service.js';
import { runScenario as runThrough } from '../../apps/cli/src/scenario/scenario.command.js';
import { vinhThinhFigures } from '../../apps/cli/src/scenario/vinh-thinh-figures.js';
import { ServiceClient } from '../../apps/cli/src/service-client.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { replayed, resultOf, runScenario, WHOLE, type ScenarioSeen } from '../kit/scenario.js';
import { RunningService } from '../kit/service.js';

const sentence = /^\p{Lu}.*[à-ỹ].*\n$/u;

afterEach(async () => {
  jest.restoreAllMocks();
  await endPrograms();
  removeDirectories();
});

const cli = (dataDir: string, ...args: string[]) => runCli(args, { TOTRINH_DATA_DIR: dataDir });

describe('scenario', () => {
  it('prints nothing but JSON, and the same again; replay agrees each time', async () => {
    const dataDir = join(newDirectory(), 'data');
    const first = await runScenario(dataDir).ended;
    expect(first.stdout).toMatch(/^\{.*\}\n$/);
    expect(first.stderr).toMatch(/Hồ sơ 16\/16/);
    const result = resultOf(first);
    expect(result).toMatchObject({ scenario: 'vinh-thinh', ok: true, ...WHOLE });
    expect(result.figures.map(({ key, holds }) => `${key} ${holds}`)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((n) => `VT-${n} true`),
    );
    const alone = await replayed(dataDir, '2019-06-30');

    const service = await RunningService.start(dataDir);
    const again = resultOf(await runScenario(dataDir).ended);
    expect({ ...again, durationMs: 0 }).toEqual({ ...result, durationMs: 0 });
    expect(await replayed(dataDir, '2019-06-30')).toBe(alone);
    await service.stop();

    const table = await cli(dataDir, 'scenario', 'vinh-thinh');
    expect(table.code).toBe(0);
    expect(table.stdout).toMatch(
      /VT-6 .*41\.000\.000 .*40\.975\.000 .*-25\.000 .*đúng \(báo cáo làm tròn đến triệu đồng\)\n/,
    );
    expect(table.stdout).toMatch(/VT-4 .* đúng\n/);
  }, 120_000);

  it('says so when a figure does not hold', async () => {
    const [first, ...others] = vinhThinhData.hamletTitles;
    if (!first) throw new Error('A hamlet has titles.');
    // A title that stays pays more: heads stay the same, and only what is saved does not.
    const raised = others.map((title) =>
      title.id === 'h-head' ? { ...title, coefficient: title.coefficient + 20 } : title,
    );
    const changed = vinhThinh({ ...vinhThinhData, hamletTitles: [first, ...raised] });
    const service = await startService(
      readConfig(
        {
          ...{ PORT: '0', TOTRINH_DEMO: 'off', TOTRINH_DATA_DIR: newDirectory() },
          TOTRINH_KEK_FILE: join(newDirectory(), 'kek'),
          XDG_CONFIG_HOME: newDirectory(),
        },
        null,
      ),
      { worlds: [changed.world] },
    );
    const printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const code = await runThrough(
        { scenario: changed, figuresOf: vinhThinhFigures },
        {
          url: service.url,
          operator: new ServiceClient(service.url, service.operatorToken),
          person: () => new ServiceClient(service.url),
          release: () => Promise.resolve(),
        },
        { json: true },
      );
      expect(code).toBe(4);
    } finally {
      await service.stop();
    }
    const { ok, figures } = JSON.parse(String(printed.mock.calls[0]?.[0])) as ScenarioSeen;
    expect(ok).toBe(false);
    expect(figures.filter(({ holds }) => !holds).map(({ key }) => key)).toEqual(['VT-6']);
  }, 120_000);

  it('of an unknown name is a matter of usage, and makes nothing', async () => {
    const dataDir = join(newDirectory(), 'data');
    for (const name of ['nope', '__proto__', '']) {
      const { code, stdout, stderr } = await cli(dataDir, 'scenario', name, '--json');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(sentence);
    }
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('replay', () => {
  const at = (day: string, ...more: string[]) =>
    ['replay', '--unit', 'vinh-thinh', '--as-of', day, ...more] as const;

  it('says when there is nothing to replay, and makes nothing', async () => {
    const dataDir = join(newDirectory(), 'data');
    const { code, stdout, stderr } = await cli(dataDir, ...at('2019-06-30', '--json'));
    expect({ code, stdout }).toEqual({ code: 10, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('says when nobody has heard of the unit, with or without a service', async () => {
    const dataDir = newDirectory();
    const service = await RunningService.start(dataDir, { TOTRINH_DEMO: 'off' });
    const there = await cli(dataDir, ...at('2019-06-30'));
    await service.stop();
    const here = await cli(dataDir, ...at('2019-06-30'));
    expect(there).toMatchObject({ code: 10, stdout: '' });
    expect(there.stderr).toMatch(sentence);
    expect(here).toEqual(there);
  });

  it.each([
    ['a day that is none', at('2019-02-30')],
    ['words for a day', at('hôm nay')],
    ['a moment that is none', at('2019-06-30', '--known-at', 'hôm qua')],
    ['no unit', ['replay', '--as-of', '2019-06-30']],
    ['no such command', ['nope']],
    ['no such option', at('2019-06-30', '--nope')],
  ])('takes %s for a matter of usage', async (_fault, args) => {
    const { code, stdout, stderr } = await cli(newDirectory(), ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/ {4}at /);
  });
});

describe('a data directory that somebody holds who does not answer', () => {
  it.each([
    ['never having listened', null],
    ['having listened once', 'http://127.0.0.1:9'],
  ])('%s, is said to be in use', async (_how, url) => {
    const dataDir = newDirectory();
    writeFileSync(join(dataDir, 'log.db'), 'a log, as far as nobody else may look into it');
    if (url !== null) writeFileSync(join(dataDir, 'server.json'), JSON.stringify({ url }));
    const lock = lockDataDirectory(dataDir);
    try {
      const scenario = await cli(dataDir, 'scenario', 'vinh-thinh');
      const replay = await cli(dataDir, 'replay', '--unit', 'x', '--as-of', '2019-06-30');
      expect([scenario.code, replay.code]).toEqual([11, 11]);
      expect(scenario.stderr).toMatch(sentence);
      expect(replay.stderr).toBe(scenario.stderr);
    } finally {
      lock.release();
    }
  });
});
