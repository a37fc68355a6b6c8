import type { Command } from 'commander';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { quorumOption, repeated, repeatedAndRequired } from '../repeated-option.js';
import type { Report, ServiceAtHand } from '../service-at-hand.js';
import {
  acceptRestore,
  makeBackup,
  restoreBackup,
  tellFound,
  type RestoreArguments,
} from './backup.command.js';
import { listKeys, retireKey, rotateKeys } from './keys.command.js';
import { checkReceiptFile, type ReceiptArguments } from './receipt.command.js';
import { runWitness, type WitnessArguments } from './witness.command.js';

type RestoreOptions = Omit<RestoreArguments, 'from'> & {
  readonly from?: string;
  readonly accept: boolean;
};
type WithLog = (
  run: (service: ServiceAtHand) => Promise<ExitCode>,
  report?: Report,
) => Promise<void>;

/** What keeps the log from being changed unnoticed, and brings it back when it is lost. */
export function addSealCommands(program: Command, withLog: WithLog, askLog: WithLog): void {
  addKeys(program, withLog, askLog);
  addReceipt(program);
  addWitness(program);
  addBackup(program, withLog);
}

function addKeys(program: Command, withLog: WithLog, askLog: WithLog): void {
  const keys = program.command('keys').description('khóa niêm phong sổ; khóa dữ liệu cá nhân');
  keys
    .command('list')
    .description('in khóa kiểm, để gửi cho bên kiểm tra')
    .action(() => askLog(listKeys));
  keys
    .command('rotate')
    .description('thêm khóa mới; khóa cũ còn cùng ký đến khi thôi dùng')
    .action(() => withLog(rotateKeys));
  keys
    .command('retire')
    .description('thôi dùng một khóa')
    .argument('<khóa>', 'khóa kiểm, như keys list in ra')
    .action((vkey: string) => withLog((service) => retireKey(service, vkey, process.env)));
  keys
    .command('merge')
    .description('lấy từ một keys.db khác của sổ này những khóa dữ liệu cá nhân đang thiếu')
    .argument('<tệp>', 'keys.db kia; chỉ được đọc')
    .action(async (file: string) => {
      const { mergeKeysFrom } = await import('../merge-keys.command.js');
      process.exitCode = await mergeKeysFrom(file, process.env);
    });
}

function addReceipt(program: Command): void {
  program
    .command('receipt')
    .description('giấy biên nhận')
    .command('check')
    .description('kiểm một giấy biên nhận, không cần sổ và không cần mạng')
    .argument('<tệp>', 'tệp .tlog-proof')
    .addOption(repeatedAndRequired('--vkey <khóa>', 'khóa kiểm của sổ, hoặc tệp có khóa'))
    .addOption(repeated('--witness <khóa>', 'khóa kiểm của bên chứng kiến, hoặc tệp có khóa'))
    .addOption(quorumOption())
    .action(async (file: string, options: ReceiptArguments) => {
      process.exitCode = await checkReceiptFile(file, options);
    });
}

function addWitness(program: Command): void {
  program
    .command('witness')
    .description('làm bên chứng kiến: ký xác nhận sổ chỉ dài ra, không bị sửa')
    .requiredOption('--state <tệp>', 'tệp nhớ điểm niêm phong lớn nhất đã ký của mỗi sổ')
    .requiredOption('--key <tệp>', 'tệp khóa của bên chứng kiến; chưa có thì được tạo')
    .addOption(repeatedAndRequired('--log <khóa>', 'khóa kiểm của mỗi sổ được chứng kiến'))
    .option('--new-state', 'bắt đầu lại dù đã mất tệp nhớ', false)
    .option('--name <tên>', 'tên ghi trong khóa được tạo', 'totrinh/witness')
    .option('--port <cổng>', 'cổng', '8077')
    .option('--host <địa chỉ>', 'địa chỉ lắng nghe', '127.0.0.1')
    .action(async (options: WitnessArguments) => {
      process.exitCode = await runWitness(options);
    });
}

function addBackup(program: Command, withLog: WithLog): void {
  program
    .command('backup')
    .description('sao lưu khi đang chạy, rồi kiểm bản sao')
    .requiredOption('--to <thư mục>', 'thư mục trống hoặc chưa có')
    .action(({ to }: { to: string }) => withLog((service) => makeBackup(service, to)));
  program
    .command('restore')
    .description('khôi phục từ bản sao lưu, hoặc chấp nhận bản đã khôi phục')
    .option('--from <thư mục>', 'bản sao lưu, chép vào thư mục dữ liệu trống')
    .addOption(
      repeated('--vkey <khóa>', 'khóa kiểm của sổ, hoặc tệp có khóa, khi máy này không có'),
    )
    .option('--unsigned', 'nhận cả bản sao lưu không kiểm được do ai làm ra', false)
    .option('--accept', 'ghi tiếp trên bản đã khôi phục, dưới tên sổ mới', false)
    .action(async ({ from, accept, ...trust }: RestoreOptions) => {
      if (from === undefined && !accept)
        throw new CommandFailure(EXIT.usage, 'restore cần --from <thư mục> hoặc --accept.');
      if (from !== undefined)
        process.exitCode = await restoreBackup({ from, ...trust }, process.env);
      if (accept) await withLog(acceptRestore, tellFound);
    });
}
