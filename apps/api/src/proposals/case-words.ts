import type { CaseAnswer } from '#libs/application';
import { decisionKinds, shownDay, type PlainDate } from '#libs/domain';
import type { CaseSummary, TimelineEntry } from '#libs/read-models';

import { committeeOf, unitBeside } from '../words/committee.js';
import {
  answerWords,
  eventWords,
  roleWords,
  statusWords,
  stepStatusWords,
  stepWords,
  type Language,
} from '../words/words.js';

/** For whom, and on what day, the words are meant. */
export interface Reader {
  readonly language: Language;
  readonly today: PlainDate;
}

/** A case in a list, with words for people beside the codes. */
export function summaryInWords(summary: CaseSummary, { language, today }: Reader) {
  const { kind, step } = summary;
  return {
    ...summary,
    kindLabel: decisionKinds[kind].label[language],
    statusLabel: statusLabel(summary, { language, today }),
    step: step && {
      key: step.key,
      kind: step.kind,
      label: stepWords[step.kind][language],
      body: { ...step.body, label: bodyLabel(step, language) },
      openedOn: step.openedOn,
      dueOn: step.dueOn,
    },
  };
}

export function caseInWords({ timeline, ...found }: CaseAnswer, reader: Reader) {
  const { justification, details, proposedEffectOn, moves, paper, ballot, may } = found;
  const { language } = reader;
  return {
    ...summaryInWords(found, reader),
    ...{ justification, details, proposedEffectOn, moves, may, paper, ballot },
    enactmentRefused: found.enactmentRefused,
    timeline: timeline.map((entry) => entryInWords(entry, language)),
  };
}

/** A decision whose day is still ahead is in the title map already, and not yet in effect. */
function statusLabel({ status, step, takesEffectOn }: CaseSummary, { language, today }: Reader) {
  if (status === 'absent') return '';
  if (step && status === 'in-step') return stepStatusWords[step.kind][language];
  const label = statusWords[status][language];
  if (status !== 'enacted' || takesEffectOn <= today) return label;
  return `${label} ${language === 'vi' ? 'từ' : 'from'} ${shownDay(takesEffectOn)}`;
}

function bodyLabel({ body, bodyUnitName }: NonNullable<CaseSummary['step']>, language: Language) {
  const unit = language === 'vi' ? committeeOf(bodyUnitName ?? '') : bodyUnitName;
  return `${roleWords[body.role][language]} ${unit ?? ''}`.trim();
}

function entryInWords(entry: TimelineEntry, language: Language) {
  const { by, ...rest } = entry;
  return {
    ...rest,
    label: entryLabel(entry, language),
    by: {
      name: by.name,
      role: by.role,
      roleLabel: roleWords[by.role][language],
      unitName: unitBeside(by.role, by.unitName, language),
    },
  };
}

function entryLabel({ type, answer, stepKind }: TimelineEntry, language: Language): string {
  if (type === 'StepAnswered')
    return stepKind && answer ? answerWords[stepKind][answer][language] : '';
  const label = eventWords[type][language];
  return type === 'StepOpened' && stepKind
    ? `${label} ${withinSentence(stepWords[stepKind][language])}`
    : label;
}

/** Only the first letter: names of bodies further on keep their capitals. */
function withinSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
