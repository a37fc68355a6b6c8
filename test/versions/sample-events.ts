import {
  account,
  erasure,
  establishment,
  fold,
  person,
  plainDate,
  policy,
  proposal,
  seal,
  unit,
  type CommandContext,
  type Decider,
  type DomainEvent,
} from '#libs/domain';
import {
  actorOf,
  actors,
  communeId,
  context,
  districtId,
  enacting,
  hamletId,
  hamletWith,
  proposalAt,
  provinceId,
  sampleCommands,
  samplePolicy,
  sampleRules,
  slotOf,
} from '#libs/testing';

/** An event as its decider answers it, and whose it is. */
export interface SampleEvent {
  readonly category: string;
  readonly event: DomainEvent;
}

const DAY = '2020-01-02';
const byOperator = context(actors.operator, DAY);

/** One event of every type, each the answer of its own decider to a sample command. */
export function sampleEvents(): ReadonlyMap<string, SampleEvent> {
  const samples = new Map<string, SampleEvent>();
  const told = <State, Command extends CommandContext, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    given: readonly Event[],
    command: Command,
  ): readonly Event[] => {
    const events = decider.decide(command, fold(decider, given));
    for (const event of events)
      if (!samples.has(event.type)) samples.set(event.type, { category: decider.category, event });
    return [...given, ...events];
  };
  tellOfPlaces(told);
  tellOfStaffing(told);
  tellOfProposals(told);
  tellOfErasure(told);
  tellOfSeals(told);
  return samples;
}

type Told = <State, Command extends CommandContext, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  given: readonly Event[],
  command: Command,
) => readonly Event[];

function tellOfPlaces(told: Told): void {
  const unitOf = { unitId: communeId, level: 'commune', parentId: districtId } as const;
  told(unit, [], { type: 'EstablishUnit', ...byOperator, ...unitOf, name: 'Xã Mẫu' });
  const { policyId, version, content } = sampleRules;
  const issued = { policyId, version, content, basis: 'mẫu, chưa thẩm định' };
  told(policy, [], { type: 'IssuePolicyVersion', ...byOperator, ...issued, from: byOperator.on });
  told(person, [], {
    ...{ type: 'RegisterPerson', ...byOperator, personId: 'nguoi-moi', communeId },
    name: 'Người Mới',
  });
  told(account, [], {
    ...{ type: 'OpenAccount', ...byOperator, accountId: 'tai-khoan-1', personId: 'can-bo-xa' },
    ...{ username: 'can.bo.xa', displayName: 'Cán bộ mẫu', demonstration: true },
    roles: [{ role: 'commune-officer', unitId: communeId }],
  });
}

function tellOfStaffing(told: Told): void {
  told(establishment, [], {
    ...{ type: 'LoadOpeningPosition', ...byOperator, unitId: hamletId, rules: samplePolicy },
    slots: [{ slotId: slotOf('truong-thon'), titleId: 'truong-thon', holderId: null }],
    officials: [{ personId: 'cong-chuc', workforce: 'civil-servant' }],
    surplus: [{ personId: 'doi-du', until: plainDate('2020-12-31') }],
  });
  const details = { unitId: hamletId, slotId: slotOf('truong-thon'), personId: 'nguoi-moi' };
  told(
    establishment,
    hamletWith({ 'truong-thon': null }),
    enacting({ kind: 'appointment', details }),
  );
  const assignments = [{ slotId: slotOf('truong-thon'), personId: 'an' }];
  told(
    establishment,
    hamletWith({ 'bi-thu-chi-bo': 'an', 'truong-thon': 'binh' }),
    enacting({ kind: 'title-consolidation', details: { unitId: hamletId, assignments } }),
  );
}

function tellOfProposals(told: Told): void {
  const { draft, awaitingReception, inReception, inIssuance, issued } = proposalAt;
  told(proposal, [], sampleCommands.draft());
  told(proposal, draft, sampleCommands.revise('2020-03-03'));
  told(proposal, draft, sampleCommands.submit('2020-03-03'));
  told(proposal, awaitingReception, sampleCommands.withdraw('2020-03-03'));
  told(
    proposal,
    awaitingReception,
    sampleCommands.openStep('tiep-nhan', 'organisation-commission', '2020-03-03'),
  );
  const returned = { answer: 'return', reason: 'Thiếu sơ yếu lý lịch.' } as const;
  const commission = actors['organisation-commission'];
  told(
    proposal,
    inReception,
    sampleCommands.answer('tiep-nhan', commission, '2020-03-04', returned),
  );
  told(proposal, inIssuance, sampleCommands.issue('2020-03-18'));
  told(proposal, issued, sampleCommands.recordEnactment('2020-03-18'));
  const refused = { rule: 'hamlet-cap', reason: 'Thôn đã đủ người.' };
  told(proposal, issued, sampleCommands.recordEnactment('2020-03-18', refused));
  told(proposal, issued, {
    ...{ type: 'RecordProcessingFailure', ...context(actors.process, '2020-03-18') },
    ...{ owed: 'enact', reason: 'StoreUnavailable' },
  });
}

function tellOfErasure(told: Told): void {
  const officer = actors['data-protection-officer'];
  const grant = { role: 'data-protection-officer', unitId: districtId } as const;
  const unitPath = [communeId, districtId, provinceId];
  const about = {
    subjectId: 'nguoi-moi',
    subject: { kind: 'person', unitPath, isOpenCase: false },
  } as const;
  const basis = { ground: 'not-selected', reference: '12/QĐ-UBND' } as const;
  const by = context(officer, DAY);
  const colleague = context(actorOf('dong-nghiep', grant), DAY);
  const proposed = told(erasure, [], { type: 'ProposeErasure', ...by, ...about, basis });
  told(erasure, proposed, { type: 'DeclineErasure', ...colleague });
  told(erasure, proposed, { type: 'ApproveErasure', ...colleague, kids: ['khoa-1'] });
  const hold = { type: 'PlaceLegalHold', ...by, ...about, reference: '7/CV-UBKT' } as const;
  told(erasure, told(erasure, [], hold), { type: 'LiftLegalHold', ...by });
}

function tellOfSeals(told: Told): void {
  const introduce = (vkey: string) => ({ type: 'IntroduceSealKey', ...byOperator, vkey }) as const;
  const both = told(seal, told(seal, [], introduce('khoa-1')), introduce('khoa-2'));
  told(seal, both, { type: 'RetireSealKey', ...byOperator, vkey: 'khoa-1' });
  told(seal, [], {
    ...{ type: 'AcceptRestore', ...byOperator, vkey: 'khoa-3', origin: 'so-mau/2', size: 7 },
    ...{ previous: { origin: 'so-mau/1', checkpoint: null }, lost: { from: 7, to: 9 } },
  });
}
