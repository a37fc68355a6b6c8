import { isReadOnly, ProblemError } from '../../api/problem.js';
import { useWords, type Words } from '../../words/context.js';

/**
 * The sentence for people: the service's own where it gave one, except what it tells its operator.
 */
export function sentenceOf(error: unknown, { problems }: Words): string {
  if (!(error instanceof ProblemError)) return problems.broken;
  if (error.status === 0) return problems.unreachable;
  if (isReadOnly(error)) return problems.readOnly;
  return error.problem.detail || error.problem.title || problems.unknown(error.status);
}

interface TroubleProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Shown where a page could not be read. */
export function Trouble({ error, onRetry }: TroubleProps) {
  const words = useWords();
  const code = error instanceof ProblemError ? error.problem.code : null;
  return (
    <div className="trouble" role="alert">
      <p>{sentenceOf(error, words)}</p>
      {code === null ? null : <p className="hint">{words.problems.code(code)}</p>}
      {onRetry ? (
        <button type="button" className="secondary" onClick={onRetry}>
          {words.retry}
        </button>
      ) : null}
    </div>
  );
}
