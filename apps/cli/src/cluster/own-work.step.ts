import { examineServer } from '#libs/event-store';

import { CommandFailure, EXIT } from '../exit.js';
import { unavailableWords } from '../server-words.js';
import type { SetUpStep } from './set-up-step.js';

/** Asks as our user what only a user with the right password and rights is answered. */
export const ownWorkStep: SetUpStep = async ({ url, address }) => {
  const { members, readsLog } = await examineServer(url);
  const asked = readsLog ?? members;
  if ('failure' in asked) {
    const { sentence, advice } = unavailableWords(asked.failure, address, 'EVENT_STORE_URL');
    const isRefused = asked.failure.reason === 'refused';
    throw new CommandFailure(isRefused ? EXIT.notAllowed : EXIT.error, `${sentence} ${advice}`);
  }
  if (!readsLog)
    throw new CommandFailure(
      EXIT.error,
      'Máy chủ sổ chưa có nút dẫn đầu. Hãy đợi bầu xong rồi chạy lại lệnh này.',
    );
  const who = address.user === null ? 'Kết nối này' : `Người dùng ${address.user}`;
  return [`${who} đọc được cả sổ.`];
};
