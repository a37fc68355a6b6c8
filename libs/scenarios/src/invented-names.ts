const FAMILY = ['Nguyễn', 'Trần', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương'];
const MIDDLE = ['Thị', 'Văn', 'Đức', 'Minh', 'Thanh', 'Quang', 'Kim'];
const GIVEN = [
  'Ước',
  'Đoài',
  'Lụa',
  'Thạch',
  'Mận',
  'Cần',
  'Ấm',
  'Bưởi',
  'Khoan',
  'Vượng',
  'Sậu',
  'Lành',
  'Tấc',
];

/** An invented full name; the same index gives the same name, and 1,001 indices give as many. */
export function inventedName(index: number): string {
  const pick = (from: readonly string[]) => from[index % from.length] ?? '';
  return `${pick(FAMILY)} ${pick(MIDDLE)} ${pick(GIVEN)}`;
}
