import { describe, expect, it } from '@jest/globals';

import type { Check } from './check.js';
import { circleIn } from './circles.js';
import { codeChecks } from './code-checks.js';
import { ADAPTERS, importChecks } from './import-table.js';
import { isCode, sourceFiles, type SourceFile } from './source-tree.js';
import { textChecks } from './text-checks.js';

const files = sourceFiles();
const checks: readonly Check[] = [...importChecks, ...codeChecks, ...textChecks];

describe.each(checks)('$name', ({ applies, offences, control }) => {
  it('everywhere', () => {
    expect(files.filter(applies).flatMap(offences)).toEqual([]);
  });

  it('or it would be noticed', () => {
    expect(applies(control)).toBe(true);
    expect(offences(control)).not.toEqual([]);
  });
});

describe('an adapter explains itself and passes the contract of its port', () => {
  const present = ADAPTERS.filter((folder) => within(folder, files).length > 0);

  it.each(present)('%s', (folder) => {
    expect(lackingIn(folder, files)).toEqual([]);
  });

  it('or it would be noticed', () => {
    const alone = [{ path: 'libs/queues/src/bullmq/bullmq-queue.ts', text: '' }];
    expect(lackingIn('libs/queues/src/bullmq', alone)).toEqual(['README.md', 'a contract spec']);
  });
});

describe('imports never lead back to where they began', () => {
  it('everywhere', () => {
    expect(circleIn(files.filter(isCode))).toEqual([]);
  });

  it('or it would be noticed', () => {
    const [state, rules, index] = ['state', 'rules', 'index'].map((n) => `libs/domain/src/${n}.ts`);
    const tree = [
      { path: index ?? '', text: "export { rules } from './rules.js';" },
      { path: rules ?? '', text: "import type { State } from './state.js';" },
      { path: state ?? '', text: "import { rules } from '#libs/domain';" },
    ];
    expect(circleIn(tree)).toEqual([index, rules, state]);
    expect(circleIn(tree.slice(0, 2))).toEqual([]);
  });
});

describe('the checks', () => {
  it('read the whole tree', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toContain('libs/domain/src/kernel/decider.ts');
    expect(paths).toContain('package.json');
    expect(files.length).toBeGreaterThan(100);
  });

  it('say where a line is wrong', () => {
    const control = { path: 'libs/domain/src/a.ts', text: 'const a = 1;\nconst at = new Date();' };
    expect(codeChecks[0]?.offences(control)).toEqual(['libs/domain/src/a.ts:2 Date']);
  });

  it('are blind to comments and strings', () => {
    const text = "// new Date(), any, await\nexport const words = 'console.log(new Date())';";
    const innocent = { path: 'libs/domain/src/a.ts', text };
    expect(codeChecks.flatMap(({ offences }) => offences(innocent))).toEqual([]);
  });
});

function lackingIn(folder: string, tree: readonly SourceFile[]): string[] {
  const own = within(folder, tree);
  const explained = own.some(({ path }) => path === `${folder}/README.md`);
  const held = own.some(
    ({ path, text }) => path.endsWith('.spec.ts') && text.includes('Contract('),
  );
  return [...(explained ? [] : ['README.md']), ...(held ? [] : ['a contract spec'])];
}

function within(folder: string, tree: readonly SourceFile[]): SourceFile[] {
  return tree.filter(({ path }) => path.startsWith(`${folder}/`));
}
