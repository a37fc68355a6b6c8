import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';

import {
  checkpointFile,
  importLog,
  linesOfFile,
  trustFrom,
  verdictWords,
  type ImportTarget,
  type VerifyArguments,
} from '#libs/audit';
import {
  IMPORTED_CHECKPOINTS,
  IMPORTED_LOG,
  lockDataDirectory,
  SqliteEventStore,
} from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';
import { storePlaceFrom, type StorePlace } from '#libs/runtime';
import { requireOwnKeys, type SealKeyPlace } from '#libs/seals';

import { readSealSettings } from '../../api/src/seal-settings.js';
import { eventProgress } from './event-progress.js';
import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { checkpointFolder } from './log-at-hand.js';
import { answer, number, tell } from './output.js';
import { rememberHome } from './seals/home.js';
import { dataDirOf } from './service-at-hand.js';
import { inOneSentence } from './verify.command.js';

const OWNER_ONLY = 0o700;

/** Imports an export into a data directory without a log; what does not verify leaves none. */
export async function runImport(
  file: string,
  args: VerifyArguments,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const dataDir = dataDirOf(env);
  const keyPlace = readSealSettings(env, true);
  const lock = lockDataDirectory(dataDir);
  try {
    await requireNoEvents(dataDir);
    return await inOneSentence(() => importTo(storePlaceFrom(env), file, args, keyPlace));
  } finally {
    lock.release();
  }
}

async function importTo(
  { dataDir, kekFile }: StorePlace,
  file: string,
  args: VerifyArguments,
  keyPlace: SealKeyPlace,
): Promise<ExitCode> {
  const unfinished = join(dataDir, IMPORTED_LOG);
  const notes = join(dataDir, IMPORTED_CHECKPOINTS);
  const removeUnfinished = () => {
    for (const path of [unfinished, `${unfinished}-wal`, `${unfinished}-shm`, notes])
      rmSync(path, { recursive: true, force: true });
  };
  removeUnfinished();
  mkdirSync(notes, { mode: OWNER_ONLY });
  const target = new NewLog(unfinished, notes);
  try {
    const progress = eventProgress('Nhập');
    const verdict = await importLog(linesOfFile(file), target, trustFrom(args), progress);
    const end = target.end;
    await target.close();
    const { origin, checkpoints } = verdict.summary;
    if (!verdict.finding) requireOwnKeys(keyPlace, { origin, dataDir, isSealed: checkpoints > 0 });
    answer(verdictWords(verdict));
    if (verdict.finding) return EXIT.integrity;
    await rememberHome(dataDir, origin, keyPlace);
    await putInPlace(dataDir, unfinished, notes);
    makeKeysUnlessThere(dataDir, kekFile, end);
    tell(
      'Chỉ có sổ: khóa dữ liệu cá nhân và khóa niêm phong không nằm trong tệp xuất, phải chuyển riêng.',
    );
    return EXIT.ok;
  } finally {
    await target.close();
    removeUnfinished();
  }
}

/** Whoever imports without the keys says so by it: names stay unread, and the log goes on. */
function makeKeysUnlessThere(dataDir: string, kekFile: string, end: number): void {
  const file = join(dataDir, 'keys.db');
  if (existsSync(file)) return;
  const keys = new SubjectKeys(file, kekFile);
  keys.giveUpMissing(end);
  keys.close();
}

class NewLog implements ImportTarget {
  #store: SqliteEventStore | null = null;

  constructor(
    private readonly file: string,
    private readonly notes: string,
  ) {}

  create = (origin: string): SqliteEventStore => {
    this.#store = SqliteEventStore.open(this.file, { origin });
    return this.#store;
  };

  keepCheckpoint: ImportTarget['keepCheckpoint'] = ({ size, note }) => {
    writeFileSync(checkpointFile(this.notes, size), note);
  };

  /** Position of the last event. */
  get end(): number {
    return this.#store?.positionAt(this.#store.head().size) ?? 0;
  }

  async close(): Promise<void> {
    await this.#store?.close();
  }
}

/** The log last: only with it is there anything. Closed, it has no other files beside it. */
async function putInPlace(dataDir: string, log: string, notes: string): Promise<void> {
  const folder = checkpointFolder(dataDir);
  rmSync(folder, { recursive: true, force: true });
  await rename(notes, folder);
  for (const suffix of ['-wal', '-shm']) rmSync(join(dataDir, `log.db${suffix}`), { force: true });
  await rename(log, join(dataDir, 'log.db'));
}

async function requireNoEvents(dataDir: string): Promise<void> {
  const file = join(dataDir, 'log.db');
  if (!existsSync(file)) return;
  const log = SqliteEventStore.open(file);
  const { size } = log.head();
  await log.close();
  if (size > 0)
    throw new CommandFailure(
      EXIT.conflict,
      `Sổ ở ${dataDir} đã có ${number(size)} sự kiện: chỉ nhập được vào một sổ trống.`,
    );
}
