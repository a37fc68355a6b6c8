import type { Capacity, CommandContext, Decider, EventOf } from '#libs/domain';

/**
 * The case other engines are measured on: submit, three approvals, enact. Each act is a
 * command.
 */
export type FiveActEvent =
  | EventOf<'CaseSubmitted', { readonly title: string }>
  | EventOf<'CaseApproved', { readonly step: number }>
  | EventOf<'CaseEnacted', { readonly step: number }>;

interface Act extends CommandContext {
  readonly type: 'Act';
  readonly step: number;
}

export const ACTS = 5;

const by: Capacity = {
  accountId: 'bench',
  personId: 'bench',
  role: 'standing-committee',
  unitId: 'bench',
};

export const fiveActCase: Decider<number, Act, FiveActEvent> = {
  category: 'bench',
  initial: 0,
  decide({ step, on: effectiveOn }, done) {
    if (step !== done) return [];
    if (step === 0)
      return [{ type: 'CaseSubmitted', effectiveOn, by, data: { title: 'Hợp nhất chức danh' } }];
    const type = step === ACTS - 1 ? 'CaseEnacted' : 'CaseApproved';
    return [{ type, effectiveOn, by, data: { step } }];
  },
  evolve: (done) => done + 1,
  upcasters: { CaseSubmitted: [], CaseApproved: [], CaseEnacted: [] },
};
