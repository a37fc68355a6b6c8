import type { Answer, ProposalEvent, ProposalStatus, Role, StepKind } from '#libs/domain';

export type Language = 'vi' | 'en';

type Words<Code extends string> = Readonly<Record<Code, Readonly<Record<Language, string>>>>;

export const roleWords: Words<Role> = {
  'commune-officer': { vi: 'Cán bộ xã', en: 'Commune officer' },
  'organisation-commission': { vi: 'Ban Tổ chức', en: 'Organisation commission' },
  'standing-committee': { vi: 'Ban Thường vụ', en: 'Standing committee' },
  auditor: { vi: 'Kiểm tra', en: 'Auditor' },
  'data-protection-officer': { vi: 'Bảo vệ dữ liệu cá nhân', en: 'Data protection' },
  operator: { vi: 'Vận hành hệ thống', en: 'Operator' },
  process: { vi: 'Hệ thống tự chuyển bước', en: 'Moved on by the service' },
};

export const statusWords: Words<Exclude<ProposalStatus, 'absent'>> = {
  draft: { vi: 'Nháp', en: 'Draft' },
  moving: { vi: 'Đã trình', en: 'Submitted' },
  'in-step': { vi: 'Đang xử lý', en: 'In progress' },
  returned: { vi: 'Yêu cầu bổ sung', en: 'Returned for supplement' },
  rejected: { vi: 'Không đồng ý', en: 'Rejected' },
  deferred: { vi: 'Hoãn xem xét', en: 'Deferred' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn' },
  issued: { vi: 'Đã ban hành', en: 'Issued' },
  enacted: { vi: 'Có hiệu lực', en: 'In effect' },
  'enactment-refused': { vi: 'Chưa thực hiện được', en: 'Could not be enacted' },
};

/** What a case is called while a step of this kind is open. */
export const stepStatusWords: Words<StepKind> = {
  reception: { vi: 'Đã trình', en: 'Submitted' },
  appraisal: { vi: 'Đang thẩm định', en: 'Under appraisal' },
  meeting: { vi: 'Chờ họp', en: 'Awaiting the meeting' },
  issuance: { vi: 'Đồng ý, chờ ban hành', en: 'Agreed, to be issued' },
};

export const stepWords: Words<StepKind> = {
  reception: { vi: 'Tiếp nhận', en: 'Reception' },
  appraisal: { vi: 'Thẩm định', en: 'Appraisal' },
  meeting: { vi: 'Kết luận của Ban Thường vụ', en: 'Conclusion of the standing committee' },
  issuance: { vi: 'Ban hành quyết định', en: 'Issuance' },
};

/** What an answer means at a step, for the timeline. */
export const answerWords: Readonly<Record<StepKind, Words<Answer>>> = {
  reception: answers('Đã tiếp nhận', 'Received'),
  appraisal: answers('Thẩm định: đồng ý', 'Appraisal: in favour'),
  meeting: answers('Ban Thường vụ đồng ý', 'Standing committee agrees'),
  issuance: answers('Đã ban hành', 'Issued'),
};

export const eventWords: Words<Exclude<ProposalEvent['type'], 'StepAnswered'>> = {
  ProposalDrafted: { vi: 'Lập bản nháp', en: 'Drafted' },
  ProposalRevised: { vi: 'Sửa nội dung', en: 'Revised' },
  RouteFixed: { vi: 'Xác định tuyến xử lý', en: 'Route fixed' },
  ProposalSubmitted: { vi: 'Trình', en: 'Submitted' },
  ProposalWithdrawn: { vi: 'Rút tờ trình', en: 'Withdrawn' },
  StepOpened: { vi: 'Chuyển đến', en: 'Passed on to' },
  DecisionIssued: { vi: 'Ban hành quyết định', en: 'Decision issued' },
  ProposalEnacted: { vi: 'Đã cập nhật sơ đồ chức danh', en: 'Title map updated' },
  EnactmentRefused: { vi: 'Không thực hiện được quyết định', en: 'Decision could not be enacted' },
  ProcessingFailed: {
    vi: 'Hệ thống xử lý bị lỗi, sẽ thử lại',
    en: 'Processing failed, to be retried',
  },
};

function answers(vi: string, en: string): Words<Answer> {
  return {
    approve: { vi, en },
    reject: { vi: 'Không đồng ý', en: 'Rejected' },
    return: { vi: 'Trả lại, yêu cầu bổ sung', en: 'Returned for supplement' },
    defer: { vi: 'Hoãn xem xét', en: 'Deferred' },
  };
}
