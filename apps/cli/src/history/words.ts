import type { aggregates, Capacity, OpenedText, StaffingFigures } from '#libs/domain';

import { eventWords, roleWords } from '../../../api/src/words/words.js';

type Aggregates = typeof aggregates;
type EventType = {
  readonly [Name in keyof Aggregates]: keyof Aggregates[Name]['upcasters'];
}[keyof Aggregates];

const OTHER_WORDS: Readonly<Record<Exclude<EventType, keyof typeof eventWords>, string>> = {
  AccountOpened: 'Mở tài khoản',
  ConcurrentTitleAssigned: 'Giao kiêm nhiệm',
  DecisionEnacted: 'Thực hiện quyết định',
  ErasureDeclined: 'Không đồng ý xóa dữ liệu cá nhân',
  ErasureProposed: 'Đề nghị xóa dữ liệu cá nhân',
  HolderAppointed: 'Bố trí vào chức danh',
  HolderRelieved: 'Thôi giữ chức danh',
  LegalHoldLifted: 'Bỏ yêu cầu giữ dữ liệu',
  LegalHoldPlaced: 'Yêu cầu giữ dữ liệu',
  LogRestored: 'Khôi phục sổ',
  OfficialListed: 'Ghi tên cán bộ, công chức',
  PersonRegistered: 'Đăng ký nhân sự',
  PolicyVersionIssued: 'Ban hành bộ quy tắc',
  SealKeyIntroduced: 'Thêm khóa niêm phong',
  SealKeyRetired: 'Ngừng khóa niêm phong',
  SlotOpened: 'Lập suất chức danh',
  StepAnswered: 'Trả lời ở một bước',
  SubjectKeyErased: 'Xóa dữ liệu cá nhân',
  SurplusHolderRecorded: 'Ghi người dôi dư',
  UnitEstablished: 'Lập đơn vị',
};

/** What an event type is called; the type itself for one that only other software knows. */
export function eventWord(type: string): string {
  if (Object.hasOwn(eventWords, type)) return eventWords[type as keyof typeof eventWords].vi;
  return Object.hasOwn(OTHER_WORDS, type) ? OTHER_WORDS[type as keyof typeof OTHER_WORDS] : type;
}

/** Every type that has a name here, as `--type` takes it. */
export const knownTypes = [...Object.keys(eventWords), ...Object.keys(OTHER_WORDS)].sort();

/** Two units may have one name: their code, which every command asks for, tells them apart. */
export function unitWords({ name, unitId }: { readonly name: string; readonly unitId: string }) {
  return `${name} (${unitId})`;
}

/** The figures of staffing, as tables and sentences name them. */
export const figureWords: Readonly<Record<keyof StaffingFigures, string>> = {
  partTimeOfficers: 'Người không chuyên trách',
  slots: 'Suất chức danh',
  vacancies: 'Khuyết',
  concurrentHoldings: 'Kiêm nhiệm',
  allowance: 'Phụ cấp (đồng/tháng)',
};

/** A name or a text, or why there is none. */
export function textWords(text: OpenedText): string {
  if (typeof text === 'string') return text;
  return text === null ? 'đã xóa dữ liệu cá nhân' : 'không có khóa để đọc';
}

/** Who acted and as what: by name where it is known. */
export function actorWords(
  { accountId, role, unitId }: Capacity,
  names: Readonly<Record<string, OpenedText>> = {},
): string {
  // The account that the service acts by has no name for people.
  if (role === 'process') return roleWords[role].vi;
  const name = Object.hasOwn(names, accountId) ? textWords(names[accountId] ?? null) : accountId;
  // The service acts for no unit.
  if (role === 'operator') return `${name} (${roleWords[role].vi})`;
  return `${name} (${roleWords[role].vi}, ${unitId})`;
}
