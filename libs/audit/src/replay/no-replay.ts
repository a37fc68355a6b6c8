import { Refusal, type Sentence } from '#libs/domain';

import type { NoReplay } from './standing.js';

/** Why there is nothing to replay, as a sentence. */
export function noReplay(why: NoReplay, unitId: string): Refusal {
  const sentences: Readonly<Record<NoReplay, Sentence>> = {
    'unknown-unit': {
      vi: `Sổ sự kiện không có đơn vị nào mang mã “${unitId}”, hay chưa ghi đến mốc đã chọn.`,
      en: `The log knows no unit with the code "${unitId}", or not yet at what was chosen.`,
    },
    'above-communes': {
      vi: `“${unitId}” là đơn vị trên cấp xã; hãy chọn một xã hoặc một thôn.`,
      en: `"${unitId}" stands above the communes: choose a commune or a hamlet.`,
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
  // What the log has is not what such a question is about, however long it grows.
  return new Refusal(why === 'above-communes' ? 'invalid' : 'not-found', why, sentences[why]);
}
