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
  const logs = options.log.map(logKey);
  const isNew = !existsSync(options.key);
  const key = keyFrom(options);
  const witness = new Witness({
    key,
    logs,
    state: stateFrom(options.state, isNew || options.newState),
    now: () => Math.floor(Date.now() / 1_000),
  });
  const port = /^\d{1,5}$/.test(options.port) ? Number(options.port) : NaN;
  if (!(port <= 65_535)) throw usage(`--port ${options.port}: phải là số cổng từ 0 đến 65535.`);
  const server = await serveWitness(witness, { host: options.host, port });
  // Before it says that it is ready: whoever hears that may interrupt at once.
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  answer(`ready ${server.url}`);
  answer(`${server.url}=${formatVerifierKey(key)}`);
  await interrupted;
  await server.close();
  return EXIT.interrupted;
}

/** The key of the witness; made, for its owner only, where there is no file. */
function keyFrom({ key: file, name }: WitnessArguments): SignerKey {
  if (!existsSync(file)) {
    const made = generateSignerKey(name, 'cosignature');
    writeFileSync(file, `${formatSignerKey(made)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    chmodSync(file, 0o600);
    tell(`Đã tạo khóa của bên chứng kiến trong ${file}.`);
    return made;
  }
  if ((statSync(file).mode & 0o077) !== 0)
    throw usage(`Người khác đọc được tệp khóa ${file}. Hãy chạy: chmod 600 ${file}`);
  const key = parsed(() => parseSignerKey(readFileSync(file, 'utf8').trim()), file);
  if (key.type !== 'cosignature') throw usage(`${file} không phải khóa của bên chứng kiến.`);
  return key;
}

function logKey(vkey: string): VerifierKey {
  return parsed(() => parseVerifierKey(vkey), vkey);
}

function stateFrom(file: string, mayBegin: boolean): StateFile {
  if (existsSync(file)) return parsed(() => new StateFile(file), file);
  if (mayBegin) return StateFile.begin(file);
  throw usage(
    `Không thấy tệp ${file}: bên chứng kiến này quên mất đã ký đến đâu, nên sẽ ký cả sổ đã bị sửa. Hãy trả tệp về chỗ cũ; nếu chấp nhận bắt đầu lại, thêm --new-state.`,
  );
}

function parsed<Value>(parse: () => Value, of: string): Value {
  try {
    return parse();
  } catch (error) {
    if (error instanceof FormatError) throw usage(`${of}: ${error.message}`);
    throw error;
  }
}

function usage(sentence: string): CommandFailure {
  return new CommandFailure(EXIT.usage, sentence);
}
