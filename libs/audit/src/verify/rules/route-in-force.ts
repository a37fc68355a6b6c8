import { isDeepStrictEqual } from 'node:util';

import {
  shownDay,
  type PolicyEvent,
  type ProposalEvent,
  type ProposalState,
  type Sentence,
} from '#libs/domain';

import type { HistoryRule } from './history-rule.js';
import { asPolicyEvent, asProposalEvent } from './past-event.js';

/** Rules that were issued while a case was being submitted may have come too late for it. */
const CONCURRENT_MS = 60_000;

type Issued = PolicyEvent['data'] & { readonly recordedAt: number };
type RouteFixed = Extract<ProposalEvent, { type: 'RouteFixed' }>;

/** The route fixed for a case is that of the rules in force where and when it was submitted. */
export const routeInForce: HistoryRule = {
  name: 'route-in-force',
  begin: () => {
    const policies = new Map<string, Issued[]>();
    return (event, { cases }) => {
      const recordedAt = Date.parse(event.recordedAt);
      const issued = asPolicyEvent(event);
      if (issued) {
        const versions = policies.get(event.id) ?? [];
        policies.set(event.id, [...versions, { ...issued.data, recordedAt }]);
      }
      const fact = asProposalEvent(event);
      if (fact?.type !== 'RouteFixed') return null;
      return isInForce(fact, cases.at(event.id), { policies, recordedAt })
        ? null
        : notInForce(fact);
    };
  },
};

interface Rules {
  readonly policies: ReadonlyMap<string, readonly Issued[]>;
  readonly recordedAt: number;
}

function isInForce(
  { data, effectiveOn }: RouteFixed,
  { unitPath }: ProposalState,
  { policies, recordedAt }: Rules,
): boolean {
  const fixed = policies
    .get(data.policyId)
    ?.find(({ version, from }) => version === data.policyVersion && from <= effectiveOn);
  if (!fixed || !isDeepStrictEqual(fixed.content.route, data.route)) return false;
  const isOlder = (other: Issued) =>
    other.from <= effectiveOn && other.recordedAt < recordedAt - CONCURRENT_MS;
  const later = policies.get(data.policyId)?.filter(({ version }) => version > fixed.version) ?? [];
  const place = unitPath.findIndex(({ unitId }) => unitId === data.policyId);
  const nearer = unitPath.slice(0, place).flatMap(({ unitId }) => policies.get(unitId) ?? []);
  return place >= 0 && !later.some(isOlder) && !nearer.some(isOlder);
}

function notInForce({ data, effectiveOn }: RouteFixed): Sentence {
  const { policyId, policyVersion } = data;
  return {
    vi: `Tuyến ấn định không phải tuyến có hiệu lực ngày ${shownDay(effectiveOn)} (${policyId}@${policyVersion}).`,
    en: `The route is not the one in force on ${effectiveOn} (${policyId}@${policyVersion}).`,
  };
}
