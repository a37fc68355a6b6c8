import type { Language } from './words.js';

type Said = Readonly<Record<Language, string>>;

/** What is wrong with a field, by the name of the class-validator constraint it breaks. */
const CONSTRAINTS: Readonly<Record<string, Said>> = {
  missing: { vi: 'còn thiếu', en: 'is missing' },
  whitelistValidation: { vi: 'không có trường này', en: 'is not a field here' },
  isString: { vi: 'phải là chữ', en: 'must be text' },
  isText: { vi: 'có NUL hoặc nửa ký tự', en: 'holds NUL or half a character' },
  isInt: { vi: 'phải là số nguyên', en: 'must be a whole number' },
  isBoolean: { vi: 'phải là true hoặc false', en: 'must be true or false' },
  isArray: { vi: 'phải là danh sách', en: 'must be a list' },
  isObject: { vi: 'phải là một nhóm trường', en: 'must be an object' },
  isNotEmpty: { vi: 'không được để trống', en: 'may not be empty' },
  isIn: { vi: 'không nằm trong các giá trị cho phép', en: 'is not one of the values allowed' },
  isUuid: { vi: 'phải là UUID', en: 'must be a UUID' },
  isDay: { vi: 'phải là ngày có thật, dạng yyyy-MM-dd', en: 'must be a day, as yyyy-MM-dd' },
  isMoment: { vi: 'phải là thời điểm ISO 8601', en: 'must be a moment in ISO 8601' },
  min: { vi: 'nhỏ quá', en: 'is too small' },
  max: { vi: 'lớn quá', en: 'is too large' },
  minLength: { vi: 'ngắn quá', en: 'is too short' },
  maxLength: { vi: 'dài quá', en: 'is too long' },
  arrayMinSize: { vi: 'phải có ít nhất một mục', en: 'must have at least one item' },
  arrayMaxSize: { vi: 'có quá nhiều mục', en: 'has too many items' },
  matches: { vi: 'có ký tự không dùng được', en: 'has characters that cannot be used' },
  nestedValidation: { vi: 'phải là một nhóm trường', en: 'must be an object' },
};

const OTHER: Said = { vi: 'không hợp lệ', en: 'is not valid' };

export function sayConstraint(name: string, language: Language): string {
  return (CONSTRAINTS[name] ?? OTHER)[language];
}
