import type { AggregateReader } from '#libs/aggregates';
import {
  establishment,
  fold,
  policy,
  type EstablishmentState,
  type PlainDate,
  type PolicyState,
  type StaffingFigures,
} from '#libs/domain';

import { figuresOf, standing } from '../replay/standing.js';
import type { KnownUnit } from '../replay/units.js';
import { lastOf, type Happening } from './happenings.js';

/** The record and the rules, as far as they have been taken in. */
export class Steps {
  state: EstablishmentState = establishment.initial;
  #events = 0;
  #position = 0;
  readonly #policies: Map<string, PolicyState>;

  constructor(
    private readonly reader: AggregateReader,
    private readonly unit: KnownUnit,
    private readonly communeId: string,
    path: readonly KnownUnit[],
  ) {
    this.#policies = new Map(path.map(({ unitId }) => [unitId, policy.initial]));
  }

  get policies(): readonly PolicyState[] {
    return [...this.#policies.values()];
  }

  take(happening: Happening): void {
    const { events, policyOf } = happening;
    if (policyOf === null) {
      this.state = fold(establishment, this.reader.opened(establishment, events), this.state);
      this.#events += events.length;
      this.#position = lastOf(happening).position;
    } else {
      const before = this.#policies.get(policyOf);
      this.#policies.set(policyOf, fold(policy, this.reader.opened(policy, events), before));
    }
  }

  /** `null` where nothing is on record, or no rules are in force. */
  figuresOn(asOf: PlainDate): StaffingFigures | null {
    if (this.#events === 0) return null;
    const record = { state: this.state, events: this.#events, position: this.#position };
    const grounds = { record, policies: this.policies, request: { asOf, salaryOn: null } };
    const found = standing(this.unit, this.communeId, grounds);
    return typeof found === 'string' ? null : figuresOf(found);
  }
}
