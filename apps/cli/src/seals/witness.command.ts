import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';

import {
  FormatError,
  formatSignerKey,
  formatVerifierKey,
  generateSignerKey,
  parseSignerKey,
  parseVerifierKey,
  type SignerKey,
  type VerifierKey,
} from '#libs/log-format';

import { serveWitness } from '../../../witness/src/server.js';
import { StateFile } from '../../../witness/src/state-file.js';
import { Witness } from '../../../witness/src/witness.js';
import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { answer, tell } from '../output.js';
import { lockWitness, witnessFiles } from './witness-files.js';

const PORT_MAX = 65_535;

export interface WitnessArguments {
  readonly port: string;
  readonly host: string;
  readonly state: string;
  readonly key: string;
  readonly name: string;
  readonly log: readonly string[];
  /** Begins without a state though there is a key: what was cosigned before is forgotten. */
  readonly newState: boolean;
}

/** Serves as a witness until it is interrupted. */
export async function runWitness(options: WitnessArguments): Promise<ExitCode> {
  const port = portFrom(options.port);
  const logs = options.log.map(logKey);
  const files = witnessFiles(options);
  const locks = lockWitness(files);
  const held = keyIn(options.key);
  const key = held ?? newKey(options.name);
  const state = stateFrom(files.state, held === null || options.newState);
  if (held === null) keepKey(options.key, key);
  const witness = new Witness({
    key,
    logs,
    state,
    now: () => Math.floor(Date.now() / 1_000),
    report: ({ message }) => tell(message),
  });
  const server = await serveWitness(witness, { host: options.host, port }).catch(
    (error: unknown) => {
      throw notListening(error, options);
    },
  );
  // Before it says that it is ready: whoever hears that may interrupt at once.
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  answer(`ready ${server.url}`);
  tell(
    'Bên chứng kiến đã sẵn sàng. Dòng dưới đây đưa cho bên giữ sổ, để thêm vào TOTRINH_WITNESSES:',
  );
  answer(`${server.url}=${formatVerifierKey(key)}`);
  await interrupted;
  await server.close();
  locks.release();
  return EXIT.interrupted;
}

function portFrom(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= PORT_MAX) return port;
  throw usage(`--port ${text}: phải là số cổng từ 0 đến ${PORT_MAX}.`);
}

function notListening(error: unknown, { host, port }: WitnessArguments): unknown {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return usage(`Cổng ${port} đã có chương trình khác dùng: hãy chọn cổng khác bằng --port.`);
    case 'EACCES':
      return usage(`Không được mở cổng ${port}: hãy chọn cổng từ 1024 trở lên bằng --port.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return usage(`--host ${host}: không phải địa chỉ của máy này (${code}).`);
    default:
      return error;
  }
}

/** The key of the witness; `null` where there is no file. */
function keyIn(file: string): SignerKey | null {
  if (!existsSync(file)) return null;
  if ((statSync(file).mode & 0o077) !== 0)
    throw usage(`Người khác đọc được tệp khóa ${file}. Hãy chạy: chmod 600 ${file}`);
  const notAKey = `--key ${file}: không phải tệp khóa của bên chứng kiến`;
  const key = parsed(() => parseSignerKey(readFileSync(file, 'utf8').trim()), notAKey);
  if (key.type !== 'cosignature') throw usage(`${notAKey}.`);
  return key;
}

function newKey(name: string): SignerKey {
  return parsed(
    () => generateSignerKey(name, 'cosignature'),
    `--name ${name}: không dùng làm tên khóa được, tên không được trống, có khoảng trắng hay dấu +`,
  );
}

/** For its owner only. */
function keepKey(file: string, key: SignerKey): void {
  writeFileSync(file, `${formatSignerKey(key)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  chmodSync(file, 0o600);
  tell(`Đã tạo khóa của bên chứng kiến trong ${file}.`);
}

function logKey(vkey: string): VerifierKey {
  return parsed(() => parseVerifierKey(vkey), `--log ${vkey}: không phải khóa kiểm của sổ`);
}

function stateFrom(file: string, mayBegin: boolean): StateFile {
  if (existsSync(file))
    return parsed(
      () => new StateFile(file),
      `--state ${file}: không phải tệp nhớ của bên chứng kiến, hoặc đã hỏng. Hãy trả bản mới nhất còn nguyên về chỗ cũ: bản cũ hơn thì bên chứng kiến quên những gì đã ký sau đó; nếu chấp nhận bắt đầu lại, cất tệp này đi rồi thêm --new-state`,
    );
  if (mayBegin) return StateFile.begin(file);
  throw usage(
    `Không thấy tệp ${file}: bên chứng kiến này quên mất đã ký đến đâu, nên sẽ ký cả sổ đã bị sửa. Hãy trả tệp về chỗ cũ; nếu chấp nhận bắt đầu lại, thêm --new-state.`,
  );
}

function parsed<Value>(parse: () => Value, otherwise: string): Value {
  try {
    return parse();
  } catch (error) {
    if (error instanceof FormatError) throw usage(`${otherwise}.`);
    throw error;
  }
}

function usage(sentence: string): CommandFailure {
  return new CommandFailure(EXIT.usage, sentence);
}
