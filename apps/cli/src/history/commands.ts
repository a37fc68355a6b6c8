import { Option, type Command } from 'commander';

import { figuresInHelp, runBisect, type BisectArguments } from './bisect.command.js';
import { runDiff, type DiffArguments } from './diff.command.js';
import { runLog, type LogArguments } from './log.command.js';
import { runReplay, type ReplayArguments } from './replay.command.js';
import { runShow } from './show.command.js';

const DAYS = 'Ngày viết yyyy-MM-dd hoặc dd/MM/yyyy, ví dụ 2026-01-31 hay 31/01/2026.';

/** What an auditor asks about the past: each answer follows from the events alone. */
export function addHistoryCommands(program: Command): void {
  addReplay(program);
  addDiff(program);
  addLog(program);
  addShow(program);
  addBisect(program);
}

function addReplay(program: Command): void {
  known(program.command('replay'), 'ai giữ chức danh gì vào một ngày, tính lại từ sự kiện')
    .requiredOption('--unit <mã>', 'mã đơn vị; của huyện, tỉnh thì in số cộng các xã')
    .requiredOption('--as-of <ngày>', 'ngày hiệu lực')
    .action(async (options: ReplayArguments) => {
      process.exitCode = await runReplay(options, process.env);
    });
}

function addDiff(program: Command): void {
  known(program.command('diff'), 'nhân sự của một đơn vị khác nhau thế nào giữa hai mốc')
    .argument('<mốc đầu>', 'ngày hiệu lực, hoặc vị trí trong sổ')
    .argument('<mốc sau>', 'cùng loại với mốc đầu')
    .requiredOption('--unit <mã>', 'mã đơn vị')
    .option('--as-of <ngày>', 'ngày hiệu lực, khi hai mốc là vị trí (mặc định: ngày ghi nhận)')
    .option('--salary-on <ngày>', 'tính cả hai mốc theo lương cơ sở của ngày này')
    .action(async (first: string, second: string, options: DiffArguments) => {
      process.exitCode = await runDiff([first, second], options, process.env);
    });
}

function addLog(program: Command): void {
  known(program.command('log'), 'các sự kiện trong sổ, theo thứ tự ghi')
    .option('--since <ngày>', 'ghi nhận từ 0 giờ ngày này (giờ Việt Nam), hoặc từ thời điểm này')
    .option('--until <ngày>', 'ghi nhận đến hết ngày này (giờ Việt Nam), hoặc đến thời điểm này')
    .option('--as-of <ngày>', 'có hiệu lực từ ngày này trở về trước')
    .option('--actor <mã>', 'mã tài khoản hoặc mã người thực hiện')
    .option('--type <loại>', 'loại sự kiện, ví dụ HolderRelieved')
    .option('--proposal <mã>', 'mã hồ sơ, đầy đủ hay ngắn như trên trang')
    .option('--unit <mã>', 'mã đơn vị')
    .option('--after <vị trí>', 'bắt đầu sau vị trí này')
    .option('--limit <số>', 'nhiều nhất bao nhiêu sự kiện')
    .option('--format <dạng>', 'oneline, full hoặc jsonl (mặc định oneline)')
    .action(async (options: LogArguments) => {
      process.exitCode = await runLog(options, process.env);
    });
}

function addShow(program: Command): void {
  json(program.command('show'))
    .description('một sự kiện và vì đâu mà có, hoặc toàn bộ lịch sử một hồ sơ')
    .argument(
      '<mã>',
      'mã sự kiện, vị trí trong sổ, hoặc mã hồ sơ (cả mã ngắn như trên trang, ví dụ C8AEC39D)',
    )
    .action(async (what: string, options: { readonly json: boolean }) => {
      process.exitCode = await runShow(what, options, process.env);
    });
}

function addBisect(program: Command): void {
  known(
    program.command('bisect'),
    'một số liệu đạt điều kiện lần đầu, và đạt lại lần cuối nếu có lúc thôi đạt: sau sự kiện nào, hay vào ngày hiệu lực nào; các sự kiện ghi cùng một lần tính là một',
  )
    .requiredOption('--unit <mã>', 'mã xã hoặc thôn')
    .requiredOption(
      '--when <điều kiện>',
      `ví dụ "partTimeOfficers <= 100"; số liệu: ${figuresInHelp()}`,
    )
    .option('--by <event|day>', 'tìm sự kiện theo thứ tự ghi, hay ngày hiệu lực', 'event')
    .option('--as-of <ngày>', 'số liệu của ngày hiệu lực này; với --by day: tìm đến ngày này')
    .action(async (options: BisectArguments) => {
      process.exitCode = await runBisect(options, process.env);
    });
}

/** All of these take days. */
function known(command: Command, what: string): Command {
  return json(command)
    .summary(what)
    .description(`${what}. ${DAYS}`)
    .addOption(
      new Option(
        '--known-at <thời điểm>',
        'chỉ tính điều đã ghi nhận đến hết ngày này (giờ Việt Nam), hoặc đến thời điểm này',
      ),
    )
    .option('--at-position <vị trí>', 'chỉ tính các sự kiện đến vị trí này của sổ');
}

function json(command: Command): Command {
  return command.option('--json', 'chỉ in JSON ra stdout', false);
}
