import type { ServerAddress, StoreUnavailable } from '#libs/event-store';

/** The setting a connection string came from: what somebody has to mend. */
export type Setting = 'EVENT_STORE_URL' | 'TOTRINH_ADMIN_URL';

export interface Words {
  readonly sentence: string;
  readonly advice: string;
}

/** Why a server did not answer, and what to do. */
export function unavailableWords(
  { reason, message }: StoreUnavailable,
  address: ServerAddress,
  setting: Setting,
): Words {
  const hosts = address.hosts.join(', ');
  switch (reason) {
    case 'refused':
      return refusedWords(address, setting);
    case 'certificate':
      return certificateWords(address, setting);
    case 'timeout':
      return {
        sentence: `Máy chủ sổ ${hosts} không trả lời kịp.`,
        advice: 'Hãy xem máy chủ có bị treo hay quá tải không, rồi chạy lại lệnh này.',
      };
    case 'down':
      return {
        sentence: `Không kết nối được với máy chủ sổ ${hosts}.`,
        advice: `Hãy kiểm tra máy chủ đã chạy, và tên máy, cổng trong ${setting}.`,
      };
    case undefined:
      return { sentence: `Máy chủ sổ ${hosts} báo lỗi.`, advice: `(${message})` };
  }
}

function refusedWords({ user }: ServerAddress, setting: Setting): Words {
  if (user === null)
    return {
      sentence: 'Máy chủ sổ không nhận kết nối không có người dùng.',
      advice: `Hãy thêm người dùng:mật khẩu@ vào ${setting}.`,
    };
  return {
    sentence: `Máy chủ sổ từ chối người dùng ${user}.`,
    advice: `Hãy kiểm tra mật khẩu và quyền của người dùng này trong ${setting}.`,
  };
}

function certificateWords({ isEncrypted, hosts }: ServerAddress, setting: Setting): Words {
  const where = hosts.join(', ');
  if (!isEncrypted)
    return {
      sentence: `Máy chủ sổ ${where} không nhận kết nối không mã hóa.`,
      advice: `Hãy bỏ tls=false và thêm tlsCAFile=<tệp chứng chỉ> trong ${setting}.`,
    };
  return {
    sentence: `Không tin được chứng chỉ của máy chủ sổ ${where}.`,
    advice: `Hãy đặt tlsCAFile trong ${setting} thành chứng chỉ đã ký cho máy chủ; nếu máy chủ không dùng TLS thì đặt tls=false.`,
  };
}
