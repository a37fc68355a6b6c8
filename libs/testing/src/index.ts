export { actorOf, actors, capacityOf, context, noonOn } from './actors.js';
export { sampleCommands } from './commands.js';
export { decisionEnacted, enacting, givenStaffing } from './enacting.js';
export { givenFor } from './given.js';
export { sampleCalendar, samplePolicy, sampleRoute, sampleRules } from './policy.js';
export { proposalAt, sampleMinutes, type ProposalStage } from './proposals.js';
export {
  concurrentAssigned,
  hamletWith,
  holderAppointed,
  holderRelieved,
  officialListed,
  positionAfter,
  slotOf,
  slotOpened,
  surplusRecorded,
} from './staffing.js';
export { communeId, districtId, hamletId, provinceId, unitPath } from './units.js';
export { childOf, hasStrace } from './system-calls.js';
