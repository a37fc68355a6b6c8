import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AggregateReader } from '#libs/aggregates';
import {
  AskProposal,
  AskProposalHandler,
  DecisionContext,
  EnactIssuedDecision,
  Executor,
  loadWorld,
  OpenNextStep,
  SetUp,
  type ProposalAsk,
} from '#libs/application';
import {
  localDay,
  proposal,
  Refusal,
  type Actor,
  type Instant,
  type ProposalState,
} from '#libs/domain';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';
import { minhHoa } from '#libs/scenarios';
import type { Sessions } from '#libs/sessions';

/** Keys of subjects for every office of a spec: they take a while to be made. */
export class OfficeKeys {
  readonly #dir = mkdtempSync(join(tmpdir(), 'totrinh-audit-'));
  readonly keys = new SubjectKeys(join(this.#dir, 'keys.db'), join(this.#dir, 'kek'));

  close(): void {
    this.keys.close();
    rmSync(this.#dir, { recursive: true });
  }
}

/** The demonstration district at work on one log, through the real executor and deciders. */
export class Office {
  readonly #reader: AggregateReader;
  readonly #ask: AskProposalHandler;
  readonly #openStep: OpenNextStep;
  readonly #enact: EnactIssuedDecision;
  readonly setUp: SetUp;
  readonly #newId: () => string;
  #at = Date.parse('2024-09-02T01:00:00.000Z');

  constructor(store: EventStore, keys: SubjectKeys, newId: () => string) {
    const clock = () => this.now;
    const reader = new AggregateReader(store, keys);
    const executor = new Executor(reader, store, keys);
    const context = new DecisionContext(reader);
    this.#reader = reader;
    this.#newId = newId;
    this.#ask = new AskProposalHandler(executor, reader, context, clock);
    this.#openStep = new OpenNextStep(executor, reader, context, clock);
    this.#enact = new EnactIssuedDecision(executor, reader, context, clock);
    this.setUp = new SetUp(executor, clock);
  }

  get now(): Instant {
    return new Date(this.#at).toISOString() as Instant;
  }

  wait(seconds: number): void {
    this.#at += seconds * 1_000;
  }

  /** Units, rules, people and who holds what; nobody signs in here. */
  async open(): Promise<void> {
    await loadWorld({ ...minhHoa, accounts: [] }, this.setUp, null as unknown as Sessions);
  }

  async history(proposalId: string): Promise<readonly RecordedEvent[]> {
    return this.#reader.history(`proposal-${proposalId}`);
  }

  async state(proposalId: string): Promise<ProposalState> {
    return (await this.#reader.fold(proposal, proposalId)).state;
  }

  /** Whether it was carried out; a refusal writes nothing. */
  async ask(actor: Actor, proposalId: string, ask: ProposalAsk): Promise<boolean> {
    const request = {
      commandId: this.#newId(),
      body: { type: ask.type },
      actor,
      expectedRevision: null,
      correlationId: proposalId,
      causationId: null,
    };
    try {
      await this.#ask.execute(new AskProposal(proposalId, ask, localDay(this.now), request));
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  /** Does what the service owes the case: opens its next step, or enacts its decision. */
  async serve(proposalId: string): Promise<void> {
    const { status } = await this.state(proposalId);
    const revision = (await this.history(proposalId)).length - 1;
    if (status === 'moving')
      await this.#openStep.handle({ kind: 'open-step', subject: proposalId, revision });
    if (status === 'issued')
      await this.#enact.handle({ kind: 'enact', subject: proposalId, revision });
  }
}
