import { getRouteApi, useNavigate } from '@tanstack/react-router';

import { draft, useCommand } from '../api/commands.js';
import type { Content, KindName, LegalDay } from '../api/contract.js';
import { kindForms, kindNamed } from '../forms/index.js';
import type { Choices } from '../forms/kind-form.js';
import { ProposalForm, type AfterSaving, type Draft } from '../forms/proposal-form.js';
import { shownTime } from '../parts/shown/days.js';
import { Heading } from '../parts/page/heading.js';
import { useKept } from '../parts/fields/kept.js';
import { Loaded } from '../parts/page/loaded.js';
import { useAnnounce } from '../parts/page/notice.js';
import { useChoices } from '../parts/titles/use-choices.js';
import { useWords } from '../words/context.js';
import { ChooseProposal } from './choose-proposal.js';

const route = getRouteApi('/signed-in/to-trinh/moi');

export function NewProposalPage() {
  const { loai, 'don-vi': unitId, suat = '' } = route.useSearch();
  const kind = kindNamed(loai);
  if (kind === null || unitId === undefined) return <ChooseProposal kind={kind} />;
  return <OfUnit key={`${kind} ${unitId}`} kind={kind} unitId={unitId} slotId={suat} />;
}

interface OfUnitProps {
  readonly kind: KindName;
  readonly unitId: string;
  readonly slotId: string;
}

function OfUnit({ kind, unitId, slotId }: OfUnitProps) {
  const words = useWords();
  const choices = useChoices(unitId);
  const heading = words.form.kinds[kind];
  return (
    <Loaded query={choices} heading={heading}>
      {(found) => (
        <>
          <Heading>{heading}</Heading>
          <p className="lead">{found.map.name}</p>
          <NewProposal kind={kind} slotId={slotId} choices={found} />
        </>
      )}
    </Loaded>
  );
}

interface NewProposalProps<Kind extends KindName> {
  readonly kind: Kind;
  readonly slotId: string;
  readonly choices: Choices;
}

function NewProposal<Kind extends KindName>({ kind, slotId, choices }: NewProposalProps<Kind>) {
  const words = useWords();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { unitId, communeId } = choices.map;
  const command = useCommand(draft);
  const kept = useKept<Draft<Kind>>(`${unitId}.${kind}`, {
    details: kindForms[kind].blank(unitId, slotId),
    takesEffectOn: '',
    justification: '',
    on: '',
  });
  const save = (content: Content & LegalDay, then: AfterSaving) => {
    command.mutate(
      { communeId, ...content },
      {
        onSuccess: ({ proposalId }) => {
          kept.forget();
          announce(words.form.saved(shownTime(new Date())));
          const params = { proposalId };
          if (then === 'check') void navigate({ to: '/to-trinh/$proposalId/kiem-tra', params });
          else void navigate({ to: '/to-trinh/$proposalId/sua', params, replace: true });
        },
      },
    );
  };
  return (
    <ProposalForm
      kind={kind}
      choices={choices}
      kept={kept}
      error={command.error}
      isSaving={command.isPending}
      onSave={save}
    />
  );
}
