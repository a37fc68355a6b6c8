import { describe, expect, it } from '@jest/globals';

import { isTestCode, sourceFiles, type SourceFile } from './source-tree.js';

const inDomain = sourceFiles().filter(({ path }) => /^libs\/domain\/.*\.ts$/.test(path));

describe('every refusal of the domain', () => {
  const specs = inDomain.filter(isTestCode);
  const rules = rulesIn(inDomain.filter((file) => !isTestCode(file)));

  it('has a rule of its own name', () => {
    expect(rules.length).toBeGreaterThan(30);
    expect(rules).toEqual(rules.map((rule) => rule.toLowerCase()));
  });

  it.each(rules)('is met by a spec: %s', (rule) => {
    expect(isMet(rule, specs)).toBe(true);
  });

  it('or it would be noticed', () => {
    const text = "throw new Refusal('conflict', 'never-met', sentence);";
    const [rule = ''] = rulesIn([{ path: 'libs/domain/src/a.ts', text }]);
    expect(rule).toBe('never-met');
    expect(isMet(rule, specs)).toBe(false);
  });
});

function rulesIn(files: readonly SourceFile[]): string[] {
  const found = files.flatMap(({ text }) => [
    ...text.matchAll(/new Refusal\(\s*'[a-z-]+',\s*'([^']+)'/g),
  ]);
  return [...new Set(found.map(([, rule = '']) => rule))].sort();
}

function isMet(rule: string, specs: readonly SourceFile[]): boolean {
  const named = new RegExp(`['/]${rule}['/]`);
  return specs.some(({ text }) => named.test(text));
}
