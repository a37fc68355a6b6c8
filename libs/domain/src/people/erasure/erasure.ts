import { authorise } from '../../access/can.js';
import type { CommandContext, Decider } from '../../kernel/decider.js';
import { sameJson } from '../../kernel/json.js';
import { erasureUpcasters, type ErasureBasis, type ErasureEvent } from './events.js';
import {
  isOfAnother,
  requireAnotherPerson,
  requireCaseEnded,
  requireLiftedByAnother,
  requireMayLift,
  requireNoHold,
  requireNoOtherProposed,
  requireNotErased,
  requireProposed,
  requireReference,
} from './rules.js';
import type { ErasureState, ErasureSubject } from './state.js';

interface AboutSubject extends CommandContext {
  readonly subjectId: string;
  readonly subject: ErasureSubject;
}

export interface ProposeErasure extends AboutSubject {
  readonly type: 'ProposeErasure';
  readonly basis: ErasureBasis;
}

export interface ApproveErasure extends CommandContext {
  readonly type: 'ApproveErasure';
  /** Ids of the keys the subject has. */
  readonly kids: readonly string[];
}

export interface DeclineErasure extends CommandContext {
  readonly type: 'DeclineErasure';
}

export interface PlaceLegalHold extends AboutSubject {
  readonly type: 'PlaceLegalHold';
  readonly reference: string;
}

export interface LiftLegalHold extends CommandContext {
  readonly type: 'LiftLegalHold';
}

export type ErasureCommand =
  ProposeErasure | ApproveErasure | DeclineErasure | PlaceLegalHold | LiftLegalHold;

const INITIAL: ErasureState = {
  ...{ subjectId: null, unitPath: [], proposed: null },
  ...{ hold: null, liftedBy: null, erased: false },
};

/** Xóa dữ liệu cá nhân: one proposes with the legal basis, another person approves. */
export const erasure: Decider<ErasureState, ErasureCommand, ErasureEvent> = {
  category: 'erasure',
  initial: INITIAL,
  decide(command, state) {
    switch (command.type) {
      case 'ProposeErasure':
        return propose(command, state);
      case 'ApproveErasure':
        return approve(command, state);
      case 'DeclineErasure':
        return decline(command, state);
      case 'PlaceLegalHold':
        return placeHold(command, state);
      case 'LiftLegalHold':
        return liftHold(command, state);
    }
  },
  evolve(state, { type, by, data }) {
    switch (type) {
      case 'ErasureProposed': {
        const { subjectId, unitPath, basis } = data;
        return { ...state, subjectId, unitPath, proposed: { basis, by } };
      }
      case 'ErasureDeclined':
        return { ...state, proposed: null };
      case 'LegalHoldPlaced':
        return { ...state, subjectId: data.subjectId, unitPath: data.unitPath, hold: { by } };
      case 'LegalHoldLifted':
        return { ...state, hold: null, liftedBy: isOfAnother(state.hold, by) ? by : null };
      case 'SubjectKeyErased':
        return { ...state, proposed: null, erased: true };
    }
  },
  upcasters: erasureUpcasters,
};

function propose(command: ProposeErasure, state: ErasureState): ErasureEvent[] {
  const { on, subjectId, subject, basis } = command;
  const { kind, unitPath } = subject;
  const by = authorise(command.by, 'erasure.propose', { unitPath });
  requireNotErased(state);
  if (state.proposed && sameJson(state.proposed.basis, basis)) return [];
  requireNoOtherProposed(state);
  requireNoHold(state);
  requireLiftedByAnother(by, state);
  requireCaseEnded(subject);
  requireReference(basis.reference);
  const data = { subjectId, kind, unitPath, basis };
  return [{ type: 'ErasureProposed', effectiveOn: on, by, data }];
}

function approve({ by: actor, on, kids }: ApproveErasure, state: ErasureState): ErasureEvent[] {
  const by = authorise(actor, 'erasure.decide', state);
  if (state.erased) return [];
  const { subjectId, proposed } = requireProposed(state);
  requireAnotherPerson(by, proposed.by, subjectId);
  requireNoHold(state);
  const { basis, by: requestedBy } = proposed;
  const data = { subjectId, kids, basis, requestedBy, approvedBy: by };
  return [{ type: 'SubjectKeyErased', effectiveOn: on, by, data }];
}

/** Whoever may approve may decline, and so may whoever asked for it take it back. */
function decline({ by: actor, on }: DeclineErasure, state: ErasureState): ErasureEvent[] {
  const isOwn = state.proposed?.by.personId === actor.personId;
  const by = authorise(actor, isOwn ? 'erasure.propose' : 'erasure.decide', state);
  requireNotErased(state);
  if (!state.proposed || state.subjectId === null) return [];
  const { subjectId } = state;
  return [{ type: 'ErasureDeclined', effectiveOn: on, by, data: { subjectId } }];
}

function placeHold(command: PlaceLegalHold, state: ErasureState): ErasureEvent[] {
  const { on, subjectId, subject, reference } = command;
  const { kind, unitPath } = subject;
  const by = authorise(command.by, 'erasure.decide', { unitPath });
  requireNotErased(state);
  if (state.hold) return [];
  requireReference(reference);
  const data = { subjectId, kind, unitPath, reference };
  return [{ type: 'LegalHoldPlaced', effectiveOn: on, by, data }];
}

function liftHold({ by: actor, on }: LiftLegalHold, state: ErasureState): ErasureEvent[] {
  const by = authorise(actor, 'erasure.decide', state);
  if (!state.hold || state.subjectId === null) return [];
  requireMayLift(by, state);
  const { subjectId } = state;
  return [{ type: 'LegalHoldLifted', effectiveOn: on, by, data: { subjectId } }];
}
