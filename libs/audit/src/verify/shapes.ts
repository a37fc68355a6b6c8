import type { AnyEvent, Capacity } from '#libs/domain';

type FormOf<Value> = Value extends string
  ? 'text'
  : Value extends number
    ? 'number'
    : Value extends boolean
      ? 'flag'
      : Value extends readonly unknown[]
        ? 'list'
        : 'thing';
type FieldForm<Value> = null extends Value ? `${FormOf<NonNullable<Value>>}?` : FormOf<Value>;
type Shape<Data> = { readonly [Field in keyof Data]-?: FieldForm<Data[Field]> };
type Shapes = { readonly [Event in AnyEvent as Event['type']]: Shape<Event['data']> };
type Form = FormOf<unknown> | FormOf<string | number | boolean | []>;

const moved = { slotId: 'text', personId: 'text', unitId: 'text', decisionId: 'text?' } as const;
const content = { subject: 'thing', takesEffectOn: 'text', justification: 'thing' } as const;

/**
 * What the data of each type must hold: the compiler holds it against the types that the program
 * writes, and the verifier holds every event against it before a rule looks into one. How the
 * parts look within is for the rules to ask.
 */
const shapes: Shapes = {
  AccountOpened: {
    ...{ accountId: 'text', personId: 'text', username: 'text' },
    ...{ displayName: 'thing', roles: 'list', demonstration: 'flag' },
  },
  ConcurrentTitleAssigned: moved,
  DecisionEnacted: { decisionId: 'text', proposalId: 'text', kind: 'text', unitId: 'text' },
  DecisionIssued: {
    ...{ decisionId: 'text', number: 'text', symbol: 'text', signer: 'thing' },
    ...{ signingCapacity: 'text', takesEffectOn: 'text', step: 'text' },
  },
  EnactmentRefused: { decisionId: 'text', rule: 'text', reason: 'text' },
  ErasureDeclined: { subjectId: 'text' },
  ErasureProposed: { subjectId: 'text', kind: 'text', unitPath: 'list', basis: 'thing' },
  HolderAppointed: moved,
  HolderRelieved: moved,
  LegalHoldLifted: { subjectId: 'text' },
  LegalHoldPlaced: { subjectId: 'text', kind: 'text', unitPath: 'list', reference: 'text' },
  LogRestored: { origin: 'text', previous: 'thing', size: 'number', lost: 'thing' },
  OfficialListed: { personId: 'text', workforce: 'text' },
  PersonRegistered: { personId: 'text', communeId: 'text', name: 'thing' },
  PolicyVersionIssued: {
    ...{ policyId: 'text', version: 'number', from: 'text', basis: 'text', content: 'thing' },
  },
  ProcessingFailed: { owed: 'text', reason: 'text' },
  ProposalDrafted: { ...content, proposalId: 'text', unitPath: 'list' },
  ProposalEnacted: { decisionId: 'text' },
  ProposalRevised: content,
  ProposalSubmitted: { round: 'number' },
  ProposalWithdrawn: { round: 'number' },
  RouteFixed: { policyId: 'text', policyVersion: 'number', route: 'thing' },
  SealKeyIntroduced: { vkey: 'text' },
  SealKeyRetired: { vkey: 'text' },
  SlotOpened: { slotId: 'text', titleId: 'text', unitId: 'text' },
  StepAnswered: { step: 'text', answer: 'text', reason: 'thing?', minutes: 'thing?' },
  StepOpened: { step: 'text', body: 'thing', dueOn: 'text?' },
  SubjectKeyErased: {
    ...{ subjectId: 'text', kids: 'list', basis: 'thing' },
    ...{ requestedBy: 'thing', approvedBy: 'thing' },
  },
  SurplusHolderRecorded: { personId: 'text', unitId: 'text', until: 'text?' },
  UnitEstablished: { unitId: 'text', level: 'text', name: 'text', parentId: 'text?' },
};
const capacity: Shape<Capacity> = {
  ...{ accountId: 'text', personId: 'text', role: 'text', unitId: 'text' },
};

const forms: Readonly<Record<Form, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
  thing: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

type Check = (value: Readonly<Record<string, unknown>>) => boolean;

const checks = new Map(Object.entries(shapes).map(([type, shape]) => [type, checkOf(shape)]));
const isCapacity = checkOf(capacity);

/** Whether whoever acted, and what happened, are told as the type of the event tells them. */
export function isInShape(type: string, data: unknown, by: unknown): boolean {
  const check = checks.get(type);
  if (!check || !isThing(data) || !isThing(by)) return false;
  return check(data) && isCapacity(by);
}

function isThing(value: unknown): value is Readonly<Record<string, unknown>> {
  return forms.thing(value);
}

function checkOf(shape: Readonly<Record<string, string>>): Check {
  const fields = Object.entries(shape).map(([field, form]) => ({
    field,
    mayBeNull: form.endsWith('?'),
    holds: forms[form.replace('?', '') as Form],
  }));
  return (value) =>
    fields.every(({ field, mayBeNull, holds }) => {
      const held = value[field];
      return held === null ? mayBeNull : holds(held);
    });
}
