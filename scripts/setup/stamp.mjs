import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'coverage']);

/** True when the stamp was left by work that had exactly these inputs. */
export function stampHolds(file, key) {
  return readText(file) === key;
}

export function writeStamp(file, key) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, key);
}

export function removeStamp(file) {
  rmSync(file, { force: true });
}

export function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/**
 * Names, sizes and modification times (ns) of the files below the folders. Contents are not read:
 * git and editors give every file they change a new time.
 */
export function fingerprint(root, folders, isSource = () => true) {
  const lines = folders.flatMap((folder) => listFiles(path.join(root, folder)));
  return digest(...lines.filter(isSource).map((file) => describe(root, file)));
}

/** Every file below the folder in a fixed order; none when there is no such folder. */
export function listFiles(folder) {
  return entries(folder).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFiles(full);
    return entry.isFile() && !entry.name.startsWith('.') ? [full] : [];
  });
}

export function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function entries(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  }
}

/** A file that vanished since it was listed changes the fingerprint like any other difference. */
function describe(root, file) {
  const info = statSync(file, { bigint: true, throwIfNoEntry: false });
  return `${path.relative(root, file)} ${info?.size} ${info?.mtimeNs}`;
}
