/**
 * Programme of xã Vĩnh Thịnh, 2017–2021. The report states 193 part-time officers before, 22 of
 * them in the commune and 171 in the hamlets, 106 fewer after, and about 41 million đồng a month
 * saved. It does not state hamlets, coefficients or dates: those below are invented so that the
 * stated figures follow from them.
 */
export const vinhThinhData = {
  communeTitles: [
    { id: 'c-propaganda', name: 'Cán bộ tuyên giáo' },
    { id: 'c-inspection', name: 'Cán bộ kiểm tra Đảng' },
    { id: 'c-mass-work', name: 'Cán bộ dân vận' },
    { id: 'c-party-office', name: 'Văn phòng Đảng ủy' },
    { id: 'c-front-deputy', name: 'Phó Chủ tịch MTTQ' },
    { id: 'c-youth-deputy', name: 'Phó Bí thư Đoàn xã' },
    { id: 'c-women-deputy', name: 'Phó Chủ tịch Hội Phụ nữ' },
    { id: 'c-farmers-deputy', name: 'Phó Chủ tịch Hội Nông dân' },
    { id: 'c-veterans-deputy', name: 'Phó Chủ tịch Hội Cựu chiến binh' },
    { id: 'c-radio', name: 'Phụ trách đài truyền thanh' },
    { id: 'c-clerk', name: 'Văn thư, lưu trữ' },
  ],
  /** Coefficients in hundredths. */
  communeCoefficient: 100,
  slotsPerCommuneTitle: 2,
  /** Cadres and civil servants who take a commune title concurrently. */
  officials: 10,
  hamlets: 15,
  hamletTitles: [
    { id: 'h-secretary', name: 'Bí thư chi bộ', coefficient: 110 },
    { id: 'h-police', name: 'Công an viên', coefficient: 80 },
    { id: 'h-military', name: 'Thôn đội trưởng', coefficient: 50 },
    { id: 'h-youth', name: 'Bí thư chi đoàn', coefficient: 40 },
    { id: 'h-women', name: 'Chi hội trưởng Phụ nữ', coefficient: 30 },
    { id: 'h-head', name: 'Trưởng thôn', coefficient: 90, passesTo: 'h-secretary' },
    {
      id: 'h-veterans',
      name: 'Chi hội trưởng Cựu chiến binh',
      coefficient: 30,
      passesTo: 'h-military',
    },
    { id: 'h-front', name: 'Trưởng ban công tác Mặt trận', coefficient: 50, passesTo: 'h-police' },
    { id: 'h-farmers', name: 'Chi hội trưởng Nông dân', coefficient: 30, passesTo: 'h-youth' },
    {
      id: 'h-elderly',
      name: 'Chi hội trưởng Người cao tuổi',
      coefficient: 20,
      passesTo: 'h-women',
    },
    { id: 'h-health', name: 'Nhân viên y tế thôn', coefficient: 30, passesTo: 'h-women' },
  ],
  /** The twelfth title, in the first hamlets only. */
  deputyHead: { id: 'h-deputy', name: 'Phó trưởng thôn', coefficient: 25, passesTo: 'h-police' },
  hamletsWithDeputyHead: 6,
  concurrencyPercent: { commune: 20, hamlet: 50 },
  openingOn: '2017-01-01',
  communeEffectiveOn: '2018-07-01',
  /** Five hamlets on each of these days. */
  hamletsEffectiveOn: ['2018-10-01', '2019-10-01', '2020-10-01'],
};

export type VinhThinhData = typeof vinhThinhData;
