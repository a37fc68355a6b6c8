import { authorise } from '../access/can.js';
import type { CommandContext, Decider } from '../kernel/decider.js';
import { sameJson } from '../kernel/json.js';
import type { PlainDate } from '../kernel/plain-date.js';
import { Refusal } from '../kernel/refusal.js';
import type { PolicyContent, RulesInForce } from './content.js';
import { policyUpcasters, type PolicyEvent } from './events.js';
import { requireSoundContent } from './soundness.js';

export interface IssuePolicyVersion extends CommandContext {
  readonly type: 'IssuePolicyVersion';
  readonly policyId: string;
  readonly version: number;
  readonly from: PlainDate;
  readonly basis: string;
  readonly content: PolicyContent;
}

/** Versions in the order they were issued. */
export type PolicyState = readonly PolicyEvent['data'][];

export const policy: Decider<PolicyState, IssuePolicyVersion, PolicyEvent> = {
  category: 'policy',
  initial: [],
  decide: issue,
  evolve: (state, event) => [...state, event.data],
  upcasters: policyUpcasters,
};

function issue(command: IssuePolicyVersion, state: PolicyState): PolicyEvent[] {
  const by = authorise(command.by, 'service.set-up', { unitPath: [] });
  const { policyId, version, from, basis, content } = command;
  const data = { policyId, version, from, basis, content };
  const issued = state.find((earlier) => earlier.version === version);
  if (issued && sameJson(issued, data)) return [];
  requireNextVersion(version, state);
  requireSoundContent(content);
  return [
    {
      type: 'PolicyVersionIssued',
      effectiveOn: from,
      by,
      data,
    },
  ];
}

/** The rules in force on a day: of the versions that apply by then, the one issued last. */
export function rulesOn(state: PolicyState, day: PlainDate): RulesInForce | null {
  const version = state.findLast((issued) => issued.from <= day);
  return version
    ? { policyId: version.policyId, version: version.version, content: version.content }
    : null;
}

function requireNextVersion(version: number, state: PolicyState): void {
  if (version !== state.length + 1)
    throw new Refusal('conflict', 'policy-version-in-order', {
      vi: `Phiên bản tiếp theo của bộ quy tắc là ${state.length + 1}.`,
      en: `The next version of the rules is ${state.length + 1}.`,
    });
}
