import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';

import { addHistoryCommands } from './commands.js';

const program = new Command('totrinh');
addHistoryCommands(program);

function helpOf(name: string): string {
  const found = program.commands.find((command) => command.name() === name);
  return found?.helpInformation().replaceAll(/\s+/g, ' ') ?? '';
}

describe('the help of what an auditor asks', () => {
  it.each(['replay', 'diff', 'log', 'bisect'])('says once how %s takes days', (name) => {
    const help = helpOf(name);
    expect(help).toContain('--as-of <ngày>');
    expect(help.match(/yyyy-MM-dd/g)).toHaveLength(1);
    expect(help).toContain('Ngày viết yyyy-MM-dd hoặc dd/MM/yyyy');
  });

  it('says nothing of days where none is taken, nor in the list of commands', () => {
    for (const help of [helpOf('show'), program.helpInformation()]) {
      expect(help).toContain('show');
      expect(help).not.toContain('yyyy');
    }
  });
});
