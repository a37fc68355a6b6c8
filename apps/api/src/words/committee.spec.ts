import { expect, it } from '@jest/globals';

import { committeeOf, unitBeside } from './committee.js';

it.each([
  ['Huyện Sông Mây', 'Huyện ủy Sông Mây'],
  ['Quận 1', 'Quận ủy 1'],
  ['Thành phố Vĩnh Yên', 'Thành ủy Vĩnh Yên'],
  ['Thị xã Phúc Yên', 'Thị ủy Phúc Yên'],
  ['Tỉnh Vĩnh Phúc', 'Tỉnh ủy Vĩnh Phúc'],
  ['Xã Hòa Bình Mới', 'Xã Hòa Bình Mới'],
  ['Huyện', 'Huyện'],
  ['', ''],
])('the body of %s is of %s', (unit, committee) => {
  expect(committeeOf(unit)).toBe(committee);
});

it.each([
  ['standing-committee', 'vi', 'Huyện ủy Sông Mây'],
  ['organisation-commission', 'vi', 'Huyện ủy Sông Mây'],
  ['standing-committee', 'en', 'Huyện Sông Mây'],
  ['data-protection-officer', 'vi', 'Huyện Sông Mây'],
  ['auditor', 'vi', 'Huyện Sông Mây'],
] as const)('beside %s in %s stands %s', (role, language, unit) => {
  expect(unitBeside(role, 'Huyện Sông Mây', language)).toBe(unit);
  expect(unitBeside(role, null, language)).toBeNull();
});
