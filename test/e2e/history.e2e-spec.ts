import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { localDay, type Instant } from '#libs/domain';

import { Case, days, officersAt, usernames } from '../kit/cases.js';
import { communeId, consolidation, thonDong } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms, runCli } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';
import { Visitor } from '../kit/visitor.js';

const DISTRICT = 'song-may';
const unit = ['--unit', communeId];
const before = '2024-09-30';

interface DiffSeen {
  readonly figures: Record<'before' | 'after', { readonly partTimeOfficers: number }>;
  readonly communes: readonly { readonly unitId: string; readonly slots: readonly object[] }[];
}
interface BisectedSeen {
  readonly found: null | {
    readonly asOf: string;
    readonly events: readonly { readonly id: string; readonly proposalId: string | null }[];
  };
}
interface ShownSeen {
  readonly causes: readonly { readonly type: string }[];
  readonly origin: { readonly kind: string; readonly actor: { readonly role: string } };
}

/** A consolidation in the demonstration district, decided on over HTTP. */
let dataDir: string;
let service: RunningService;
let proposalId: string;

const ask = (...args: readonly string[]) => runCli(args, { TOTRINH_DATA_DIR: dataDir });
const told = async <Answer>(...args: readonly string[]): Promise<Answer> => {
  const { code, stdout, stderr } = await ask(...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Answer;
};

beforeAll(async () => {
  dataDir = newDirectory();
  service = await RunningService.start(dataDir, { TOTRINH_DEMO: 'on' });
  const one = await Case.draft(await officersAt(service.url), consolidation, communeId);
  proposalId = one.id;
  for (const act of ['submit', 'receive', 'appraise', 'conclude', 'issue'] as const)
    await one[act]();
}, 120_000);
afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

describe('the past of a unit', () => {
  it('is asked of a running service', async () => {
    const diff = await told<DiffSeen>('diff', before, days.effective, ...unit);
    expect(diff.figures.before.partTimeOfficers - diff.figures.after.partTimeOfficers).toBe(4);
    expect(diff.communes).toMatchObject([{ unitId: communeId }]);
    expect(diff.communes[0]?.slots).toHaveLength(4);
    const { found } = await told<BisectedSeen>(
      ...['bisect', ...unit, '--as-of', days.effective, '--when', 'concurrentHoldings >= 4'],
    );
    expect(found?.events).toMatchObject([{ proposalId }]);
    const shown = await told<ShownSeen>('show', found?.events[0]?.id ?? '');
    expect(shown.causes.map(({ type }) => type)).toEqual(['DecisionIssued']);
    expect(shown.origin).toMatchObject({ kind: 'person', actor: { role: 'standing-committee' } });
  }, 120_000);

  it('is told to people who may read the unit, and to nobody else', async () => {
    const auditor = await Visitor.signedIn(service.url, usernames.auditor);
    const asked = `/units/${thonDong}/diff?from=${before}&to=${days.effective}`;
    expect((await auditor.get<DiffSeen>(asked)).figures.after.partTimeOfficers).toBe(3);
    const whole = await auditor.get<{ readonly communes: readonly object[] }>(
      `/units/${DISTRICT}/replay?asOf=${days.effective}`,
    );
    expect(whole.communes.length).toBeGreaterThan(0);
    const stranger = await Visitor.signedIn(service.url, usernames.otherCommune);
    const { headers } = stranger;
    for (const path of [asked, `/units/${thonDong}/replay`])
      expect((await fetch(`${service.url}/api/v1${path}`, { headers })).status).toBe(404);
  });

  it('is the same to the byte, of the service and of the log once nobody holds it', async () => {
    const questions = [
      ['replay', ...unit, '--as-of', days.effective, '--at-position', '60'],
      ['replay', '--unit', DISTRICT, '--as-of', days.effective],
      ['diff', before, days.effective, '--unit', DISTRICT],
      ['diff', '60', '78', ...unit, '--as-of', days.effective],
      ['log', '--proposal', proposalId],
      ['log', ...unit, '--limit', '40'],
      ['show', proposalId],
      ['show', '12'],
      ['bisect', ...unit, '--when', 'allowance > 0', '--by', 'day'],
    ].map((args) => [...args, '--json']);
    const live = [];
    for (const args of questions) live.push(await ask(...args));
    await service.stop();
    for (const [index, args] of questions.entries()) {
      const { code, stdout } = await ask(...args);
      expect([args.join(' '), code, stdout]).toEqual([args.join(' '), 0, live[index]?.stdout]);
    }
  }, 120_000);

  it('finds a case by the number that the pages show', async () => {
    const number = proposalId.slice(0, 8).toUpperCase();
    const byId = [await ask('show', proposalId), await ask('log', '--proposal', proposalId)];
    const byNumber = [await ask('show', number), await ask('log', '--proposal', number)];
    expect(byNumber).toEqual(byId);
    expect((await ask('show', '0BADCA5E')).code).toBe(10);
  }, 120_000);

  it('says why nothing was found: what it is called, or how far was looked', async () => {
    const misspelt = await ask('log', '--type', 'HolderRelieve');
    expect([misspelt.code, misspelt.stdout]).toEqual([10, '']);
    expect(misspelt.stderr).toMatch(/không ghi loại sự kiện HolderRelieve; .* HolderRelieved,/);
    const none = await ask('log', '--type', 'SealKeyRetired');
    expect([none.code, none.stderr]).toEqual([10, 'Không có sự kiện nào như vậy trong sổ.\n']);
    const never = ['bisect', ...unit, '--when', 'slots > 900', '--as-of', days.effective] as const;
    const day = days.effective.split('-').reverse().join('/');
    expect((await ask(...never)).stderr).toContain(`, số liệu ngày hiệu lực ${day}, chưa khi nào`);
    expect((await ask(...never, '--by', 'day')).stderr).toContain(`, đến ngày ${day}, chưa`);
  }, 120_000);

  it('counts what was known up to the end of a day, or of a minute', async () => {
    const replay = ['replay', ...unit, '--as-of', days.effective] as const;
    const now = await told<{ readonly events: number }>(...replay);
    const later = await told<typeof now>(...replay, '--known-at', '31/12/2099');
    expect(later).toEqual({ ...now, knownAt: '2099-12-31T16:59:59.999Z' });
    const early = await ask(...replay, '--known-at', '01/01/2020 08:30');
    expect([early.code, early.stdout]).toEqual([10, '']);
  }, 120_000);

  it('is told in words', async () => {
    const diff = await ask('diff', before, days.effective, ...unit);
    expect(diff.stdout).toContain('Người không chuyên trách');
    const replayed = await ask('replay', ...unit, '--as-of', '30/09/2024');
    expect(replayed.stdout).toMatch(new RegExp(`^.* \\(${communeId}\\), ngày hiệu lực 30/09/2024`));
    expect(replayed.stdout).toMatch(new RegExp(`^${thonDong} +Thôn Đông`, 'm'));
    const area = await ask('replay', '--unit', DISTRICT, '--as-of', before);
    expect(area.stdout).toMatch(new RegExp(`^${communeId} +\\p{L}`, 'mu'));
    const shown = (await ask('show', proposalId)).stdout;
    expect(shown).toContain('(ghi nhận muộn)');
    const oneline = (await ask('log', '--proposal', proposalId)).stdout;
    for (const told of [shown, oneline]) {
      expect(told).toContain('Chuyển đến bước Tiếp nhận (Ban Tổ chức, ');
      expect(told).toContain('Trả lời ở bước Thẩm định: đồng ý');
    }
    const log = await ask('log', '--proposal', proposalId, '--format', 'full');
    expect(log.stdout).toContain('Ngày hiệu lực');
    expect(log.stdout).toMatch(/"answer": "approve",  # trả lời: đồng ý$/m);
    expect(log.stdout).toMatch(new RegExp(`^Hồ sơ +${proposalId}$`, 'm'));
    const begun = (await ask('log', '--limit', '1', '--format', 'full')).stdout;
    expect(begun).toMatch(/^Người thực hiện +operator \(Vận hành hệ thống\)$/m);
    expect(begun).not.toContain('Hồ sơ');
    expect((await ask('log', '--limit', '2')).stdout.trim().split('\n')).toHaveLength(2);
    const found = await ask('bisect', ...unit, '--when', 'slots > 0');
    expect(found.stdout).toContain('lần đầu sau sự kiện này');
    const again = ['bisect', ...unit, '--when', 'concurrentHoldings >= 4'] as const;
    const decided = await ask(...again, '--as-of', days.effective);
    expect(decided.stdout).toMatch(/, quyết định \d+-QĐ\/HU, hồ sơ [\da-f-]{36} \(/);
    const few = await ask('bisect', ...unit, '--when', 'concurrentHoldings <= 3');
    expect(few.stdout).toMatch(/lần đầu sau sự kiện này .*, ngay từ khi có số liệu:\n/);
  }, 120_000);

  it('is asked from the midnight of a day in Việt Nam, and up to the last place there is', async () => {
    const events = async (...args: readonly string[]) => (await ask('log', ...args)).stdout;
    const [last = ''] = (await events('--json')).trim().split('\n').slice(-1);
    const { recordedAt, position } = JSON.parse(last) as { recordedAt: string; position: number };
    const today = localDay(recordedAt as Instant);
    const midnight = new Date(`${today}T00:00:00+07:00`).toISOString();
    const since = await events('--since', midnight, '--json');
    expect(since).toContain(last);
    expect(await events('--since', today, '--json')).toBe(since);
    const shown = today.split('-').reverse().join('/');
    expect(await events('--since', shown, '--json')).toBe(since);
    expect(await events('--at-position', String(position), '--json')).toContain(last);
    const beyond = await ask('log', '--at-position', String(position + 1));
    expect([beyond.code, beyond.stderr]).toEqual([
      2,
      `Sổ chưa có vị trí ${position + 1}: sự kiện cuối ở vị trí ${position}.\n`,
    ]);
  }, 120_000);

  it('is refused by the service in the same words', async () => {
    const running = await RunningService.start(dataDir, { TOTRINH_DEMO: 'off' });
    const beyond = ['replay', ...unit, '--as-of', before, '--at-position', '999999'];
    const live = await ask(...beyond);
    await running.stop();
    expect(live).toEqual(await ask(...beyond));
    expect(live.code).toBe(2);
  }, 120_000);

  it.each([
    [2, ['diff', '2024-02-30', '2024-03-01', ...unit]],
    [2, ['diff', '2024-03-01', '12', ...unit]],
    [2, ['replay', ...unit, '--as-of', '2024-03-01', '--known-at', 'hôm qua']],
    [2, ['replay', ...unit, '--as-of', '2024-03-01', '--known-at', '2024-02-30T00:00:00Z']],
    [2, ['bisect', ...unit, '--when', 'heads < 3']],
    [2, ['bisect', ...unit, '--when', 'slots > 0', '--by', 'year']],
    ...['-1', '0', '1.5', '1e9', 'NaN', ''].map((text) => [2, ['log', '--limit', text]] as const),
    ...['-1', '0', '1.5', '1e9', 'NaN'].map((text) => [2, ['log', '--at-position', text]] as const),
    ...['-1', '1.5', '1e9', 'NaN'].map((text) => [2, ['log', '--after', text]] as const),
    [2, ['log', '--at-position', '999999']],
    [2, ['replay', ...unit, '--as-of', before, '--at-position', '999999']],
    [2, ['bisect', ...unit, '--when', 'slots > 0', '--at-position', '999999']],
    [2, ['log', '--since', '31/02/2024']],
    [2, ['log', '--since', 'hôm qua']],
    [10, ['log', '--since', '31/01/2099']],
    [10, ['log', '--after', '1000000000']],
    [2, ['log', '--format', 'xml']],
    [10, ['replay', '--unit', 'khong-co', '--as-of', '2024-03-01']],
    [2, ['diff', '1', '999999', ...unit]],
    [2, ['diff', '1', '999999', ...unit, '--as-of', before]],
    [10, ['show', 'khong-co']],
    [10, ['show', '99999999']], // as good a number of a case
    [2, ['show', '0']],
    [2, ['show', '999999']],
    [10, ['log', '--type', 'KhongCo']],
    [10, ['bisect', ...unit, '--when', 'slots > 9999']],
    [10, ['bisect', '--unit', 'khong-co', '--when', 'slots > 0']],
    [2, ['bisect', '--unit', DISTRICT, '--when', 'slots > 0']],
  ] as const)('ends with %d where it must: %j', async (code, args) => {
    const ended = await ask(...args);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toMatch(/\p{L}/u);
  });
});
