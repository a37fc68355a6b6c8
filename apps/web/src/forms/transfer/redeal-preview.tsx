import type { TransferDetails } from '../../api/contract.js';
import { Name, useName } from '../../parts/shown/name.js';
import { useWords } from '../../words/context.js';
import type { Choices } from '../kind-form.js';
import { redeal } from './redeal.js';

interface RedealPreviewProps {
  readonly choices: Choices;
  readonly assignments: TransferDetails['assignments'];
}

/** Said aloud while titles are being dealt. */
export function RedealPreview({ choices, assignments }: RedealPreviewProps) {
  const { form } = useWords();
  const nameOf = useName();
  const { headsBefore, headsAfter, leaving, withoutOwnTitle } = redeal(choices, assignments);
  const max = choices.map.partTimeMax;
  return (
    <section className="panel preview" aria-live="polite">
      <p className="figure">{form.headsChange(headsBefore, headsAfter)}</p>
      {max === null ? null : (
        <p className={headsAfter > max ? 'warning' : ''}>
          {headsAfter > max ? form.overMax(max) : form.headsMax(max)}
        </p>
      )}
      {leaving.length === 0 ? <p>{form.nobodyLeaves}</p> : <p>{form.leaving}</p>}
      <ul>
        {leaving.map((person) => (
          <li key={person.personId}>
            <Name of={person.name} />
          </li>
        ))}
      </ul>
      {withoutOwnTitle.map((person) => (
        <p key={person.personId} className="warning">
          {form.needsOwnTitle(nameOf(person.name))}
        </p>
      ))}
    </section>
  );
}
