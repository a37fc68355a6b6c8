import { Refusal } from '#libs/domain';

/** The same for what does not exist and for what is another commune's. */
export function notKnownHere(): Refusal {
  return new Refusal('not-found', 'known-here', {
    vi: 'Không tìm thấy hồ sơ hoặc đơn vị này.',
    en: 'There is no such case or unit.',
  });
}
