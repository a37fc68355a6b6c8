import type { RoleGrant } from '#libs/domain';

import type { CaseDocument } from './document.js';

/** Who must act next: the body of the open step, or the commune that has the paper in hand. */
export function waitsFor({ state }: CaseDocument): RoleGrant | null {
  switch (state.status) {
    case 'in-step':
      return state.body;
    case 'draft':
    case 'returned':
    case 'deferred':
    case 'enactment-refused':
      return { role: 'commune-officer', unitId: state.unitPath[0]?.unitId ?? '' };
    case 'absent':
    case 'moving':
    case 'rejected':
    case 'withdrawn':
    case 'issued':
    case 'enacted':
      return null;
  }
}
