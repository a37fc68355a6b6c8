import type { Minutes, TimelineEntry } from '../../api/contract.js';
import { useWords } from '../../words/context.js';
import { textOf } from '../../words/unread.js';
import { shownDay, shownMoment } from '../shown/days.js';
import { Name } from '../shown/name.js';

interface TimelineProps {
  readonly proposalId: string;
  readonly entries: readonly TimelineEntry[];
}

/** Events that a proof to take away is offered of. */
const WITH_RECEIPT = new Set(['ProposalSubmitted', 'StepAnswered', 'DecisionIssued']);

/** What happened, in plain words, each with its legal day and the moment it was recorded. */
export function Timeline({ proposalId, entries }: TimelineProps) {
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.eventId}>
          <Entry entry={entry} />
          {WITH_RECEIPT.has(entry.type) ? (
            <Receipt proposalId={proposalId} eventId={entry.eventId} />
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const words = useWords();
  const { label, on, recordedAt, late, reason, minutes } = entry;
  return (
    <>
      <p className="what">{label}</p>
      <p className="who">
        <Author by={entry.by} />
      </p>
      <p className="when">
        <span>
          {words.case.on}: <time dateTime={on}>{shownDay(on)}</time>
        </span>
        <span>
          {words.case.recorded}: <time dateTime={recordedAt}>{shownMoment(recordedAt)}</time>
        </span>
        {late ? <strong className="tag waiting">{words.case.lateTag}</strong> : null}
      </p>
      {reason === null ? null : (
        <p>
          {words.case.reason}: {textOf(reason, words)}
        </p>
      )}
      {minutes === null ? null : <MinutesLines minutes={minutes} />}
    </>
  );
}

interface ReceiptProps {
  readonly proposalId: string;
  readonly eventId: string;
}

function Receipt({ proposalId, eventId }: ReceiptProps) {
  const path = `/api/v1/proposals/${encodeURIComponent(proposalId)}/receipts/${eventId}`;
  return (
    <p>
      <a href={path} download>
        {useWords().case.receipt}
      </a>
    </p>
  );
}

function Author({ by }: Pick<TimelineEntry, 'by'>) {
  const words = useWords();
  if (by.role === 'process') return words.case.service;
  const capacity = by.unitName === null ? by.roleLabel : `${by.roleLabel}, ${by.unitName}`;
  return (
    <>
      <Name of={by.name} /> ({capacity})
    </>
  );
}

export function MinutesLines({ minutes }: { readonly minutes: Minutes }) {
  const words = useWords().case;
  return (
    <ul className="plain">
      <li>{words.minutes(minutes.number, shownDay(minutes.heldOn))}</li>
      <li>{words.counts(minutes.summoned, minutes.present)}</li>
      <li>{words.votes(minutes.inFavour, minutes.against)}</li>
    </ul>
  );
}
