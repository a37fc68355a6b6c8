import type {
  Bisected,
  BisectRequest,
  DiffRequest,
  LogPage,
  LogRequest,
  ReplayedArea,
  ReplayedStaffing,
  ReplayRequest,
  Shown,
  StaffingDiff,
} from '#libs/audit';

import type { ServiceClient } from '../service-client.js';
import type { Auditing } from './auditing.js';

/** The auditor of the service that holds the log. */
export class RemoteAuditor implements Auditing {
  constructor(private readonly operator: ServiceClient) {}

  replay(request: ReplayRequest): Promise<ReplayedStaffing | ReplayedArea> {
    return this.#get('replay', request);
  }

  diff({ unitId, before, after, salaryOn }: DiffRequest): Promise<StaffingDiff> {
    return this.#get('diff', {
      ...{ unitId, salaryOn },
      ...{ from: before.asOf, knownFrom: before.knownAt, positionFrom: before.atPosition },
      ...{ to: after.asOf, knownTo: after.knownAt, positionTo: after.atPosition },
    });
  }

  log(request: LogRequest): Promise<LogPage> {
    return this.#get('log', request);
  }

  show(what: string): Promise<Shown> {
    return this.#get(`shown/${encodeURIComponent(what)}`, {});
  }

  bisect({ when, ...request }: BisectRequest): Promise<Bisected> {
    const condition = `${when.figure} ${when.operator} ${when.value}`;
    return this.#get('bisect', { ...request, when: condition });
  }

  #get<Answer>(path: string, asked: object): Promise<Answer> {
    const said = Object.entries(asked).filter(([, value]) => value !== null);
    const query = new URLSearchParams(
      said.map(([name, value]): [string, string] => [name, String(value)]),
    );
    return this.operator.get<Answer>(`/operator/${path}?${query.toString()}`);
  }
}
