import { AggregateReader } from '#libs/aggregates';
import { MemoryEventStore, type Position, type RecordedEvent } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';
import { actors, communeId, hamletId, samplePolicy } from '#libs/testing';
import { establishment, plainDate, type DecisionSubject } from '#libs/domain';

import { Fixture } from '../../../read-models/src/testing/fixture.js';
import { SampleCase } from '../../../read-models/src/testing/sample-case.js';
import { Auditor } from '../auditor.js';

/** Titles of the secretary and of the head of the hamlet pass to one person. */
export const consolidation: DecisionSubject = {
  kind: 'title-consolidation',
  details: {
    unitId: hamletId,
    assignments: [
      { slotId: `${hamletId}/truong-thon`, personId: 'an' },
      { slotId: `${hamletId}/cong-an-vien`, personId: 'an' },
    ],
  },
};

export const caseId = 'ho-so-hop-nhat';

/** A log that real deciders wrote, and an auditor of it. */
export class RecordedLog extends Fixture {
  readonly reader = new AggregateReader(this.store, this.keys);
  readonly auditor = new Auditor({ store: this.store, keys: this.keys });

  async events(): Promise<readonly RecordedEvent[]> {
    return this.store.readAll(0, 100_000);
  }

  /** Everything that stands at one of the first places, in a log of its own. */
  async beginning(last: Position): Promise<MemoryEventStore> {
    const store = new MemoryEventStore();
    for (const event of await this.events())
      if (event.position <= last) await store.append(event.stream, [event], event.revision);
    return store;
  }

  /** The same log, asked with what keys there are in the file by now. */
  reopened(): { readonly auditor: Auditor; readonly keys: SubjectKeys } {
    const keys = new SubjectKeys(this.file('keys.db'), this.file('kek'));
    return { auditor: new Auditor({ store: this.store, keys }), keys };
  }

  /** The case of the consolidation up to its enactment, as the service would write it. */
  async recordConsolidation(): Promise<void> {
    const one = new SampleCase(this.log, caseId, consolidation);
    await one.untilIssued();
    const [issued] = (await this.events()).filter(({ type }) => type === 'DecisionIssued');
    if (!issued) throw new Error('The case was issued.');
    const decision = { decisionId: caseId, proposalId: caseId, subject: consolidation };
    await this.log.ask(
      establishment,
      communeId,
      {
        ...{ type: 'EnactDecision', by: actors.process, at: issued.recordedAt },
        ...{ on: plainDate('2020-04-01'), communeId, rules: samplePolicy, ...decision },
      },
      { correlationId: caseId, causationId: issued.id },
    );
  }
}
