import type { CaseAnswer } from '#libs/application';
import { decisionKinds } from '#libs/domain';
import type { CaseSummary, TimelineEntry } from '#libs/read-models';

import { committeeOf } from '../words/committee.js';
import {
  answerWords,
  eventWords,
  roleWords,
  statusWords,
  stepStatusWords,
  stepWords,
  type Language,
} from '../words/words.js';

/** A case in a list, with words for people beside the codes. */
export function summaryInWords({ step, ...summary }: CaseSummary, language: Language) {
  const { kind, status } = summary;
  return {
    ...summary,
    kindLabel: decisionKinds[kind].label[language],
    statusLabel:
      step && status === 'in-step'
        ? stepStatusWords[step.kind][language]
        : status === 'absent'
          ? ''
          : statusWords[status][language],
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

export function caseInWords({ timeline, ...found }: CaseAnswer, language: Language) {
  const { justification, details, moves, paper, enactmentRefused, ballot, may } = found;
  return {
    ...summaryInWords(found, language),
    ...{ justification, details, moves, may, paper, enactmentRefused, ballot },
    timeline: timeline.map((entry) => entryInWords(entry, language)),
  };
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
      unitName: by.unitName,
    },
  };
}

function entryLabel({ type, answer, stepKind }: TimelineEntry, language: Language): string {
  if (type === 'StepAnswered')
    return stepKind && answer ? answerWords[stepKind][answer][language] : '';
  const label = eventWords[type][language];
  return type === 'StepOpened' && stepKind
    ? `${label} ${stepWords[stepKind][language].toLowerCase()}`
    : label;
}
