import type { DetailsByKind, KindName } from '../api/contract.js';
import { appointmentForm } from './appointment.js';
import { concurrentAssignmentForm } from './concurrent-assignment.js';
import type { KindForm } from './kind-form.js';
import { reliefForm } from './relief.js';
import { titleConsolidationForm } from './title-consolidation.js';

/** A new kind of decision is one file here and one line below. */
export const kindForms: { readonly [Kind in KindName]: KindForm<DetailsByKind[Kind]> } = {
  appointment: appointmentForm,
  'concurrent-assignment': concurrentAssignmentForm,
  'title-consolidation': titleConsolidationForm,
  relief: reliefForm,
};

export const kindNames = Object.keys(kindForms) as readonly KindName[];

export function kindNamed(name: string | undefined): KindName | null {
  return kindNames.find((kind) => kind === name) ?? null;
}
