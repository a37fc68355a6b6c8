import type { ReplayedStaffing } from '#libs/audit';

/** The figures of the programme of Vĩnh Thịnh, from its staffing before and after. */
export function vinhThinhFigures(
  before: ReplayedStaffing,
  after: ReplayedStaffing,
): Readonly<Record<string, unknown>> {
  const inEachHamlet = after.units
    .filter(({ unitId }) => unitId !== after.unitId)
    .map(({ partTimeOfficers }) => partTimeOfficers);
  return {
    'VT-1': before.figures.partTimeOfficers,
    'VT-2': officersIn(before, (unitId) => unitId === before.unitId),
    'VT-3': officersIn(before, (unitId) => unitId !== before.unitId),
    'VT-4': before.figures.partTimeOfficers - after.figures.partTimeOfficers,
    'VT-5': after.figures.partTimeOfficers,
    'VT-6': before.figures.allowance - after.figures.allowance,
    'VT-7': Math.max(...inEachHamlet),
  };
}

function officersIn({ units }: ReplayedStaffing, isMeant: (unitId: string) => boolean): number {
  return units
    .filter(({ unitId }) => isMeant(unitId))
    .reduce((sum, { partTimeOfficers }) => sum + partTimeOfficers, 0);
}
