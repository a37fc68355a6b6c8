import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';

import { revise, useCommand } from '../api/commands.js';
import type { Case, Content, DetailsByKind, KindName, LegalDay } from '../api/contract.js';
import { isStatus } from '../api/problem.js';
import { caseQuery } from '../api/queries.js';
import type { Choices } from '../forms/kind-form.js';
import { ProposalForm, type AfterSaving, type Draft } from '../forms/proposal-form.js';
import { CaseRequest } from '../parts/cases/case-request.js';
import { shownTime } from '../parts/shown/days.js';
import { Heading } from '../parts/page/heading.js';
import { useKept } from '../parts/fields/kept.js';
import { Loaded } from '../parts/page/loaded.js';
import { useAnnounce } from '../parts/page/notice.js';
import { useChoices } from '../parts/titles/use-choices.js';
import { useWords } from '../words/context.js';

const route = getRouteApi('/signed-in/to-trinh/$proposalId/sua');

export function EditProposalPage() {
  const words = useWords();
  const { proposalId } = route.useParams();
  const query = useQuery(caseQuery(proposalId));
  return (
    <Loaded query={query} heading={words.case.revise}>
      {(found) => <Editable key={proposalId} found={found} kind={found.kind} />}
    </Loaded>
  );
}

interface EditableProps<Kind extends KindName> {
  readonly found: Case;
  readonly kind: Kind;
}

function Editable<Kind extends KindName>({ found, kind }: EditableProps<Kind>) {
  const words = useWords();
  const { proposalId } = found;
  const choices = useChoices(found.unitId);
  return (
    <>
      <p className="back">
        <Link to="/to-trinh/$proposalId" params={{ proposalId }}>
          {words.form.backToCase}
        </Link>
      </p>
      <Heading>{words.form.revise(found.kindLabel)}</Heading>
      <p className="lead">{found.unitName}</p>
      {found.may.includes('revise') ? null : (
        <p className="panel info">{words.form.notRevisable}</p>
      )}
      <Loaded query={choices}>
        {(ready) => <EditForm found={found} kind={kind} choices={ready} />}
      </Loaded>
    </>
  );
}

interface EditFormProps<Kind extends KindName> extends EditableProps<Kind> {
  readonly choices: Choices;
}

function EditForm<Kind extends KindName>({ found, kind, choices }: EditFormProps<Kind>) {
  const words = useWords();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { proposalId, revision } = found;
  const command = useCommand(revise);
  const kept = useKept(proposalId, { draft: draftOf<Kind>(found), revision });
  const save = (content: Content & LegalDay, then: AfterSaving) => {
    const ref = { proposalId, revision: kept.value.revision };
    command.mutate(
      { ref, ...content },
      {
        onSuccess: (written) => {
          kept.set({ ...kept.value, revision: written.revision });
          kept.forget();
          announce(words.form.saved(shownTime(new Date())));
          const params = { proposalId };
          if (then === 'check') void navigate({ to: '/to-trinh/$proposalId/kiem-tra', params });
        },
      },
    );
  };
  const isOutdated = isStatus(command.error, 412) || kept.value.revision < revision;
  const keptDraft = {
    ...kept,
    value: kept.value.draft,
    set: (draft: Draft<Kind>) => kept.set({ ...kept.value, draft }),
  };
  return (
    <>
      <ProposalForm
        kind={kind}
        choices={choices}
        kept={keptDraft}
        error={command.error}
        isSaving={command.isPending || !found.may.includes('revise')}
        onSave={save}
      />
      {isOutdated && !command.isPending ? (
        <OnServer found={found} onTakeOver={() => kept.set({ ...kept.value, revision })} />
      ) : null}
    </>
  );
}

interface OnServerProps {
  readonly found: Case;
  readonly onTakeOver: () => void;
}

/** Somebody saved another version meanwhile: it is shown beside what was typed here. */
function OnServer({ found, onTakeOver }: OnServerProps) {
  const words = useWords();
  return (
    <section className="panel">
      <h2>{words.form.onServer}</h2>
      <CaseRequest shown={found} />
      <button type="button" className="secondary" onClick={onTakeOver}>
        {words.form.overwrite}
      </button>
    </section>
  );
}

function draftOf<Kind extends KindName>(found: Case): Draft<Kind> {
  return {
    details: found.details as DetailsByKind[Kind], // the case's kind says which
    takesEffectOn: found.takesEffectOn,
    justification: typeof found.justification === 'string' ? found.justification : '',
    on: '',
  };
}
