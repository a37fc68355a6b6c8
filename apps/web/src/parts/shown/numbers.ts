const whole = new Intl.NumberFormat('vi-VN');
const twoPlaces = new Intl.NumberFormat('vi-VN', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

export function shownNumber(value: number): string {
  return whole.format(value);
}

/** Whole đồng: 1.490.000 ₫. */
export function shownMoney(dong: number): string {
  return `${whole.format(dong)} ₫`;
}

/** Hundredths: 110 is shown as 1,10. */
export function shownCoefficient(hundredths: number): string {
  return twoPlaces.format(hundredths / 100);
}
