import type { CaseStatus } from '../../api/contract.js';

type Tone = 'quiet' | 'active' | 'good' | 'bad' | 'waiting';

const tones: Record<CaseStatus, Tone> = {
  draft: 'quiet',
  moving: 'active',
  'in-step': 'active',
  returned: 'waiting',
  rejected: 'bad',
  deferred: 'waiting',
  withdrawn: 'quiet',
  issued: 'good',
  enacted: 'good',
  'enactment-refused': 'bad',
};

interface StatusTagProps {
  readonly status: CaseStatus;
  readonly label: string;
}

export function StatusTag({ status, label }: StatusTagProps) {
  return <strong className={`tag ${tones[status]}`}>{label}</strong>;
}
