import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { trustFrom } from '#libs/audit';
import { localTime, type Instant } from '#libs/domain';
import {
  NoKeyForBackup,
  NotABackup,
  PlaceRefused,
  restoreFrom,
  sealKeyFile,
  UnusableBackup,
  withoutAdviceToAccept,
  type BackupManifest,
  type CopyProgress,
  type SealKeyPlace,
} from '#libs/seals';

import { foundByNow } from '../damage-told.js';
import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { answer, day, number, tell, tellProgress } from '../output.js';
import { dataDirOf, type ServiceAtHand } from '../service-at-hand.js';
import { inOneSentence } from '../verify.command.js';
import { rememberHome } from './home.js';

type Stage = Parameters<CopyProgress>[0];
type Line =
  | { readonly stage: Stage; readonly done: number; readonly total: number }
  | { readonly backup: BackupManifest }
  | Failure;

interface Failure {
  readonly failure: string;
  readonly liesWith: 'place' | 'log' | 'machine';
}

/** An event is copied with the page that it lies on, so of these only the share says something. */
const STAGES: Readonly<Record<Stage, (done: number, total: number) => string>> = {
  log: (done, total) => `Sao sổ sự kiện: ${number(Math.floor((done / total) * 100))}%`,
  check: (done, total) => `Kiểm bản sao: ${number(done)}/${number(total)} sự kiện`,
  keys: (done, total) => `Sao khóa: ${number(done)}/${number(total)} tệp`,
};

/** Has the service that holds the data directory copy it, and shows how far it is. */
export async function makeBackup({ operator, url }: ServiceAtHand, to: string): Promise<ExitCode> {
  let made: BackupManifest | null = null;
  await operator.lines('/operator/backups', { to: resolve(to) }, (said) => {
    const line = said as Line;
    if ('failure' in line) throw notBackedUp(line);
    if ('backup' in line) made = line.backup;
    else showProgress(line.stage, line.done, line.total);
  });
  const backup = made as BackupManifest | null;
  if (!backup) throw new CommandFailure(EXIT.error, 'Việc sao lưu bị ngắt giữa chừng.');
  answer(`${resolve(to)}: ${number(backup.size)} sự kiện, đã kiểm.`);
  tell(
    `Thư mục keys trong đó giữ khóa dữ liệu cá nhân: phải xóa trước ngày ${day(backup.deleteKeysBy)}.`,
  );
  if (!existsSync(join(resolve(to), 'backup.note'))) tell(UNSIGNED);
  const damage = await foundByNow(url);
  if (damage === null) return EXIT.ok;
  // Whoever keeps only so many backups must not throw a good one away for this.
  tell(`SỔ KHÔNG TOÀN VẸN, và bản sao lưu này cũng vậy; hãy giữ các bản trước. ${damage}`);
  return EXIT.integrity;
}

const UNSIGNED =
  'Bản sao lưu này không được ký (không có backup.note): khi khôi phục phải thêm --unsigned.';

function notBackedUp({ failure, liesWith }: Failure): CommandFailure {
  if (liesWith === 'place') return new CommandFailure(EXIT.usage, failure);
  const exit = liesWith === 'log' ? EXIT.integrity : EXIT.error;
  return new CommandFailure(exit, `Không sao lưu được: ${failure}`);
}

export interface RestoreArguments {
  readonly from: string;
  /** Keys of the log, or files with one in them; none: those of the key file of this machine. */
  readonly vkey: readonly string[];
  /** Takes a backup of which nobody can tell who made it. */
  readonly unsigned: boolean;
}

/** Copies a backup into the empty data directory. */
export async function restoreBackup(
  { from, vkey, unsigned }: RestoreArguments,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const dataDir = dataDirOf(env);
  const { readSealSettings } = await import('../../../api/src/seal-settings.js');
  const keyPlace = readSealSettings(env, true);
  const keysOf = unsigned ? null : await keysToHoldItAgainst(vkey, dataDir, keyPlace);
  try {
    const keepHome = (origin: string) => rememberHome(dataDir, origin, keyPlace);
    const place = { dataDir, keyPlace, keepHome };
    const request = { ...place, from: resolve(from), keysOf, progress: showProgress };
    const restored = await restoreFrom(request);
    answer(
      `${dataDir}: ${number(restored.size)} sự kiện, sao lưu lúc ${localTime(restored.backedUpAt as Instant)}.`,
    );
    if (!existsSync(join(dataDir, 'keys.db'))) tell(withoutKeys(dataDir));
    tell('Để ghi tiếp trên bản này, hãy chạy: totrinh restore --accept');
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof UnusableBackup)) throw error;
    const isInput = [NotABackup, NoKeyForBackup, PlaceRefused].some((of) => error instanceof of);
    if (isInput) throw new CommandFailure(EXIT.usage, error.message);
    throw new CommandFailure(
      EXIT.integrity,
      `Không khôi phục được, bản sao lưu ${from} không còn đúng: ${error.message} Nếu có bản sao lưu khác, hãy dùng bản đó.`,
    );
  }
}

function withoutKeys(dataDir: string): string {
  return `Bản sao lưu này không còn khóa dữ liệu cá nhân: hãy chép keys.db từ nơi khác vào ${dataDir} trước khi chạy dịch vụ; thiếu nó thì dịch vụ không mở được.`;
}

async function keysToHoldItAgainst(
  vkey: readonly string[],
  dataDir: string,
  keyPlace: SealKeyPlace,
) {
  const said = { vkey, witness: [], quorum: undefined, oldCheckpoint: [] };
  const { log } = await inOneSentence(() => trustFrom(said));
  if (log.length > 0) return () => log;
  return (origin: string) => sealKeyFile(keyPlace, origin, dataDir).verifiersOf(origin);
}

interface Accepted {
  readonly origin: string;
  readonly size: number;
  readonly lost: { readonly from: number; readonly to: number | null };
}

/** Goes on with a log that was restored: recorded for ever, under a new name of the log. */
export async function acceptRestore({ operator }: ServiceAtHand): Promise<ExitCode> {
  const { origin, size, lost } = await operator.command<Accepted>(
    'POST',
    '/operator/accepted-restores',
    {},
  );
  answer(`Sổ ghi tiếp sau ${number(size)} sự kiện, dưới tên mới ${origin}.`);
  const what = lost.to === null ? 'Những gì ghi sau bản sao lưu' : lostWords(lost.to - lost.from);
  tell(`${what} coi như mất; sự kiện LogRestored ghi lại điều này.`);
  tell('Hãy gửi khóa kiểm mới (totrinh keys list) cho bên kiểm tra và bên chứng kiến.');
  return EXIT.ok;
}

/** What a service of our own finds while it starts, for whoever accepts just that. */
export function tellFound(problem: string): void {
  tell(withoutAdviceToAccept(problem));
}

function lostWords(count: number): string {
  return `${number(count)} sự kiện đã niêm phong`;
}

function showProgress(stage: Stage, done: number, total: number): void {
  tellProgress(STAGES[stage](done, total), done === total);
}
