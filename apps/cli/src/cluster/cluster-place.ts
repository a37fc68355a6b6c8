import {
  ConnectionStringRefused,
  serverAddressIn,
  ServerAdministration,
  UnusableUser,
  type ServerAddress,
  type UserProblem,
} from '#libs/event-store';

import { CommandFailure, EXIT } from '../exit.js';
import type { Setting } from '../server-words.js';
import { serverUrlFrom, unusableUrl } from '../store-setting.js';
import type { ClusterPlace } from './set-up-step.js';

const PROBLEMS: Readonly<Record<UserProblem, string>> = {
  'plain-text': 'Chuỗi kết nối của người quản trị cũng phải dùng TLS: hãy bỏ tls=false.',
  missing: 'EVENT_STORE_URL và TOTRINH_ADMIN_URL đều phải có người dùng:mật khẩu@.',
  group: 'Tên người dùng trong EVENT_STORE_URL không được bắt đầu bằng $.',
  administrator:
    'EVENT_STORE_URL đang dùng chính người quản trị. Hãy đặt vào đó một tên khác và một mật khẩu mới: lệnh này sẽ tạo người dùng đó.',
};

/** The server of `EVENT_STORE_URL`, seen by an administrator too. Throws `CommandFailure`. */
export function clusterPlace(admin: string | undefined, env: NodeJS.ProcessEnv): ClusterPlace {
  const url = serverUrlFrom(env);
  if (url === null)
    throw usage('Hãy đặt EVENT_STORE_URL thành chuỗi kết nối của máy chủ sổ (esdb://…).');
  const address = addressIn(url, 'EVENT_STORE_URL');
  if (!address.isEncrypted) return { env, url, address, administrator: null };
  if (!admin)
    throw usage('Cần chuỗi kết nối của người quản trị máy chủ sổ: hãy đặt TOTRINH_ADMIN_URL.');
  const administrator = {
    address: addressIn(admin, 'TOTRINH_ADMIN_URL'),
    administration: administrationFrom(admin, url),
  };
  return { env, url, address, administrator };
}

function administrationFrom(admin: string, url: string): ServerAdministration {
  try {
    return new ServerAdministration(admin, url);
  } catch (error) {
    if (error instanceof UnusableUser) throw usage(PROBLEMS[error.problem]);
    throw error;
  }
}

function addressIn(url: string, setting: Setting): ServerAddress {
  try {
    return serverAddressIn(url);
  } catch (error) {
    if (error instanceof ConnectionStringRefused) throw unusableUrl(setting, error);
    throw error;
  }
}

function usage(sentence: string): CommandFailure {
  return new CommandFailure(EXIT.usage, sentence);
}
