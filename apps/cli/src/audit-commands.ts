import type { Command } from 'commander';

import type { VerifyArguments } from '#libs/audit';

import { runExport, type ExportOptions } from './export.command.js';
import { runImport } from './import.command.js';
import { quorumOption, repeated } from './repeated-option.js';
import { runVerify, type VerifyOptions } from './verify.command.js';

/** What an auditor does with a whole log: take it along, check it, bring it back. */
export function addAuditCommands(program: Command): void {
  trusting(program.command('verify'))
    .description('kiểm tra toàn vẹn sổ, hoặc một tệp xuất')
    .option('--export <tệp>', 'kiểm tra tệp xuất này thay cho sổ trong thư mục dữ liệu')
    .option('--require-signed', 'sự kiện sau điểm niêm phong cuối cũng là lỗi (mã 3)', false)
    .option('--json', 'chỉ in JSON ra stdout', false)
    .action(async (options: VerifyOptions) => {
      process.exitCode = await runVerify(options, process.env);
    });
  program
    .command('export')
    .description('xuất cả sổ ra một tệp JSON Lines (CloudEvents 1.0)')
    .requiredOption('--out <tệp>', 'tệp để ghi')
    .option('--force', 'ghi đè tệp xuất đã có', false)
    .action(async (options: ExportOptions) => {
      process.exitCode = await runExport(options, process.env);
    });
  trusting(program.command('import'))
    .description('nhập một tệp xuất vào thư mục dữ liệu chưa có sổ, vừa nhập vừa kiểm tra')
    .argument('<tệp>', 'tệp xuất')
    .action(async (file: string, options: VerifyArguments) => {
      process.exitCode = await runImport(file, options, process.env);
    });
}

/** Whom whoever verifies believes. */
function trusting(command: Command): Command {
  return command
    .addOption(repeated('--vkey <khóa>', 'khóa kiểm của sổ, hoặc tệp có khóa'))
    .addOption(repeated('--witness <khóa>', 'khóa kiểm của bên chứng kiến, hoặc tệp có khóa'))
    .addOption(quorumOption())
    .addOption(repeated('--old-checkpoint <tệp>', 'điểm niêm phong đang giữ từ trước'));
}
