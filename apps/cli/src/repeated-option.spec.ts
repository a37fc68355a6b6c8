import { expect, it } from '@jest/globals';
import { Command } from 'commander';

import { repeated, repeatedAndRequired } from './repeated-option.js';

function parsed(...args: readonly string[]) {
  const command = new Command('check')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .argument('<tệp>')
    .addOption(repeatedAndRequired('--vkey <khóa>', 'khóa kiểm'))
    .addOption(repeated('--witness <khóa>', 'khóa chứng kiến'));
  command.parse([...args], { from: 'user' });
  return [command.args, command.opts()];
}

it('an option takes one value each time, and leaves the argument to the command', () => {
  expect(parsed('--vkey', 'a', 'tep')).toEqual([['tep'], { vkey: ['a'], witness: [] }]);
  expect(parsed('--vkey', 'a', '--witness', 'w', '--vkey', 'b', 'tep')).toEqual([
    ['tep'],
    { vkey: ['a', 'b'], witness: ['w'] },
  ]);
});

it('one that is required is missed, and two values for it are one too many', () => {
  expect(() => parsed('tep', '--witness', 'w')).toThrow(/--vkey <khóa>' not specified/);
  expect(() => parsed('--vkey', 'a', 'b', 'tep')).toThrow(/too many arguments/);
});
