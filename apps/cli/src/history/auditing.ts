import type { Auditor } from '#libs/audit';

/** What an auditor may ask, of the log itself or of the service that holds it. */
export type Auditing = Pick<Auditor, 'replay' | 'diff' | 'log' | 'show' | 'bisect'>;
