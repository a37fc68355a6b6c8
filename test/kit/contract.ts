// What the tests read of the answers of the API, said a second time, as a client knows it.

export interface Acknowledged {
  readonly revision: number;
  readonly position: number;
}

export interface Drafted extends Acknowledged {
  readonly proposalId: string;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface CaseSeen {
  readonly proposalId: string;
  readonly status: string;
  readonly statusLabel: string;
  readonly revision: number;
  readonly round: number;
  readonly step: null | { readonly key: string; readonly kind: string };
  readonly may: readonly string[];
  readonly moves: readonly {
    readonly slotId: string;
    readonly from: null | { readonly name: string | null };
    readonly to: null | { readonly name: string | null };
  }[];
  readonly paper: null | { readonly number: string; readonly signer: string | null };
  readonly enactmentRefused: string | null;
  readonly timeline: readonly {
    readonly eventId: string;
    readonly type: string;
    readonly label: string;
    readonly by: { readonly name: string | null; readonly role: string };
    readonly reason: string | null;
    readonly position: number;
  }[];
}

export interface CasesSeen {
  readonly cases: readonly { readonly proposalId: string; readonly status: string }[];
}

export interface TitleMapSeen {
  readonly slots: number;
  readonly vacancies: number;
  readonly partTimeOfficers: number;
  readonly concurrentHoldings: number;
  readonly allowance: number;
  readonly position: number;
  readonly rows: readonly {
    readonly slotId: string;
    readonly holder: null | {
      readonly personId: string;
      readonly name: string | null;
      readonly basis: string;
    };
  }[];
}
