/** A number as people read it, by thousands: 1.234.567. */
export function counted(value: number): string {
  return value.toLocaleString('vi-VN');
}
