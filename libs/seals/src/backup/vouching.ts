import { createHash } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import {
  FormatError,
  openNote,
  sha256Hex,
  signNote,
  type SignerKey,
  type VerifierKey,
} from '#libs/log-format';

import { KEY_FILES, MANIFEST, UnusableBackup, type BackupManifest } from './manifest.js';

/** Signed note over the manifest, and so over all that the manifest names. */
export const NOTE = 'backup.note';
/** Two lines, where a checkpoint has three: neither can ever be taken for the other. */
const FIRST_LINE = 'totrinh/backup/v1';

/** Nothing is wrong with the backup; whoever restores cannot tell who made it. */
export class NoKeyForBackup extends UnusableBackup {}

export function signManifest(manifest: string, signers: readonly SignerKey[]): string {
  return signNote(textOver(Buffer.from(manifest)), signers);
}

/**
 * Throws `UnusableBackup` unless a key of the log that the manifest names signed the manifest, and
 * `NoKeyForBackup` where there is none to hold it against.
 */
export function requireVouched(
  folder: string,
  { origin }: BackupManifest,
  keys: readonly VerifierKey[],
): void {
  const own = keys.filter(({ name }) => name === origin);
  if (own.length === 0)
    throw new NoKeyForBackup(
      `Không có khóa nào của sổ ${origin} để kiểm bản sao lưu do ai làm ra. Hãy trả tệp khóa niêm phong về chỗ cũ hoặc đưa --vkey; nếu chấp nhận mà không kiểm được, thêm --unsigned.`,
    );
  const file = join(folder, NOTE);
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile())
    throw new UnusableBackup(
      `${folder} không có chữ ký của sổ (${NOTE}): không biết ai làm ra. Nếu vẫn chấp nhận, thêm --unsigned.`,
    );
  if (textOver(readFileSync(join(folder, MANIFEST))) !== signedText(file, own))
    throw new UnusableBackup(`${MANIFEST} trong ${folder} không phải bản mà sổ đã ký.`);
}

/** Hashes of the key files of a folder, as the manifest names them. */
export async function keyFileHashes(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of KEY_FILES)
    if (existsSync(join(folder, name))) hashes[name] = await hashOf(join(folder, name));
  return hashes;
}

/** Those that were deleted when their days were over are missed by nobody. */
export async function requireKeyFiles(folder: string, { keyFiles }: BackupManifest): Promise<void> {
  if (!keyFiles) return;
  for (const [name, hash] of Object.entries(await keyFileHashes(folder)))
    if (keyFiles[name] !== hash)
      throw new UnusableBackup(`Tệp khóa ${name} trong ${folder} không phải tệp đã sao lưu.`);
}

function textOver(manifest: Uint8Array): string {
  return `${FIRST_LINE}\n${sha256Hex(manifest)}\n`;
}

function signedText(file: string, keys: readonly VerifierKey[]): string {
  try {
    return openNote(readFileSync(file), keys).text;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new UnusableBackup(
      `Chữ ký ${file} hỏng, hoặc không do khóa đang có của sổ ký; khóa đã thôi dùng thì đưa bằng --vkey.`,
    );
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
