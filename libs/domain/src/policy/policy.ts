import { authorise } from '../access/can.js';
import type { CommandContext, Decider } from '../kernel/decider.js';
import type { PlainDate } from '../kernel/plain-date.js';
import { Refusal } from '../kernel/refusal.js';
import type { PolicyContent, RulesInForce } from './content.js';
import { policyUpcasters, type PolicyEvent } from './events.js';

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
  if (state.some((issued) => issued.version === version)) return [];
  requireNextVersion(version, state);
  requireSoundContent(content);
  return [
    {
      type: 'PolicyVersionIssued',
      effectiveOn: from,
      by,
      data: { policyId, version, from, basis, content },
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

/** Checked when issued, so that no case meets a broken rule half-way. */
function requireSoundContent({ route, titles, baseSalary }: PolicyContent): void {
  const stepKeys = new Set(route.steps.map((step) => step.key));
  const broken =
    stepKeys.size !== route.steps.length ||
    route.steps.at(-1)?.kind !== 'issuance' ||
    route.steps.slice(0, -1).some((step) => step.kind === 'issuance') ||
    route.steps.some((step) => step.kind === 'meeting' && !step.ballot) ||
    Object.keys(titles).length === 0 ||
    baseSalary.length === 0;
  if (broken)
    throw new Refusal('invalid', 'policy-sound', {
      vi: 'Bộ quy tắc thiếu chức danh, lương cơ sở, hoặc tuyến xử lý không kết thúc bằng ban hành.',
      en: 'The rules lack titles or base salary, or the route does not end in issuance.',
    });
}
