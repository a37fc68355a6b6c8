import { posix } from 'node:path';

import ts from 'typescript';

import type { SourceFile } from './source-tree.js';

/** The files of one circle of imports, types alone too, each importing the next; none: empty. */
export function circleIn(files: readonly SourceFile[]): readonly string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const done = new Set<string>();
  const way: string[] = [];

  function circleFrom(path: string): readonly string[] {
    const met = way.indexOf(path);
    if (met >= 0) return way.slice(met);
    const text = texts.get(path);
    if (text === undefined || done.has(path)) return [];
    way.push(path);
    for (const next of leadsTo(path, text)) {
      const circle = circleFrom(next);
      if (circle.length > 0) return circle;
    }
    way.pop();
    done.add(path);
    return [];
  }

  for (const { path } of files) {
    const circle = circleFrom(path);
    if (circle.length > 0) return circle;
  }
  return [];
}

function leadsTo(path: string, text: string): readonly string[] {
  return ts.preProcessFile(text).importedFiles.flatMap(({ fileName }) => {
    const lib = /^#libs\/([^/]+)$/.exec(fileName)?.[1];
    if (lib !== undefined) return [`libs/${lib}/src/index.ts`];
    if (!fileName.startsWith('.')) return [];
    const target = posix.join(posix.dirname(path), fileName).replace(/\.jsx?$/, '');
    return [`${target}.ts`, `${target}.tsx`];
  });
}
