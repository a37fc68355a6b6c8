export {
  replayStaffing,
  type NoReplay,
  type ReplayedSlot,
  type ReplayedStaffing,
  type ReplayRequest,
} from './replay-staffing.js';
