import type { viDays } from './vi-days.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const enDays: typeof viDays = {
  days: {
    hint: 'Day/month/year, for example 01/04/2026.',
    faults: {
      unreadable: (typed) =>
        `“${typed}” cannot be read as a day. Type day/month/year, for example 01/04/2026.`,
      'year-not-full': () => 'Type the year with four digits, for example 01/04/2026.',
      'no-such-month': (month) =>
        `There is no month ${month}. Type the day first, then the month, for example 01/04/2026.`,
      'no-such-day': (day) => `There is no ${day} in the calendar. Check day, month and year.`,
    },
    unsound: 'A day is not right.',
    choose: 'Choose day',
    month: (month, year) => `${MONTHS[month - 1]} ${year}`,
    named: (weekday, day, month) => `${weekday}, ${day} ${month}`,
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    close: 'Close',
    weekdays: [
      { short: 'Mo', long: 'Monday' },
      { short: 'Tu', long: 'Tuesday' },
      { short: 'We', long: 'Wednesday' },
      { short: 'Th', long: 'Thursday' },
      { short: 'Fr', long: 'Friday' },
      { short: 'Sa', long: 'Saturday' },
      { short: 'Su', long: 'Sunday' },
    ],
  },
};
