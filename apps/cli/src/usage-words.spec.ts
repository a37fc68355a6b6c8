import { beforeEach, describe, expect, it } from '@jest/globals';
import { CommanderError, type Command } from 'commander';

import { UnknownFirst } from './unknown-first.js';
import { inVietnamese } from './usage-words.js';

/** Whatever English commander has left in. */
const ENGLISH = /error|option|argument|unknown|missing|command|Usage|display|default|did you/i;

let program: Command;
let said: string;
beforeEach(() => {
  said = '';
  const write = (text: string) => void (said += text);
  program = inVietnamese(new UnknownFirst('totrinh')).exitOverride();
  program.configureOutput({ ...program.configureOutput(), writeOut: write, writeErr: write });
  program
    .command('verify')
    .description('kiểm tra')
    .argument('<tệp>', 'tệp để kiểm tra')
    .requiredOption('--khóa <khóa>', 'khóa kiểm')
    .option('--json', 'chỉ in JSON', false)
    .option('--cổng <số>', 'cổng', '8077')
    .option('--thêm <khóa...>', 'khóa thêm', [])
    .action(() => undefined);
  program
    .command('keys')
    .description('khóa')
    .command('list')
    .action(() => undefined);
});

/** The code commander ends with for these arguments. */
function codeOf(...args: readonly string[]): number | null {
  try {
    program.parse([...args], { from: 'user' });
    return null;
  } catch (error) {
    return error instanceof CommanderError ? error.exitCode : Number.NaN;
  }
}

describe('what commander refuses', () => {
  it.each([
    [['--khac'], 'Không có tùy chọn --khac.\n'],
    [
      ['verify', 'a', '--khóa', 'k', '--jsn'],
      'Không có tùy chọn --jsn.\n(Có phải ý bạn là --json?)\n',
    ],
    [['verify', 'a', '--khoá', 'k'], 'Không có tùy chọn --khoá.\n(Có phải ý bạn là --khóa?)\n'],
    [['verify', 'a', '--nowhere-near=k'], 'Không có tùy chọn --nowhere-near.\n'],
    [['verif'], 'Không có lệnh verif.\n(Có phải ý bạn là verify?)\n'],
    [['keys', 'lits'], 'Không có lệnh lits.\n(Có phải ý bạn là list?)\n'],
    [['x\ny'], 'Không có lệnh x\ny.\n'],
    [['verify', '--khóa', 'k'], 'Thiếu tham số <tệp>.\n'],
    [['verify', 'a'], 'Thiếu tùy chọn bắt buộc --khóa <khóa>.\n'],
    [['verify', 'a', '--khóa'], 'Tùy chọn --khóa <khóa> cần một giá trị đi kèm.\n'],
    [['verify', 'a', 'b', '--khóa', 'k'], 'Thừa tham số: lệnh này nhận 1, đã nêu 2.\n'],
  ])('is said in Vietnamese: %j', (args, sentence) => {
    expect(codeOf(...args)).toBe(1);
    expect(said).toBe(`${sentence}(thêm --help để xem cách dùng)\n`);
  });

  it('names each of several that may have been meant', () => {
    program.command('verity').action(() => undefined);
    codeOf('verifty');
    expect(said).toContain('(Có phải ý bạn là một trong: verify, verity?)');
  });

  it('is nothing where all is as it must be', () => {
    expect([codeOf('verify', 'a', '--khóa', 'k'), said]).toEqual([null, '']);
  });
});

describe('the help', () => {
  it.each([[['--help']], [['verify', '--help']], [['help', 'verify']], [['keys', '--help']], [[]]])(
    'has no English left in it: %j',
    (args) => {
      codeOf(...args);
      expect(said).toContain('Cách dùng: totrinh');
      expect(said.replaceAll(/totrinh.*|--\S+|JSON/g, '')).not.toMatch(ENGLISH);
    },
  );

  it('tells what is required, and a default that says something, and no other', () => {
    codeOf('verify', '--help');
    expect(said).toMatch(/--cổng <số> +cổng \(mặc định: 8077\)\n/);
    expect(said).toMatch(/--json +chỉ in JSON\n/);
    expect(said).toMatch(/--khóa <khóa> +\(bắt buộc\) khóa kiểm\n/);
    expect(said).toMatch(/--thêm <khóa\.\.\.> +khóa thêm\n/);
  });
});
