import { differenceWords } from '../../cluster/access-words.js';
import { failure, ok, warning, type Check, type Outcome } from '../check.js';
import { told, type ServerPlace } from './place.js';

const SET_UP = 'Hãy chạy: totrinh cluster set-up';

export const readsLogCheck: Check<ServerPlace> = {
  id: 'reads-log',
  ask: (place) => {
    const { readsLog } = place.found;
    if (isRefused(readsLog)) return refused('đọc cả sổ ($all)', place);
    return told(readsLog, place, () => ok('Đọc được cả sổ ($all).'));
  },
};

export const accessListCheck: Check<ServerPlace> = {
  id: 'access-list',
  ask: (place) => {
    const { rights, members, address } = place.found;
    if (isRefused(rights)) return refused('đọc danh sách quyền ($settings)', place);
    if (!rights && 'value' in members && members.value.leader && !address.isEncrypted)
      return warning(
        'Không mã hóa thì máy chủ sổ không phân biệt người dùng: ai kết nối được cũng xóa được.',
        'Chỉ dùng để chạy thử; khi dùng thật hãy bật TLS, rồi chạy: totrinh cluster set-up',
      );
    return told(rights, place, ({ differences, isAdministrator }) => {
      if (isAdministrator)
        return failure(
          `Người dùng ${String(address.user)} là người quản trị máy chủ sổ: xóa được mọi luồng.`,
          'Hãy đặt vào EVENT_STORE_URL một người dùng khác, rồi chạy: totrinh cluster set-up',
        );
      if (differences.length === 0)
        return ok('Quyền trên máy chủ sổ ở mức ít nhất: chỉ người quản trị xóa được.');
      const sentence = 'Quyền trên máy chủ sổ khác mức ít nhất cần có.';
      return { ...failure(sentence, SET_UP), more: differences.map(differenceWords) };
    });
  },
};

function isRefused(asked: ServerPlace['found']['readsLog' | 'rights']): boolean {
  return asked !== null && 'failure' in asked && asked.failure.reason === 'refused';
}

function refused(what: string, { found: { address } }: ServerPlace): Outcome {
  const who = address.user === null ? 'Kết nối không có người dùng' : `Người dùng ${address.user}`;
  return failure(`${who} không được ${what}.`, SET_UP);
}
