import type { UnitRef } from '#libs/domain';

// An invented province with one district, one commune and its first hamlet.
export const provinceId = 'tinh-mau';
export const districtId = 'huyen-mau';
export const communeId = 'xa-mau';
export const hamletId = 'xa-mau-thon-1';

/** The proposing commune, then the units above it. */
export const unitPath: readonly UnitRef[] = [
  { unitId: communeId, level: 'commune' },
  { unitId: districtId, level: 'district' },
  { unitId: provinceId, level: 'province' },
];
