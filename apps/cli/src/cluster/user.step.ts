import { asAdministrator, type SetUpStep } from './set-up-step.js';

/** Makes our user where it is missing. */
export const userStep: SetUpStep = async ({ administrator, address }) => {
  if (!administrator)
    return ['Kết nối không mã hóa: máy chủ sổ không phân biệt người dùng, nên không đặt quyền.'];
  const isMade = await asAdministrator(administrator, (one) => one.createUser());
  const user = String(address.user);
  return [isMade ? `Đã tạo người dùng ${user}.` : `Đã có người dùng ${user}, giữ nguyên mật khẩu.`];
};
