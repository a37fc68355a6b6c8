import { ServerAdministration, UnusableUser } from '#libs/event-store';
import { secretSetting, storePlaceFrom } from '#libs/runtime';

import { CommandFailure, EXIT, type ExitCode } from '../exit.js';
import { tell } from '../output.js';
import { beginLog } from './begin-log.js';

export interface SetUpArguments {
  /** Connection string of an administrator of the server. */
  readonly admin?: string;
}

/** Once for a cluster, and harmless again: user, access list, the beginning of the log. */
export async function runSetUp(
  { admin }: SetUpArguments,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const { eventStoreUrl } = storePlaceFrom(env);
  if (eventStoreUrl === null)
    throw new CommandFailure(
      EXIT.usage,
      'cluster set-up cần EVENT_STORE_URL (esdb://… hoặc kurrentdb://…).',
    );
  const administrator = admin ?? secretSetting(env, 'TOTRINH_ADMIN_URL');
  if (administrator === null)
    tell('Không có --admin hay TOTRINH_ADMIN_URL: bỏ qua tài khoản và quyền trên máy chủ.');
  else await giveRights(administrator, eventStoreUrl);
  const origin = await beginLog(env);
  tell(origin === null ? 'Sổ đã được mở từ trước.' : `Đã mở sổ ${origin}.`);
  return EXIT.ok;
}

async function giveRights(administrator: string, ours: string): Promise<void> {
  const administration = administrationFor(administrator, ours);
  try {
    const { user } = administration;
    const isNew = await administration.createUser();
    tell(isNew ? `Đã tạo tài khoản ${user}.` : `Tài khoản ${user} đã có, giữ nguyên mật khẩu.`);
    const changed = await administration.setAccessList();
    tell(changed.length > 0 ? 'Đã ghi danh sách quyền tối thiểu.' : 'Danh sách quyền đã đúng.');
  } finally {
    administration.close();
  }
}

const PROBLEMS = {
  'plain-text':
    'Không có TLS thì máy chủ không biết tài khoản nào: hãy bật tls cho cả hai địa chỉ.',
  missing: 'Cả EVENT_STORE_URL và địa chỉ quản trị đều phải có tài khoản và mật khẩu.',
  group: 'Tên tài khoản trong EVENT_STORE_URL không được bắt đầu bằng $.',
  administrator: 'Tài khoản trong EVENT_STORE_URL không được là tài khoản quản trị.',
} as const;

function administrationFor(administrator: string, ours: string): ServerAdministration {
  try {
    return new ServerAdministration(administrator, ours);
  } catch (error) {
    if (!(error instanceof UnusableUser)) throw error;
    throw new CommandFailure(EXIT.usage, PROBLEMS[error.problem]);
  }
}
