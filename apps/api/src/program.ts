import { findPackageJSON } from 'node:module';
import { resolve } from 'node:path';

import { counted } from '#libs/domain';
import { unknownSettings } from '#libs/runtime';
import { DEMONSTRATION_PASSWORD, minhHoa } from '#libs/scenarios';

import { readConfig, requireNoArguments } from './config.js';
import { startService, type Service } from './service/service.js';
import { startFailure } from './service/start-failure.js';

const EXIT = { error: 1, interrupted: 130, terminated: 143 } as const;
const STOP_MAX_MS = 5_000;
const TELL_EVERY_MS = 1_000;
/** Rights that nobody but the owner has to a new file. */
const OTHERS = 0o077;
let toldAt = 0;
const webDir = resolve(findPackageJSON(import.meta.url) ?? '', '../dist/web');

const say = (line: string) => process.stdout.write(`${line}\n`);
const warn = (line: string) => process.stderr.write(`${line}\n`);

// Whoever read it, as `head` does, is gone: the service goes on, as it is not made for them.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// Whatever is written, the logs of Redis among it, is its owner's, also where it is copied to.
process.umask(OTHERS);

/** Starts the service, which runs until a signal ends it; a start that fails ends the process. */
export async function runService(): Promise<void> {
  try {
    requireNoArguments(process.argv.slice(2));
    for (const sentence of unknownSettings(process.env)) warn(sentence);
    const config = readConfig(process.env, webDir);
    const service = await startService(config, { progress, reading, report: warn });
    stopOn('SIGINT', service, EXIT.interrupted);
    stopOn('SIGTERM', service, EXIT.terminated);
    say(`ready ${service.url}`); // a stable word, for whoever supervises
    say(`Dịch vụ đã sẵn sàng: mở ${service.url} bằng trình duyệt.`);
    if (config.admitsDemonstration && service.hasDemonstration) introduceAccounts();
  } catch (error) {
    process.exit(explain(error));
  }
}

/** Draws how much of the demonstration district is loaded: a line that grows, or one in a log. */
function progress(done: number, total: number): void {
  const words = `Nạp huyện minh họa: ${counted(done)}/${counted(total)}`;
  if (process.stderr.isTTY) process.stderr.write(`\r${words}${done === total ? '\n' : ''}`);
  else if (done === 1 || done === total) warn(words);
}

/** A log of another machine may take a while to read: once a second, how far it is. */
function reading(done: number): void {
  if (Date.now() - toldAt < TELL_EVERY_MS) return;
  toldAt = Date.now();
  warn(`Đọc sổ từ kho sự kiện: ${counted(done)} sự kiện`);
}

function introduceAccounts(): void {
  say('Tài khoản minh họa (chỉ dùng trên máy này), mật khẩu chung: ' + DEMONSTRATION_PASSWORD);
  for (const { username, displayName } of minhHoa.accounts)
    say(`  ${username.padEnd(16)} ${displayName}`);
}

function stopOn(signal: NodeJS.Signals, service: Service, code: number): void {
  process.once(signal, () => {
    warn('Đang dừng…');
    setTimeout(() => process.exit(code), STOP_MAX_MS).unref();
    service.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        warn(String(error));
        process.exit(EXIT.error);
      },
    );
  });
}

function explain(error: unknown): number {
  const failure = startFailure(error);
  if (failure) {
    warn(failure.sentence);
    return failure.exitCode;
  }
  warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.error;
}
