import type { Content, DetailsByKind, FieldProblem, KindName, LegalDay } from '../api/contract.js';
import { actDayFaults } from '../parts/fields/day/act-day-faults.js';
import { dayFaults } from '../parts/fields/day/day-faults.js';
import { DayField } from '../parts/fields/day/day-field.js';
import { TextArea } from '../parts/fields/field.js';
import { useFaults, WithFaults } from '../parts/fields/faults.js';
import type { Kept } from '../parts/fields/kept.js';
import { LateEntry, legalDay } from '../parts/fields/late-entry.js';
import { Restored } from '../parts/fields/restored.js';
import { useWords, type Words } from '../words/context.js';
import { kindForms } from './index.js';
import type { Choices, KindForm } from './kind-form.js';

/** What is being typed, before it is sent. */
export interface Draft<Kind extends KindName> {
  readonly details: DetailsByKind[Kind];
  readonly takesEffectOn: string;
  readonly justification: string;
  readonly on: string;
}

/** What the officer wants to do after the draft is on the server. */
export type AfterSaving = 'stay' | 'check';

interface ProposalFormProps<Kind extends KindName> {
  readonly kind: Kind;
  readonly choices: Choices;
  readonly kept: Kept<Draft<Kind>>;
  readonly error: unknown;
  readonly isSaving: boolean;
  readonly onSave: (content: Content & LegalDay, then: AfterSaving) => void;
}

export function ProposalForm<Kind extends KindName>(props: ProposalFormProps<Kind>) {
  const { kind, choices, kept, error, isSaving, onSave } = props;
  const words = useWords();
  const draft = kept.value;
  const { faults, setFound } = useFaults(error, draft);
  const form: KindForm<DetailsByKind[Kind]> = kindForms[kind];

  const save = (then: AfterSaving) => {
    const { on, ...written } = draft;
    const justification = draft.justification.normalize('NFC').trim();
    const fields = [
      ...form.check(draft.details, choices, words),
      ...contentFaults(draft, then, words),
    ];
    setFound(fields.length === 0 ? null : { sentence: words.form.incomplete, fields });
    if (fields.length === 0) onSave({ kind, ...written, justification, ...legalDay(on) }, then);
  };

  return (
    <WithFaults faults={faults}>
      <Restored kept={kept} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save('check');
        }}
      >
        <form.Fields
          details={draft.details}
          onChange={(details) => kept.set({ ...draft, details })}
          choices={choices}
        />
        <ContentFields draft={draft} onChange={(change) => kept.set({ ...draft, ...change })} />
        <div className="buttons">
          <button type="submit" disabled={isSaving}>
            {words.form.saveAndCheck}
          </button>
          <button
            type="button"
            className="secondary"
            disabled={isSaving}
            onClick={() => save('stay')}
          >
            {words.form.save}
          </button>
        </div>
        <p className="hint">{words.form.keptLocally}</p>
      </form>
    </WithFaults>
  );
}

/** A draft may lack its justification; a proposal to be submitted may not. */
function contentFaults(
  { takesEffectOn, justification, on }: Draft<KindName>,
  then: AfterSaving,
  words: Words,
): FieldProblem[] {
  const { form } = words;
  const isArgued = justification.trim() !== '' || then === 'stay';
  return [
    ...(takesEffectOn ? [] : [{ pointer: '/takesEffectOn', detail: form.missingDay }]),
    ...dayFaults('/takesEffectOn', takesEffectOn, words),
    ...(isArgued ? [] : [{ pointer: '/justification', detail: form.missingJustification }]),
    ...actDayFaults(on, null, words),
  ];
}

type CommonContent = Omit<Draft<KindName>, 'details'>;

interface ContentFieldsProps {
  readonly draft: CommonContent;
  readonly onChange: (change: Partial<CommonContent>) => void;
}

function ContentFields({ draft, onChange }: ContentFieldsProps) {
  const { form } = useWords();
  return (
    <>
      <DayField
        pointer="/takesEffectOn"
        label={form.effect}
        value={draft.takesEffectOn}
        onChange={(takesEffectOn) => onChange({ takesEffectOn })}
      />
      <TextArea
        pointer="/justification"
        label={form.justification}
        hint={form.justificationHint}
        value={draft.justification}
        onChange={(justification) => onChange({ justification })}
      />
      <LateEntry value={draft.on} onChange={(on) => onChange({ on })} />
    </>
  );
}
