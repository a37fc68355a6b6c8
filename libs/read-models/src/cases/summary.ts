import type {
  DecisionSubject,
  Instant,
  PlainDate,
  ProposalStatus,
  RoleGrant,
  StepKind,
} from '#libs/domain';

/** A case in a list. Codes only; names of units are `null` where the unit is not known. */
export interface CaseSummary {
  readonly proposalId: string;
  readonly kind: DecisionSubject['kind'];
  readonly communeId: string;
  readonly communeName: string | null;
  readonly unitId: string;
  readonly unitName: string | null;
  readonly status: ProposalStatus;
  /** The step that a body must answer now. */
  readonly step: OpenStep | null;
  readonly round: number;
  /** As the decision says; before there is one, as it was asked for. */
  readonly takesEffectOn: PlainDate;
  /** Day of the latest submission. */
  readonly submittedOn: PlainDate | null;
  readonly updatedAt: Instant;
  /** Number of events of the case: what `If-Match` is compared with. */
  readonly revision: number;
}

interface OpenStep {
  readonly key: string;
  readonly kind: StepKind;
  readonly body: RoleGrant;
  readonly bodyUnitName: string | null;
  readonly openedOn: PlainDate;
  readonly dueOn: PlainDate | null;
}

/** For `SELECT … FROM cases` joined by `SUMMARY_JOINS`. */
export const SUMMARY_COLUMNS = `
  cases.drafted, proposal_id AS proposalId, kind, commune_id AS communeId,
  commune.name AS communeName, cases.unit_id AS unitId, unit.name AS unitName, status,
  step_key AS stepKey, step_kind AS stepKind, step_opened_on AS openedOn, step_due_on AS dueOn,
  body_role AS bodyRole, body_unit_id AS bodyUnitId, body.name AS bodyUnitName,
  round, takes_effect_on AS takesEffectOn, submitted_on AS submittedOn, updated_at AS updatedAt,
  revision, waits_until AS waitsUntil, waits_since AS waitsSince`;

export const SUMMARY_JOINS = `
  LEFT JOIN units AS commune ON commune.unit_id = cases.commune_id
  LEFT JOIN units AS unit ON unit.unit_id = cases.unit_id
  LEFT JOIN units AS body ON body.unit_id = cases.body_unit_id`;

export interface SummaryRow extends Omit<CaseSummary, 'step'> {
  readonly drafted: number;
  readonly stepKey: string | null;
  readonly stepKind: StepKind;
  readonly openedOn: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly bodyRole: RoleGrant['role'];
  readonly bodyUnitId: string;
  readonly bodyUnitName: string | null;
  readonly waitsUntil: string;
  readonly waitsSince: number;
}

export function summaryOf(row: SummaryRow): CaseSummary {
  const { proposalId, kind, communeId, communeName, unitId, unitName, status, round } = row;
  const { takesEffectOn, submittedOn, updatedAt, revision } = row;
  return {
    ...{ proposalId, kind, communeId, communeName, unitId, unitName, status },
    step: openStepOf(row),
    ...{ round, takesEffectOn, submittedOn, updatedAt, revision },
  };
}

function openStepOf(row: SummaryRow): OpenStep | null {
  const { stepKey: key, stepKind: kind, bodyUnitName, openedOn, dueOn } = row;
  if (key === null) return null;
  const body = { role: row.bodyRole, unitId: row.bodyUnitId };
  return { key, kind, body, bodyUnitName, openedOn, dueOn };
}
