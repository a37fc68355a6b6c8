import { Help, type Command, type Option } from 'commander';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Cách dùng:',
  'Arguments:': 'Tham số:',
  'Options:': 'Tùy chọn:',
  'Commands:': 'Các lệnh:',
};

/** Whatever commander says of its own accord; what it quotes may hold any character. */
const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.*)'/s, 'Không có tùy chọn $1.'],
  [/^error: unknown command '(.*)'/s, 'Không có lệnh $1.'],
  [/^error: missing required argument '(.*)'/s, 'Thiếu tham số <$1>.'],
  [/^error: option '(.*)' argument missing/s, 'Tùy chọn $1 cần một giá trị đi kèm.'],
  [/^error: required option '(.*)' not specified/s, 'Thiếu tùy chọn bắt buộc $1.'],
  [
    /^error: too many arguments.* Expected (\d+) arguments? but got (\d+)\./s,
    'Thừa tham số: lệnh này nhận $1, đã nêu $2.',
  ],
  [/\(Did you mean one of (.*)\?\)\n$/s, '(Có phải ý bạn là một trong: $1?)\n'],
  [/\(Did you mean (.*)\?\)\n$/s, '(Có phải ý bạn là $1?)\n'],
];

const usual = new Help();

/** Has commander speak Vietnamese; commands added afterwards inherit it. */
export function inVietnamese(program: Command): Command {
  return program
    .helpOption('-h, --help', 'xem cách dùng')
    .helpCommand('help [lệnh]', 'xem cách dùng của một lệnh')
    .showHelpAfterError('(thêm --help để xem cách dùng)')
    .configureOutput({ outputError: (text, write) => write(errorWords(text)) })
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      commandUsage: (command) => placeholders(usual.commandUsage(command)),
      subcommandTerm: (command) => placeholders(usual.subcommandTerm(command)),
      optionDescription: (option) =>
        requiredWords(option) + defaultWords(usual.optionDescription(option)),
    });
}

function errorWords(text: string): string {
  return ERRORS.reduce((words, [pattern, vi]) => words.replace(pattern, vi), text);
}

function placeholders(usage: string): string {
  return usage.replace('[options]', '[tùy chọn]').replace('[command]', '[lệnh]');
}

function requiredWords({ mandatory }: Option): string {
  return mandatory ? '(bắt buộc) ' : '';
}

/** That an option is off, or names nothing, unless it is given says nothing to anybody. */
function defaultWords(description: string): string {
  return description
    .replace(/ \(default: (false|\[\])\)$/, '')
    .replace(/\(default: "?([^"]*)"?\)$/, '(mặc định: $1)');
}
