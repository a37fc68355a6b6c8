/** What the day fields say, and the calendar beside them. */
export const viDays = {
  days: {
    hint: 'Ngày/tháng/năm, ví dụ 01/04/2026.',
    faults: {
      unreadable: (typed: string) =>
        `Không đọc được “${typed}” là ngày nào. Hãy nhập ngày/tháng/năm, ví dụ 01/04/2026.`,
      'year-not-full': () => 'Hãy nhập năm đủ bốn chữ số, ví dụ 01/04/2026.',
      'no-such-month': (month: string) =>
        `Không có tháng ${month}. Hãy nhập ngày trước, tháng sau, ví dụ 01/04/2026.`,
      'no-such-day': (day: string) =>
        `Không có ngày ${day} trong lịch. Hãy xem lại ngày, tháng và năm.`,
    },
    unsound: 'Có ngày chưa đúng.',
    choose: 'Chọn ngày',
    month: (month: number, year: string) => `Tháng ${month} năm ${year}`,
    named: (weekday: string, day: number, month: string) =>
      `${weekday}, ${day} ${month.toLowerCase()}`,
    previousMonth: 'Tháng trước',
    nextMonth: 'Tháng sau',
    close: 'Đóng',
    weekdays: [
      { short: 'T2', long: 'Thứ Hai' },
      { short: 'T3', long: 'Thứ Ba' },
      { short: 'T4', long: 'Thứ Tư' },
      { short: 'T5', long: 'Thứ Năm' },
      { short: 'T6', long: 'Thứ Sáu' },
      { short: 'T7', long: 'Thứ Bảy' },
      { short: 'CN', long: 'Chủ Nhật' },
    ],
  },
};
