import type { NoReplay } from '#libs/audit';
import { Refusal, type Sentence } from '#libs/domain';

/** Why there is nothing to replay, as a sentence. */
export function noReplay(why: NoReplay, unitId: string): Refusal {
  const sentences: Readonly<Record<NoReplay, Sentence>> = {
    'unknown-unit': {
      vi: `Sổ sự kiện không có xã hoặc thôn nào mang mã “${unitId}”.`,
      en: `The log knows no commune or hamlet with the code "${unitId}".`,
    },
    'no-establishment': {
      vi: `Đơn vị “${unitId}” chưa có sự kiện nhân sự nào.`,
      en: `Nothing about the staffing of "${unitId}" is on record.`,
    },
    'no-rules': {
      vi: `Chưa có bộ quy tắc nào có hiệu lực cho “${unitId}” vào ngày này.`,
      en: `No rules are in force for "${unitId}" on that day.`,
    },
  };
  return new Refusal('not-found', why, sentences[why]);
}
