import { posix } from 'node:path';

import ts from 'typescript';

import type { Check } from './check.js';
import { areaOf, isCode, isTestCode, type SourceFile } from './source-tree.js';

const DOMAIN = ['libs/domain'];
const FORMAT = 'libs/log-format';
const STORED = [...DOMAIN, FORMAT, 'libs/event-store', 'libs/privacy'];
const ANY_LIB = 'any lib';

/** Arrows point inward. A new lib or app says here what it may know of. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'libs/domain': [],
  // The format of the log rests on nothing: whoever verifies needs it alone.
  [FORMAT]: [],
  'libs/event-store': [...DOMAIN, FORMAT],
  'libs/queues': DOMAIN,
  'libs/privacy': [...DOMAIN, FORMAT],
  'libs/sessions': DOMAIN,
  'libs/scenarios': DOMAIN,
  'libs/documents': DOMAIN,
  'libs/aggregates': STORED,
  'libs/read-models': STORED,
  'libs/audit': [...STORED, 'libs/aggregates'],
  // Checkpoints, witnesses, receipts, the check at the start, backups.
  'libs/seals': [...DOMAIN, FORMAT, 'libs/event-store'],
  'libs/runtime': [...STORED, 'libs/queues'],
  'libs/application': [
    ...STORED,
    ...['libs/aggregates', 'libs/audit', 'libs/queues', 'libs/read-models', 'libs/scenarios'],
    'libs/sessions',
  ],
  'apps/worker': [ANY_LIB],
  // Without a cluster one process is both the edge and the worker.
  'apps/api': [ANY_LIB, 'apps/worker'],
  // Where no service runs, the command line starts one of its own.
  'apps/cli': [ANY_LIB, 'apps/api', 'apps/witness'],
  // The auditors run it elsewhere: it knows the format and nothing of the service.
  'apps/witness': [FORMAT],
  // Stands alone, without packages: whoever audits gets it as one file.
  'apps/verify': ['libs/audit'],
  'apps/web': [],
};

const KNOWS_NEST = ['apps/api', 'apps/worker', 'apps/cli', 'libs/application'];

/** Folders that each adapt one outside thing to the port beside them. */
export const ADAPTERS = [
  'libs/event-store/src/memory',
  'libs/event-store/src/sqlite',
  'libs/event-store/src/eventstoredb',
  'libs/queues/src/memory',
  'libs/queues/src/bullmq',
];

const control = (path: string, ...imports: readonly string[]): SourceFile => ({
  path,
  text: imports.map((from) => `import { thing } from '${from}';`).join('\n'),
});

export const importChecks: readonly Check[] = [
  importCheck(
    'each lib and app imports only what the table allows',
    control('libs/privacy/src/keys.ts', '#libs/event-store'),
    ({ path }, { area }) => {
      const allowed = MAY_IMPORT[areaOf(path)];
      if (area === null || area === areaOf(path)) return allowed === undefined;
      const isLib = area.startsWith('libs/') && area !== 'libs/testing';
      return !(allowed?.includes(area) ?? false) && !(isLib && allowed?.includes(ANY_LIB));
    },
  ),
  importCheck(
    'no lib imports an app',
    control('libs/application/src/executor.ts', '../../../apps/api/src/main.js'),
    ({ path }, { area }) => path.startsWith('libs/') && (area?.startsWith('apps/') ?? false),
  ),
  importCheck(
    'a lib is entered by its front door',
    control('libs/audit/src/verify.ts', '../../domain/src/kernel/json.js'),
    ({ path }, { specifier, area }) =>
      specifier.startsWith('.') && area !== areaOf(path) && (area?.startsWith('libs/') ?? false),
  ),
  importCheck(
    'the domain imports nothing from outside',
    control('libs/domain/src/kernel/json.ts', 'node:crypto'),
    ({ path }, { area }) => areaOf(path) === 'libs/domain' && area === null,
  ),
  importCheck(
    'Nest stays in the apps and the application',
    control('libs/queues/src/port.ts', '@nestjs/common'),
    ({ path }, { specifier }) =>
      specifier.startsWith('@nestjs/') && !KNOWS_NEST.includes(areaOf(path)),
  ),
  importCheck(
    'no adapter imports another',
    control('libs/event-store/src/sqlite/store.ts', '../memory/memory-event-store.js'),
    ({ path }, { target }) => {
      const own = adapterOf(path);
      const other = target === null ? undefined : adapterOf(target);
      return own !== undefined && other !== undefined && own !== other;
    },
  ),
];

interface Import {
  readonly specifier: string;
  /** The lib, app or folder it leads to; `null` for a package. */
  readonly area: string | null;
  /** The path it leads to, where it is relative. */
  readonly target: string | null;
}

function importCheck(
  name: string,
  broken: SourceFile,
  isWrong: (file: SourceFile, imported: Import) => boolean,
): Check {
  return {
    name,
    applies: (file) => isCode(file) && /^(libs|apps)\//.test(file.path) && !isTestCode(file),
    offences: (file) =>
      importsOf(file)
        .filter((imported) => isWrong(file, imported))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    control: broken,
  };
}

function importsOf({ path, text }: SourceFile): Import[] {
  return ts.preProcessFile(text).importedFiles.map(({ fileName: specifier }) => {
    const lib = /^#libs\/([^/]+)/.exec(specifier)?.[1];
    if (lib !== undefined) return { specifier, area: `libs/${lib}`, target: null };
    if (!specifier.startsWith('.')) return { specifier, area: null, target: null };
    const target = posix.join(posix.dirname(path), specifier);
    return { specifier, area: areaOf(target), target };
  });
}

function adapterOf(path: string): string | undefined {
  return ADAPTERS.find((folder) => path.startsWith(`${folder}/`));
}
