import { expect, it } from '@jest/globals';

import { committeeOf } from './committee.js';

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
