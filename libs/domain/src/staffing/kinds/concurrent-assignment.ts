import type { DecisionKind } from './kind.js';
import { transferTitles, type TransferDetails } from './transfer-of-titles.js';

/** Bố trí kiêm nhiệm: titles of a unit pass to people who already hold another office. */
export const concurrentAssignment: DecisionKind<TransferDetails> = {
  label: { vi: 'Bố trí kiêm nhiệm', en: 'Concurrent assignment' },
  plan: transferTitles,
};
