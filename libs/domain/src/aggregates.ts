import { account } from './access/account/account.js';
import { proposal } from './approval/proposal/proposal.js';
import { unit } from './organisation/unit.js';
import { erasure } from './people/erasure/erasure.js';
import { person } from './people/person.js';
import { policy } from './policy/policy.js';
import { seal } from './seal/seal.js';
import { establishment } from './staffing/establishment/establishment.js';

/** Every aggregate by the category of its streams; whoever reads the whole log starts here. */
export const aggregates = { account, erasure, establishment, person, policy, proposal, seal, unit };

/** Whatever any of them records. */
export type AnyEvent = ReturnType<(typeof aggregates)[keyof typeof aggregates]['decide']>[number];
