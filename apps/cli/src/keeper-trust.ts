import { parseHeader, type Trust } from '#libs/audit';
import type { Sentence } from '#libs/domain';
import { logIdOf, type VerifierKey } from '#libs/log-format';
import type { StorePlace } from '#libs/runtime';
import {
  anotherLog,
  keysElsewhere,
  LastSealed,
  LogHome,
  sealKeyFile,
  UnusableSealKey,
  type SealedBefore,
  type SealKeyPlace,
} from '#libs/seals';

import { CommandFailure, EXIT } from './exit.js';
import { number, tell } from './output.js';
import { systemWords } from './system-words.js';

/** What the machine that seals the log knows of it, beside the log. */
export interface Keeper {
  readonly keys: readonly VerifierKey[];
  /** Of those that this machine asks to cosign: none of them must have done so yet. */
  readonly witnesses: readonly VerifierKey[];
  /** What was signed last, as a note. */
  readonly held: string | null;
  /** A line for people. */
  readonly sentence: string;
}

/**
 * The keys and the last sealed checkpoint of a log whose first line says this; `null` where this
 * machine has neither. What cannot be read of them is told, and counts as not there. Throws
 * `CommandFailure` where another log belongs there, or the setting of the keys names no key file.
 */
export async function keeperOf(
  firstLine: string,
  { sharedDir }: StorePlace,
  env: NodeJS.ProcessEnv,
): Promise<Keeper | null> {
  const { readSealSettings } = await import('../../api/src/seal-settings.js');
  const settings = readSealSettings(env, true);
  const { origin, keys: named } = parseHeader(firstLine);
  // A verifier key begins with the name of what it is a key of.
  const origins = [...new Set([origin, ...named.map((key) => key.slice(0, key.indexOf('+')))])];
  const current = origins.at(-1) ?? origin;
  if (named.length > 0) requireKeysThere(settings, { origins, dataDir: sharedDir });
  const fileOf = (of: string) => sealKeyFile(settings, of, sharedDir);
  const keysOf = (of: string) => orNothing(() => fileOf(of).verifiersOf(of), []);
  requireHome(new LogHome(settings, sharedDir), origins, (of) => keysOf(of).length > 0);
  const keys = origins.flatMap(keysOf);
  const last = orNothing(() => new LastSealed(fileOf(current).path, current).read(), null);
  if (keys.length === 0 && !last) return null;
  const parts = [
    ...(keys.length > 0 ? [`${keys.length} khóa niêm phong`] : []),
    ...(last ? [`điểm niêm phong ký lần cuối (${number(last.checkpoint.size)} sự kiện)`] : []),
  ];
  const sentence = `Đối chiếu với ${parts.join(' và ')} của sổ ${logIdOf(current)} giữ ở máy này.`;
  const witnesses = settings.witnesses.map(({ key }) => key);
  return { keys, witnesses, held: last?.note ?? null, sentence };
}

/** What this machine has of the seals of one log, as far as it can be read. */
export interface SignedHere {
  readonly keys: readonly VerifierKey[];
  /** What was signed last. */
  readonly last: ReturnType<LastSealed['read']>;
}

/** Throws `CommandFailure` where the setting names no key file. */
export async function signedHere(
  origin: string,
  sharedDir: string,
  env: NodeJS.ProcessEnv,
): Promise<SignedHere> {
  const { readSealSettings } = await import('../../api/src/seal-settings.js');
  const settings = readSealSettings(env, true);
  requireKeysThere(settings, { origins: [origin], dataDir: sharedDir });
  const file = sealKeyFile(settings, origin, sharedDir);
  const keys = orNothing(() => file.verifiersOf(origin), []);
  return { keys, last: orNothing(() => new LastSealed(file.path, origin).read(), null) };
}

/** Beside a name that is mistyped, or of no key file, nothing is known, and any log would do. */
function requireKeysThere(settings: SealKeyPlace, log: SealedBefore): void {
  let elsewhere: Sentence | null;
  try {
    elsewhere = keysElsewhere(settings, log);
  } catch (error) {
    const why = error instanceof UnusableSealKey ? error.message : systemWords(error);
    if (why === null) throw error;
    throw new CommandFailure(EXIT.usage, `TOTRINH_SEAL_KEY: ${why}`, why);
  }
  if (elsewhere) throw new CommandFailure(EXIT.usage, elsewhere.vi, elsewhere.en);
}

/**
 * A log that goes on from the one that belongs there names keys of that one, too; and whoever
 * accepted that here has made a key for each name that it bore since.
 */
function requireHome(
  home: LogHome,
  origins: readonly string[],
  hasKey: (origin: string) => boolean,
): void {
  const own = orNothing(() => home.origin(), null);
  if (own === null) return;
  if (origins.includes(own) && origins.slice(origins.indexOf(own) + 1).every(hasKey)) return;
  const { vi, en } = anotherLog(own, home.name).found;
  throw new CommandFailure(EXIT.integrity, `SỔ KHÔNG TOÀN VẸN: ${vi}`, en);
}

export function trustOfKeeper({ keys, witnesses, held }: Keeper, said: Trust): Trust {
  const kept = held === null ? said.held : [...said.held, held];
  const asked = said.witnesses.length > 0 ? said.witnesses : witnesses;
  return { ...said, log: keys, witnesses: asked, held: kept, isKeeper: true };
}

function orNothing<Value>(read: () => Value, nothing: Value): Value {
  try {
    return read();
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof UnusableSealKey) && code === undefined && name !== 'FormatError')
      throw error;
    const why = systemWords(error) ?? message;
    tell(`Không dùng được khóa hoặc điểm niêm phong giữ ở máy này. (${why})`);
    return nothing;
  }
}
