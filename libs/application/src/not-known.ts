import { Refusal, type ErasureSubjectKind, type Sentence } from '#libs/domain';

/** The same for what does not exist and for what is another commune's. */
export function notKnownHere(): Refusal {
  return new Refusal('not-found', 'known-here', {
    vi: 'Không tìm thấy hồ sơ hoặc đơn vị này.',
    en: 'There is no such case or unit.',
  });
}

const NO_SUBJECT: Readonly<Record<ErasureSubjectKind | 'asked', Sentence>> = {
  person: { vi: 'Không tìm thấy người nào mang mã này.', en: 'There is no person of that id.' },
  case: { vi: 'Không tìm thấy hồ sơ nào mang mã này.', en: 'There is no case of that id.' },
  asked: {
    vi: 'Chưa có đề nghị xóa hay yêu cầu giữ nào cho mã này.',
    en: 'Nobody asked for that id to be erased or held.',
  },
};

/** As `notKnownHere`, of whose data is to be erased or held, or was asked to be. */
export function noSubjectHere(of: keyof typeof NO_SUBJECT): Refusal {
  return new Refusal('not-found', 'known-here', NO_SUBJECT[of]);
}
