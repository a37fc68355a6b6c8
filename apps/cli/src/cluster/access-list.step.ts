import { replacedWords } from './access-words.js';
import { asAdministrator, type SetUpStep } from './set-up-step.js';

/** Leaves our user what it needs, and everything else to administrators. */
export const accessListStep: SetUpStep = async ({ administrator }) => {
  if (!administrator) return [];
  const changed = await asAdministrator(administrator, (one) => one.setAccessList());
  if (changed.length === 0) return ['Danh sách quyền đã đúng từ trước, không ghi gì.'];
  return [
    'Đã ghi danh sách quyền cho cả máy chủ: chỉ người quản trị xóa được.',
    ...changed.map((one) => `    ${replacedWords(one)}`),
  ];
};
