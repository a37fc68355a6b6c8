export { counted } from '#libs/domain';

export { Auditor, type AuditorParts } from './auditor.js';
export { figureNames, parseCondition, type Condition } from './bisect/condition.js';
export type { FoundEvent } from './bisect/happenings.js';
export type { Bisected, BisectRequest } from './bisect/request.js';
export type { DiffRequest } from './diff/area-pairs.js';
export type { BeforeAfter, SlotSide } from './diff/changes.js';
export type { CommuneDiff, StaffingDiff } from './diff/diff-staffing.js';
export { EXPORT_START, parseHeader, type ExportHeader } from './export/header-line.js';
export {
  checkpointFile,
  checkpointsIn,
  newestCheckpoint,
  type CheckpointNote,
} from './export/checkpoint-files.js';
export { exportLines, type EventProgress } from './export/export-log.js';
export { importLog, type ImportTarget } from './export/import-log.js';
export { UnusableInput } from './export/line-fault.js';
export { linesIn } from './export/lines.js';
export { bytesOf, liveLines, liveSource } from './export/live-log.js';
export { sealHistory } from './export/seal-history.js';
export type { LogFilter } from './log/log-filter.js';
export { logPages, PAGE_MAX, type LogPage, type LogRequest } from './log/log-page.js';
export { KeptRecords } from './replay/kept-records.js';
export type { ReplayedArea } from './replay/replay-area.js';
export type { ReplayedSlot, ReplayedStaffing } from './replay/replay-staffing.js';
export type { NoReplay, ReplayRequest, Standpoint } from './replay/standing.js';
export type { PlacedUnit, UnitDirectory } from './replay/units.js';
export type { Cause, Origin } from './show/causes.js';
export type { Names, Shown, ShownCase, ShownEvent } from './show/show.js';
export { unreadAnswer, verdictAnswer, verdictWords } from './verify/verdict-words.js';
export type { Trust } from './verify/trust.js';
export { verifyLines } from './verify/verify-export.js';
export { linesOfFile, trustFrom, type VerifyArguments } from './verify/verify-request.js';
