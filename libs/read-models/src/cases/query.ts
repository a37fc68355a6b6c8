import {
  currentStep,
  invariant,
  resourceOf,
  type DecisionSubject,
  type OpenedText,
  type PlainDate,
  type Resource,
  type RoleGrant,
  type RouteStep,
  type SigningCapacity,
} from '#libs/domain';
import type { SubjectKeys } from '#libs/privacy';

import { openedText } from '../log/private-texts.js';
import type { Sql } from '../views/sql.js';
import type { CaseDocument } from './document.js';
import { listCases, listInbox, type CasesPage, type CasesRequest } from './lists.js';
import type { CaseMove, CaseMoves } from './moves.js';
import { reachOf } from './reach.js';
import {
  SUMMARY_COLUMNS,
  SUMMARY_JOINS,
  summaryOf,
  type CaseSummary,
  type SummaryRow,
} from './summary.js';

export interface CaseView extends CaseSummary {
  /** `null` when the texts of the case are erased; so is `signer`. */
  readonly justification: OpenedText;
  readonly details: DecisionSubject['details'];
  /** As it was asked for; the decision may say another day. */
  readonly proposedEffectOn: PlainDate;
  readonly moves: readonly CaseMove[];
  /** What `can` is asked about: what an account may do with the case now. */
  readonly resource: Resource;
  readonly paper: CasePaper | null;
  /** Why the staffing rules refused to enact it. */
  readonly enactmentRefused: string | null;
  /** Of the open step, where it is a meeting. */
  readonly ballot: RouteStep['ballot'] | null;
}

interface CasePaper {
  readonly decisionId: string;
  readonly number: string;
  readonly symbol: string;
  readonly signer: OpenedText;
  readonly signingCapacity: SigningCapacity;
  readonly signedOn: PlainDate;
  readonly takesEffectOn: PlainDate;
}

type Row = SummaryRow & { readonly document: string };

export class Cases {
  constructor(
    private readonly sql: Sql,
    private readonly keys: SubjectKeys,
    private readonly moves: CaseMoves,
  ) {}

  /** `null` when there is no such case, or these roles may not read it. */
  case(proposalId: string, roles: readonly RoleGrant[]): CaseView | null {
    const row = this.sql.get(
      `SELECT ${SUMMARY_COLUMNS}, document FROM cases ${SUMMARY_JOINS} WHERE proposal_id = ?`,
      proposalId,
    ) as Row | undefined;
    if (!row) return null;
    const { document: json, ...summary } = row;
    const document = JSON.parse(json) as CaseDocument;
    if (!isWithin(document, roles)) return null;
    return { ...summaryOf(summary), ...this.#content(document) };
  }

  /** Every case these roles may read, the newest first. */
  list(request: CasesRequest): CasesPage {
    return listCases(request, this.sql);
  }

  /** What waits for these roles, the most urgent first. */
  inbox(request: CasesRequest): CasesPage {
    return listInbox(request, this.sql);
  }

  #content(document: CaseDocument): Omit<CaseView, keyof CaseSummary> {
    const { state, enactmentRefused } = document;
    const { content } = state;
    invariant(content, 'A case that exists has content.');
    return {
      justification: openedText(content.justification, this.keys),
      details: content.subject.details,
      proposedEffectOn: content.takesEffectOn,
      moves: this.moves.of(document),
      resource: resourceOf(state),
      paper: this.#paper(document),
      enactmentRefused,
      ballot: state.status === 'in-step' ? (currentStep(state).ballot ?? null) : null,
    };
  }

  #paper({ state: { paper }, signedOn }: CaseDocument): CasePaper | null {
    if (!paper || signedOn === null) return null;
    const { decisionId, number, symbol, signingCapacity, takesEffectOn } = paper;
    const signer = openedText(paper.signer, this.keys);
    return { decisionId, number, symbol, signer, signingCapacity, signedOn, takesEffectOn };
  }
}

function isWithin({ state }: CaseDocument, roles: readonly RoleGrant[]): boolean {
  const path = state.unitPath.map(({ unitId }) => unitId);
  return reachOf(roles).some(({ unitId, depthMax }) => {
    const depth = path.indexOf(unitId);
    return depth !== -1 && depth <= (state.round === 0 ? 0 : depthMax);
  });
}
