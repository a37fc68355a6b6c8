import { Link } from '@tanstack/react-router';

import { useCommand, withdraw } from '../../api/commands.js';
import type { Case } from '../../api/contract.js';
import { useWords } from '../../words/context.js';
import { useFaults, WithFaults } from '../fields/faults.js';
import { useAnnounce } from '../page/notice.js';

/** What the commune may do with its own proposal now. */
export function WriterActions({ shown }: { readonly shown: Case }) {
  const words = useWords();
  const { proposalId, may } = shown;
  const params = { proposalId };
  const mayWrite = may.includes('revise') || may.includes('submit');
  if (!mayWrite && !may.includes('withdraw')) return null;
  return (
    <section className="panel">
      <h2>{words.case.actions}</h2>
      {mayWrite ? (
        <p className="buttons">
          {may.includes('submit') ? (
            <Link to="/to-trinh/$proposalId/kiem-tra" params={params} className="button">
              {words.case.resubmit}
            </Link>
          ) : null}
          {may.includes('revise') ? (
            <Link to="/to-trinh/$proposalId/sua" params={params} className="button secondary">
              {words.case.revise}
            </Link>
          ) : null}
        </p>
      ) : null}
      {may.includes('withdraw') ? <Withdrawal shown={shown} /> : null}
    </section>
  );
}

function Withdrawal({ shown }: { readonly shown: Case }) {
  const words = useWords();
  const announce = useAnnounce();
  const command = useCommand(withdraw);
  const { faults } = useFaults(command.error, shown.revision);
  const send = () =>
    command.mutate({ ref: shown }, { onSuccess: () => announce(words.case.withdrawn) });
  return (
    <details>
      <summary>{words.case.withdraw}</summary>
      <WithFaults faults={faults}>
        <p>{words.case.withdrawText}</p>
        <button type="button" className="warning" disabled={command.isPending} onClick={send}>
          {words.case.confirmWithdraw}
        </button>
      </WithFaults>
    </details>
  );
}
