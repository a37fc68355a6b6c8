import type { Role } from '#libs/domain';

import type { Language } from './words.js';

const COMMITTEES: Readonly<Record<string, string>> = {
  Huyện: 'Huyện ủy',
  Quận: 'Quận ủy',
  'Thành phố': 'Thành ủy',
  'Thị xã': 'Thị ủy',
  Tỉnh: 'Tỉnh ủy',
};

/** The party committee of a unit, of which these bodies are; of any other unit its own name. */
export function committeeOf(unitName: string): string {
  for (const [unit, committee] of Object.entries(COMMITTEES))
    if (unitName.startsWith(`${unit} `)) return committee + unitName.slice(unit.length);
  return unitName;
}

const BODIES: ReadonlySet<Role> = new Set(['organisation-commission', 'standing-committee']);

/** The name of the unit beside a role in it: of these bodies, that of the party committee. */
export function unitBeside(role: Role, unitName: string | null, language: Language): string | null {
  const isBody = language === 'vi' && unitName !== null && BODIES.has(role);
  return isBody ? committeeOf(unitName) : unitName;
}
