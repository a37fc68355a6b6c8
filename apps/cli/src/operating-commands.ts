import type { Command } from 'commander';

/** What whoever runs an installation needs; loaded when asked for. */
export function addOperatingCommands(program: Command): void {
  program
    .command('doctor')
    .description('kiểm tra máy, dữ liệu, khóa, máy chủ sổ và Redis, và nói cần làm gì')
    .option('--json', 'chỉ in JSON ra stdout', false)
    .action(async (options: { readonly json: boolean }) => {
      const { runDoctor } = await import('./doctor/doctor.command.js');
      process.exitCode = await runDoctor(options, process.env);
    });
  program
    .command('cluster')
    .description('máy chủ sổ (EventStoreDB, KurrentDB) mà EVENT_STORE_URL chỉ đến')
    .command('set-up')
    .description(
      'tạo người dùng của EVENT_STORE_URL, đặt quyền ít nhất, mở sổ; chạy lại không hại gì',
    )
    .option(
      '--admin <chuỗi>',
      'chuỗi kết nối của người quản trị. Mật khẩu trên dòng lệnh thì người khác trên máy đọc được: nên đặt biến TOTRINH_ADMIN_URL thay cho tùy chọn này',
    )
    .action(async (options: { readonly admin?: string }) => {
      const { runSetUp } = await import('./cluster/set-up.command.js');
      process.exitCode = await runSetUp(options, process.env);
    });
}
