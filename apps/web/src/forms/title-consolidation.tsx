import type { TransferDetails } from '../api/contract.js';
import type { KindForm } from './kind-form.js';
import { TransferFields, transferFaults } from './transfer/transfer-of-titles.js';

export const titleConsolidationForm: KindForm<TransferDetails> = {
  blank: (unitId) => ({ unitId, assignments: [] }),
  check: (details, _choices, words) => transferFaults(details, words),
  Fields: TransferFields,
};
