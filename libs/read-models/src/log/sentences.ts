import type { Sentence } from '#libs/domain';
import type { Position } from '#libs/event-store';

/** The file cannot be written for now: nothing is lost, as the log has it all. */
export function viewsHeldUp(why: unknown): Sentence {
  const reason = reasonOf(why);
  return {
    vi: `Chưa ghi được views.db (${reason}): các màn hình chưa cho thấy nội dung mới, sổ không mất gì. Dịch vụ tự thử lại mỗi giây; hãy xem ổ đĩa còn chỗ trống và bộ nhớ còn đủ không.`,
    en: `views.db cannot be written (${reason}): the screens do not show what is new, and the log lacks nothing. It is tried again every second; see whether there is room on the disk, and memory.`,
  };
}

/** Nothing is skipped, so everything after that event is missing too. */
export function viewsStopped(position: Position, why: unknown): Sentence {
  const reason = reasonOf(why);
  return {
    vi: `Các màn hình dừng lại trước sự kiện ở vị trí ${position}, vì không đưa được sự kiện này vào views.db (${reason}). Hãy chạy bản Tờ Trình mới nhất đã từng ghi vào sổ này; nếu đúng là bản đó, hãy báo lỗi kèm dòng này.`,
    en: `The screens stand before the event at position ${position}, which could not be put into views.db (${reason}). Run the newest version that has written to this log; if it is that one, report this line.`,
  };
}

function reasonOf(why: unknown): string {
  return why instanceof Error ? why.message : String(why);
}
