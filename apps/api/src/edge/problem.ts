import type { Sentence } from '#libs/domain';

export interface FieldProblem {
  /** JSON pointer into the body, or `?name` for a query parameter. */
  readonly pointer: string;
  readonly constraint: string;
}

/** What the edge itself refuses, before any rule of the domain is asked. */
export class EdgeProblem extends Error {
  override readonly name = 'EdgeProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly sentence: Sentence,
    readonly fields: readonly FieldProblem[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${code}: ${sentence.en}`);
  }
}

export function notSignedIn(): EdgeProblem {
  return new EdgeProblem(401, 'signed-in', {
    vi: 'Bạn chưa đăng nhập hoặc phiên đã hết hạn.',
    en: 'You are not signed in, or your session has ended.',
  });
}

export function wrongFields(fields: readonly FieldProblem[]): EdgeProblem {
  const sentence = {
    vi: 'Có trường chưa đúng: xem từng trường bên dưới.',
    en: 'Some fields are not right: see each below.',
  };
  return new EdgeProblem(422, 'fields-valid', sentence, fields);
}

/** NUL and halves of a character cannot be kept: the field that holds one is named. */
export function wrongText(pointer: string): EdgeProblem {
  const sentence = {
    vi: `Nội dung ở ${pointer} có ký tự không ghi lại được (NUL hoặc nửa ký tự Unicode).`,
    en: `The text at ${pointer} holds a character that cannot be kept (NUL, or half of one).`,
  };
  return new EdgeProblem(400, 'text-readable', sentence, [{ pointer, constraint: 'isText' }]);
}

export function nothingHere(): EdgeProblem {
  return new EdgeProblem(404, 'http-404', {
    vi: 'Không có địa chỉ này.',
    en: 'There is nothing at this address.',
  });
}

export function unreadable(): EdgeProblem {
  return new EdgeProblem(400, 'http-400', {
    vi: 'Yêu cầu không đọc được: địa chỉ hoặc JSON sai.',
    en: 'The request cannot be read: its address or its JSON is malformed.',
  });
}
