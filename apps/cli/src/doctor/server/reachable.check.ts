import { failure, ok, warning, type Check } from '../check.js';
import { told, type ServerPlace } from './place.js';

export const reachableCheck: Check<ServerPlace> = {
  id: 'server',
  ask: (place) =>
    told(place.found.members, place, ({ known, answering }) => {
      const sentence = `${answering}/${known} nút của máy chủ sổ trả lời.`;
      if (answering === known) return ok(sentence);
      return warning(
        sentence,
        'Hãy khởi động lại nút không trả lời: thêm một nút hỏng là sổ dừng.',
      );
    }),
};

export const leaderCheck: Check<ServerPlace> = {
  id: 'leader',
  ask: ({ found: { members } }) => {
    if (!('value' in members)) return null;
    const { leader } = members.value;
    if (leader) return ok(`Nút dẫn đầu: ${leader.address}:${leader.port}.`);
    return failure(
      'Không có nút dẫn đầu nào trả lời: sổ không ghi được.',
      'Nếu quá nửa số nút đang hỏng, hãy khởi động lại chúng; nếu không, đợi bầu xong rồi chạy lại.',
    );
  },
};
