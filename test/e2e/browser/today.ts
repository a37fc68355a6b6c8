/** The day in the office, as it is typed there. */
export function today(): string {
  return new Date().toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });
}
