import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the repository; the path is relative to its root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOT_OURS = ['.git', 'node_modules', 'dist', 'data', 'coverage', 'apps/web/dist'];
const READ_BY_PEOPLE = /\.(ts|tsx|mjs|js|json|md|css|html|svg|ya?ml|sh|conf)$|Dockerfile$/;

export function sourceFiles(): SourceFile[] {
  return pathsUnder('')
    .filter((path) => READ_BY_PEOPLE.test(path) && path !== 'package-lock.json')
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function pathsUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (NOT_OURS.includes(path) || entry.name === 'node_modules') return [];
    if (entry.isDirectory()) return pathsUnder(path);
    return entry.isFile() ? [path] : [];
  });
}

/** `libs/<name>`, `apps/<name>`, or the first folder of any other path. */
export function areaOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'libs' || first === 'apps' ? `${first}/${second}` : first;
}

export function isCode({ path }: SourceFile): boolean {
  return /^(libs|apps|test|scripts)\/.*\.(ts|tsx|mjs)$/.test(path);
}

/** Specs, and what only specs use: it may import anything. */
export function isTestCode({ path }: SourceFile): boolean {
  return (
    /\.(e2e-)?spec\.tsx?$/.test(path) ||
    /^(test|libs\/testing)\//.test(path) ||
    /\/(testing|contract)\//.test(path)
  );
}
