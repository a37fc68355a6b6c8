import { counted, localTime, Refusal, type Sentence } from '#libs/domain';
import type { ChangedRow } from '#libs/event-store';
import { shown } from '#libs/log-format';

import { isInstant } from './backup/manifest.js';
import type { LogFault } from './log-condition.js';

/** What the operator can do about it: the end of each sentence. */
const ACCEPT = {
  vi: 'Dịch vụ chỉ cho đọc. Hãy khôi phục tệp đầy đủ; nếu đây đúng là bản mới nhất còn giữ được, chạy: totrinh restore --accept',
  en: 'The service is read-only. Put the complete file back; if this truly is the newest copy left, run: totrinh restore --accept',
};
const KEEP = {
  vi: 'Dịch vụ chỉ cho đọc. Hãy giữ nguyên tệp này làm bằng chứng và khôi phục từ bản sao lưu.',
  en: 'The service is read-only. Keep this file as evidence and restore from a backup.',
};

const GO_ON = {
  vi: 'Dịch vụ chỉ cho đọc. Để ghi tiếp, chạy: totrinh restore --accept',
  en: 'The service is read-only. To go on, run: totrinh restore --accept',
};

/** What was found: whoever is about to accept it is not told to run what they are running. */
export function withoutAdviceToAccept(sentence: string): string {
  const advice = [ACCEPT.vi, GO_ON.vi].find((vi) => sentence.endsWith(` ${vi}`));
  return advice ? sentence.slice(0, -advice.length - 1) : sentence;
}

type Kind = LogFault['kind'];

/** What was found, and what the operator of a service that found it can do. */
function fault(kind: Kind, found: Sentence, advice: Sentence): LogFault {
  const sentence = { vi: `${found.vi} ${advice.vi}`, en: `${found.en} ${advice.en}` };
  return { kind, found, sentence };
}

/** A truncated tail, an older copy, or a copy without its `-wal`: they look alike. */
export function shorterThan(checked: number, size: number): LogFault {
  const found = {
    vi: `Sổ chỉ còn ${counted(size)} sự kiện, ít hơn ${counted(checked)} sự kiện mà điểm niêm phong gần nhất xác nhận: phần cuối bị cắt, log.db là bản cũ, hoặc thiếu log.db-wal.`,
    en: `The log holds ${size} events, fewer than the ${checked} that the last checkpoint confirms: its end was cut off, log.db is an older copy, or log.db-wal is missing.`,
  };
  return { ...fault('shorter', found, ACCEPT), confirmed: checked };
}

export function differsAt(checked: number): LogFault {
  const found = {
    vi: `${counted(checked)} sự kiện đầu của sổ không khớp điểm niêm phong gần nhất: sổ đã bị sửa hoặc là một bản khác.`,
    en: `The first ${checked} events do not match the last checkpoint: the log was changed or is another one.`,
  };
  return fault('differs', found, KEEP);
}

export function changedAt({ index, stream }: ChangedRow): LogFault {
  const name = stream === null ? '' : ` (${stream})`;
  const found = {
    vi: `Sự kiện thứ ${counted(index + 1)} của sổ${name} đã bị sửa hoặc mất sau khi ghi.`,
    en: `Event ${index + 1} of the log${name} was changed or removed after it was written.`,
  };
  return fault('changed', found, KEEP);
}

/** The leaves lead to another root than the tree that is kept beside them. */
export function treeDiffers(size: number): LogFault {
  const found = {
    vi: `Cây băm của sổ không khớp ${counted(size)} sự kiện trong sổ.`,
    en: `The tree of the log does not match its ${size} events.`,
  };
  return fault('changed', found, KEEP);
}

/** All rows may be as they were, and the next one would stand in no order with them. */
export function notNumberedOn(): LogFault {
  const found = {
    vi: 'Sự kiện tiếp theo sẽ không mang số liền sau sự kiện cuối: phần cuối đã bị cắt khỏi chính tệp log.db này, hoặc số đếm trong tệp đã bị sửa.',
    en: 'The next event would not get the number after the last one: the end was cut off this very log.db, or its counter was changed.',
  };
  return fault('changed', found, KEEP);
}

/** No leaf covers the name that a log is kept under; the next event would bear it. */
export function misnamed(origin: string): LogFault {
  const found = {
    vi: `Tên sổ giữ trong log.db không phải tên mà các sự kiện mang (${origin}): tên đã bị sửa.`,
    en: `The name that log.db is kept under is not the one its events bear (${origin}): it was changed.`,
  };
  return fault('changed', found, KEEP);
}

/**
 * They were thrown away, or never came along. Where one lies beside the keys the log itself may
 * be right; when it was sealed and who has cosigned it is lost, and to be brought back.
 */
export function noCheckpoint(): LogFault {
  const found = {
    vi: 'Sổ đã niêm phong mà không còn điểm niêm phong nào: thư mục checkpoints đã bị xóa.',
    en: 'The log was sealed and has not one checkpoint: the folder checkpoints was removed.',
  };
  return fault('checkpoint', found, {
    vi: 'Dịch vụ chỉ cho đọc. Hãy chép các điểm niêm phong từ thư mục checkpoints của bản sao lưu gần nhất về, rồi khởi động lại.',
    en: 'The service is read-only. Copy the checkpoints back from the folder checkpoints of the newest backup, and start again.',
  });
}

/** A whole log took the place of the one that belongs there, whatever it says of itself. */
export function anotherLog(own: string, record: string): LogFault {
  const found = {
    vi: `Thư mục dữ liệu này là nơi của sổ ${own}, mà log.db là một sổ khác: cả sổ đã bị thay.`,
    en: `The log ${own} belongs to this data directory, and log.db is another one: the whole log was replaced.`,
  };
  return fault('another', found, {
    vi: `${KEEP.vi} Nếu chính người vận hành đã đổi sổ, hãy xóa tệp ${record} cạnh khóa niêm phong.`,
    en: `${KEEP.en} If the operator put it there, remove the file ${record} beside the seal keys.`,
  });
}

/** A witness that has cosigned a head does not find the log to go on from it. */
export function witnessDisagrees(witness: string): LogFault {
  const found = {
    vi: `Bên chứng kiến ${witness} không nhận sổ này là sổ đã xác nhận trước đây: phần đã xác nhận đã bị sửa.`,
    en: `The witness ${witness} does not find this log to go on from what it cosigned: that was changed.`,
  };
  return fault('differs', found, KEEP);
}

export function unreadableCheckpoint(why: unknown): LogFault {
  const reason = why instanceof Error ? why.message : String(why);
  const found = {
    vi: `Điểm niêm phong gần nhất không đọc được hoặc sai chữ ký (${reason}).`,
    en: `The last checkpoint cannot be read or is wrongly signed (${reason}).`,
  };
  return fault('checkpoint', found, KEEP);
}

/** It says nothing of this log; where it came from, or where this log did, somebody has to see. */
export function checkpointOfAnother(size: number, of: string, own: string): LogFault {
  const found = {
    vi: `Điểm niêm phong gần nhất trong checkpoints (${counted(size)} sự kiện) là của sổ khác, tên ${shown(of)}, không phải của sổ ${own} này.`,
    en: `The last checkpoint in the folder checkpoints (${size} events) is of another log, ${shown(of)}, and not of this one, ${own}.`,
  };
  return fault('checkpoint', found, {
    vi: 'Dịch vụ chỉ cho đọc. Nếu tệp đó lạc vào đây, hãy chuyển nó ra ngoài rồi khởi động lại; nếu chính log.db lạc vào đây, hãy khôi phục từ bản sao lưu của sổ kia.',
    en: 'The service is read-only. If that file strayed here, move it away and start again; if log.db did, restore from a backup of the other log.',
  });
}

export function unreadableLog(why: unknown): LogFault {
  const found = {
    vi: `Tệp log.db có chỗ không đọc được (${String(why)}).`,
    en: `Parts of log.db cannot be read (${String(why)}).`,
  };
  return fault('unreadable', found, KEEP);
}

/** All rows may be as they were: whoever looks by an index that lies is not shown some of them. */
export function contradictsItself(what: string): LogFault {
  const found = {
    vi: `Tệp log.db tự mâu thuẫn: trang hoặc chỉ mục của nó hỏng (${what}).`,
    en: `log.db contradicts itself: its pages or indices are damaged (${what}).`,
  };
  return fault('unreadable', found, KEEP);
}

/** No fault: nothing was found out, and the log may be as sound as ever. */
export function pagesNotChecked(why: string, isTriedAgain: boolean): Sentence {
  const again = isTriedAgain
    ? { vi: 'Dịch vụ sẽ tự kiểm lại sau ít giây', en: 'It will be tried again in some seconds' }
    : { vi: 'Dịch vụ không tự kiểm lại nữa', en: 'It will not be tried again' };
  return {
    vi: `Chưa kiểm được trang và chỉ mục của log.db (${why}); việc ghi vẫn tiếp tục. ${again.vi}; để kiểm bằng tay, chạy: totrinh verify`,
    en: `The pages and indices of log.db could not be checked (${why}); writing goes on. ${again.en}; to check by hand, run: totrinh verify`,
  };
}

export function witnessKnowsMore(witness: string, witnessed: number, size: number): LogFault {
  const found = {
    vi: `Bên chứng kiến ${witness} đã xác nhận ${counted(witnessed)} sự kiện mà sổ chỉ có ${counted(size)}: cả thư mục dữ liệu là bản cũ.`,
    en: `The witness ${witness} has confirmed ${witnessed} events and the log holds ${size}: the whole data directory is an older copy.`,
  };
  return { ...fault('witness', found, ACCEPT), confirmed: witnessed };
}

export function justRestored(backedUpAt: string): LogFault {
  const at = isInstant(backedUpAt) ? localTime(backedUpAt) : backedUpAt;
  const found = {
    vi: `Sổ vừa được khôi phục từ bản sao lưu lúc ${at}; những gì ghi sau đó có thể đã mất.`,
    en: `The log was restored from a backup of ${backedUpAt}; what was recorded after it may be lost.`,
  };
  return fault('restored', found, GO_ON);
}

/** Of a service that was told not to be kept from writing. */
export function goesOn({ found }: LogFault): Sentence {
  return {
    vi: `${found.vi} Dịch vụ vẫn ghi, vì TOTRINH_BOOT_CHECK=off.`,
    en: `${found.en} The service writes all the same, as TOTRINH_BOOT_CHECK=off.`,
  };
}

/** Where there is to be one, and the log is not sealed without it. */
export function noSealKey(path: string): Sentence {
  return {
    vi: `Không có khóa niêm phong ở ${path}: sổ không được niêm phong. Hãy trả tệp khóa về chỗ cũ, hoặc chạy: totrinh keys rotate`,
    en: `There is no seal key at ${path}: the log is not sealed. Put the key file back, or run: totrinh keys rotate`,
  };
}

/** The log is written all the same, and nothing vouches for what is new. */
export function notSealed(why: unknown): Sentence {
  const { code, message } = why as NodeJS.ErrnoException;
  const reason = code ?? message;
  return {
    vi: `Không ghi được điểm niêm phong mới (${reason}): phần mới của sổ chưa được niêm phong. Dịch vụ thử lại mỗi phút; hãy xem thư mục checkpoints còn đó và còn ghi được, và ổ đĩa còn chỗ.`,
    en: `No new checkpoint can be kept (${reason}): what is new in the log is not sealed. It is tried again every minute; see that the folder checkpoints is there and can be written, and that the disk has room.`,
  };
}

export function noKeysHere(): Refusal {
  return new Refusal('conflict', 'seal-keys-here', {
    vi: 'Tiến trình này không giữ khóa niêm phong: hãy chạy lệnh ở một tiến trình worker.',
    en: 'This process does not have the keys of the seals: run the command at a worker.',
  });
}
