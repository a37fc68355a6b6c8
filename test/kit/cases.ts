import type { Acknowledged, CaseSeen, Drafted } from './contract.js';
import { Visitor } from './visitor.js';

/** The three who take a case from its draft to its enactment. */
export interface Officers {
  readonly commune: Visitor;
  readonly commission: Visitor;
  readonly committee: Visitor;
}

export const usernames = {
  commune: 'xa.hoabinhmoi',
  otherCommune: 'xa.tanlapmoi',
  commission: 'bantochuc',
  committee: 'banthuongvu',
  auditor: 'kiemtra',
  protection: 'baovedulieu',
  erasureApproval: 'duyetxoa',
} as const;

export async function officersAt(url: string): Promise<Officers> {
  const [commune, commission, committee] = await Promise.all([
    Visitor.signedIn(url, usernames.commune),
    Visitor.signedIn(url, usernames.commission),
    Visitor.signedIn(url, usernames.committee),
  ]);
  return { commune, commission, committee };
}

export interface Content {
  readonly kind: string;
  readonly details: object;
  readonly takesEffectOn: string;
  readonly justification: string;
}

/** Days of the acts of a case, all past: papers entered late are ordinary. */
export const days = {
  drafted: '2024-09-03',
  submitted: '2024-09-04',
  received: '2024-09-05',
  appraised: '2024-09-10',
  concluded: '2024-09-17',
  issued: '2024-09-20',
  effective: '2024-10-01',
} as const;

export const minutes = {
  number: '12-BB/HU',
  heldOn: days.concluded,
  summoned: 11,
  present: 10,
  inFavour: 9,
  against: 1,
} as const;

export const paper = {
  number: '345',
  symbol: 'QĐ/HU',
  signer: 'Bí thư Huyện ủy Sông Mây',
  signingCapacity: 'TM',
  takesEffectOn: days.effective,
} as const;

/** One case, acted on by whoever it waits for. Every act waits until the case waits for it. */
export class Case {
  private constructor(
    readonly officers: Officers,
    readonly id: string,
    private position: number,
  ) {}

  static async draft(officers: Officers, content: Content, communeId: string): Promise<Case> {
    const body = { communeId, ...content, on: days.drafted };
    const drafted = await officers.commune.tell<Drafted>('/proposals', body);
    return new Case(officers, drafted.proposalId, drafted.position);
  }

  /** The same case, for those who are signed in elsewhere. */
  at(officers: Officers): Case {
    return new Case(officers, this.id, this.position);
  }

  get path(): string {
    return `/proposals/${this.id}`;
  }

  /** The case once it waits for a person; the service moves it there by itself. */
  async settled(reader: Visitor = this.officers.commune): Promise<CaseSeen> {
    for (;;) {
      const seen = await reader.get<CaseSeen>(`${this.path}?minPosition=${this.position}`);
      if (seen.status !== 'moving' && seen.status !== 'issued') return seen;
      // Answered only once the log has grown: no clock is needed to wait for the service.
      this.position = Math.max(this.position, (seen.timeline.at(-1)?.position ?? 0) + 1);
    }
  }

  /** What was done past this object is seen from here on, too. */
  sawActAt(position: number): void {
    this.position = Math.max(this.position, position);
  }

  async submit(on: string = days.submitted): Promise<CaseSeen> {
    return this.#act(this.officers.commune, 'submission', { on });
  }

  async revise(content: Content): Promise<CaseSeen> {
    const { revision } = await this.settled();
    const beside = { revision, method: 'PUT' as const };
    return this.#done(await this.officers.commune.tell(`${this.path}/content`, content, beside));
  }

  async withdraw(on: string = days.submitted): Promise<CaseSeen> {
    return this.#act(this.officers.commune, 'withdrawal', { on });
  }

  async receive(): Promise<CaseSeen> {
    return this.answer('commission', { answer: 'approve', on: days.received });
  }

  async appraise(): Promise<CaseSeen> {
    return this.answer('commission', { answer: 'approve', on: days.appraised });
  }

  async conclude(): Promise<CaseSeen> {
    return this.answer('committee', { answer: 'approve', minutes, on: days.concluded });
  }

  async issue(signer: string = paper.signer): Promise<CaseSeen> {
    return this.#act(this.officers.committee, 'decision', { ...paper, signer, on: days.issued });
  }

  async answer(by: 'commission' | 'committee', body: object): Promise<CaseSeen> {
    const { step } = await this.settled();
    return this.#act(this.officers[by], 'answers', { step: step?.key, ...body });
  }

  async #act(by: Visitor, act: string, body: object): Promise<CaseSeen> {
    const { revision } = await this.settled();
    return this.#done(await by.tell(`${this.path}/${act}`, body, { revision }));
  }

  #done({ position }: Acknowledged): Promise<CaseSeen> {
    this.sawActAt(position);
    return this.settled();
  }
}
