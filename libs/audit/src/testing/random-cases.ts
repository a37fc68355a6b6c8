import {
  addDays,
  localDay,
  type Actor,
  type Answer,
  type DecisionSubject,
  type Role,
} from '#libs/domain';
import type { ProposalAsk } from '#libs/application';
import { minhHoa } from '#libs/scenarios';

import type { Dice } from './dice.js';
import type { Office } from './office.js';

const DISTRICT = 'song-may';

/** A case and who writes it. */
export interface RandomCase {
  readonly proposalId: string;
  readonly officer: Actor;
  readonly content: () => Content;
}

type Content = Pick<
  Extract<ProposalAsk, { type: 'ReviseProposal' }>,
  'subject' | 'takesEffectOn' | 'justification'
>;

export async function draftCase(
  office: Office,
  dice: Dice,
  proposalId: string,
): Promise<RandomCase> {
  const { communeId, unitId, slots } = dice.pick(minhHoa.openings);
  const officer = actor('xa', 'commune-officer', communeId);
  const content = () => ({
    subject: randomSubject(dice, communeId, unitId, slots),
    takesEffectOn: addDays(localDay(office.now), dice.below(60)),
    justification: `Kiện toàn chức danh, lần ${dice.below(1_000)}.`,
  });
  await office.ask(officer, proposalId, { type: 'DraftProposal', communeId, ...content() });
  return { proposalId, officer, content };
}

/** One act drawn at random, and what it leads to; many are refused, as in any office. */
export async function actOn(
  office: Office,
  dice: Dice,
  { proposalId, officer, content }: RandomCase,
): Promise<void> {
  office.wait(dice.below(20_000));
  const { status } = await office.state(proposalId);
  if (status === 'in-step') await answer(office, dice, proposalId);
  else if (dice.oneIn(4))
    await office.ask(officer, proposalId, { type: 'ReviseProposal', ...content() });
  else if (dice.oneIn(12)) await office.ask(officer, proposalId, { type: 'WithdrawProposal' });
  else await office.ask(officer, proposalId, { type: 'SubmitProposal' });
  await office.serve(proposalId);
}

async function answer(office: Office, dice: Dice, proposalId: string): Promise<void> {
  const { step, route, body } = await office.state(proposalId);
  const kind = route?.steps.find(({ key }) => key === step)?.kind;
  const by = actor('huyen', body?.role ?? 'auditor', DISTRICT);
  const on = localDay(office.now);
  if (kind === 'issuance') {
    const paper = { number: '45', symbol: 'QĐ/HU', signer: 'Người ký mẫu', signingCapacity: 'TM' };
    const takesEffectOn = addDays(on, dice.below(30));
    await office.ask(by, proposalId, { type: 'IssueDecision', ...paper, takesEffectOn } as never);
    return;
  }
  const said: Answer = dice.oneIn(6) ? dice.pick(['reject', 'return', 'defer']) : 'approve';
  const inFavour = said === 'reject' ? 1 : 8;
  const minutes = {
    number: '12-BB/HU',
    heldOn: on,
    summoned: 10,
    present: 9,
    inFavour,
    against: 1,
  };
  await office.ask(by, proposalId, {
    type: 'AnswerStep',
    step: step ?? '',
    answer: said,
    reason: said === 'approve' ? null : 'Lý do mẫu.',
    minutes: kind === 'meeting' && said !== 'defer' && said !== 'return' ? minutes : null,
  });
}

function randomSubject(
  dice: Dice,
  communeId: string,
  unitId: string,
  slots: readonly { readonly slotId: string }[],
): DecisionSubject {
  const people = minhHoa.people.filter((person) => person.communeId === communeId);
  const one = () => ({ slotId: dice.pick(slots).slotId, personId: dice.pick(people).personId });
  switch (dice.below(5)) {
    case 0:
      return { kind: 'relief', details: { unitId, ...one() } };
    case 1:
      return { kind: 'title-consolidation', details: { unitId, assignments: [one(), one()] } };
    case 2:
      return { kind: 'concurrent-assignment', details: { unitId, assignments: [one()] } };
    default:
      return { kind: 'appointment', details: { unitId, ...one() } };
  }
}

function actor(name: string, role: Role, unitId: string): Actor {
  const id = `${name}.${role}.${unitId}`;
  return { accountId: id, personId: `p.${id}`, roles: [{ role, unitId }] };
}
