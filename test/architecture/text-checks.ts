import { lineCheck, type Check } from './check.js';
import { isCode } from './source-tree.js';

const LINES_MAX = 300;
const COLUMNS_MAX = 100;
/** A sentence for people stays whole, on a line of its own: cut up, nobody can search for it. */
const SENTENCE = /^\s*(?:\w+: |\w+\(|return )?(['`]).*\1(?:[,;)]*|, (?:async )?\(\) => \{)$/;

// Written so that they do not find themselves.
const MACHINE_PATH = /(?<![\w.*-])\/(?:work|root|home)\//;
const REGISTRY_HOSTS = [
  /\/\/[^\s/'"`]*(?:registry|artifactory|nexus|verdaccio)[^\s/'"`]*\.[a-z]{2,}/i,
  /registry\.(?:npmjs|yarnpkg)\./i,
];

const everywhere = () => true;

export const textChecks: readonly Check[] = [
  {
    name: `no file is longer than ${LINES_MAX} lines`,
    applies: isCode,
    offences: ({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > LINES_MAX ? [`${path}:${lines} lines`] : [];
    },
    control: { path: 'libs/domain/src/long.ts', text: 'line;\n'.repeat(LINES_MAX + 1) },
  },
  lineCheck(
    {
      name: `no line is longer than ${COLUMNS_MAX} columns`,
      applies: isCode,
      control: { path: 'libs/domain/src/wide.ts', text: `// ${'ễ'.repeat(COLUMNS_MAX)}` },
    },
    (line) => line.normalize('NFC').length > COLUMNS_MAX && !SENTENCE.test(line),
  ),
  lineCheck(
    {
      name: 'no file names a place on somebody’s machine',
      applies: everywhere,
      control: { path: 'README.md', text: ['See ', 'home', 'somebody'].join('/') },
    },
    (line) => MACHINE_PATH.test(line),
  ),
  lineCheck(
    {
      name: 'no file names the host of a package registry',
      applies: everywhere,
      control: { path: '.npmrc', text: ['registry=https:/', 'registry.example.org', ''].join('/') },
    },
    (line) => REGISTRY_HOSTS.some((host) => host.test(line)),
  ),
];
