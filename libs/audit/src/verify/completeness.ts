import { counted } from '#libs/domain';

import { fault, type Fault } from './finding.js';

/** An export of another size than its header states, or with another root. */
export function incomplete(size: number, stated: number): Fault {
  if (size < stated) return { ...endingEarly(size, stated), endsEarly: true };
  return fault(
    'completeness',
    `Tệp xuất nói có ${counted(stated)} sự kiện với một gốc cây băm khác; tệp có ${counted(size)} sự kiện.`,
    `The export states ${stated} events and their root; it holds ${size} that do not match.`,
  );
}

function endingEarly(size: number, stated: number): Fault {
  return fault(
    'completeness',
    `Tệp xuất kết thúc sớm: dòng đầu nói có ${counted(stated)} sự kiện mà tệp chỉ có ${counted(size)}; các sự kiện từ thứ ${counted(size + 1)} trở đi bị thiếu.`,
    `The export ends early: it states ${stated} events and holds ${size}; those from event ${size + 1} on are missing.`,
  );
}
