import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

import {
  can,
  erasure,
  hasEnded,
  localDay,
  person,
  proposal,
  type CommandContext,
  type ErasureBasis,
  type ErasureCommand,
  type ErasureState,
  type ErasureSubject,
  type ErasureSubjectKind,
} from '#libs/domain';
import { StoreUnavailable, type AppendResult } from '#libs/event-store';
import { SubjectKeys } from '#libs/privacy';

import { AggregateReader } from '#libs/aggregates';
import { CLOCK, type Clock } from '../clock.js';
import { DecisionContext } from '../context.js';
import { Executor } from '../executor.js';
import { noSubjectHere } from '../not-known.js';
import type { CommandRequest } from '../request.js';

/** What the asker says; whose data it is, and which keys protect it, is looked up. */
export type ErasureAsk =
  | {
      readonly type: 'ProposeErasure';
      readonly kind: ErasureSubjectKind;
      readonly basis: ErasureBasis;
    }
  | {
      readonly type: 'PlaceLegalHold';
      readonly kind: ErasureSubjectKind;
      readonly reference: string;
    }
  | { readonly type: 'ApproveErasure' | 'DeclineErasure' | 'LiftLegalHold' };

/** Somebody asks for personal data to be erased, or answers that. */
export class AskErasure extends Command<AppendResult> {
  constructor(
    readonly subjectId: string,
    readonly ask: ErasureAsk,
    readonly request: CommandRequest,
  ) {
    super();
  }
}

@CommandHandler(AskErasure)
export class AskErasureHandler implements ICommandHandler<AskErasure> {
  constructor(
    private readonly executor: Executor,
    private readonly reader: AggregateReader,
    private readonly context: DecisionContext,
    private readonly keys: SubjectKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(asked: AskErasure): Promise<AppendResult> {
    const { subjectId, request, ask } = asked;
    const at = this.clock();
    const act = { by: request.actor, at, on: localDay(at) };
    const answer = await this.executor.execute(erasure, subjectId, request, async (state) => ({
      command: await this.#complete(asked, state, act),
      policies: [],
    }));
    if (ask.type === 'ApproveErasure') this.#erase(subjectId);
    return answer;
  }

  /** The event stands. Whoever asks again, or the next start, finishes what fails here. */
  #erase(subjectId: string): void {
    try {
      this.keys.erase([subjectId]);
    } catch (cause) {
      throw new StoreUnavailable('A key that is to be erased could not be deleted.', { cause });
    }
  }

  async #complete(
    { subjectId, ask }: AskErasure,
    state: ErasureState,
    act: CommandContext,
  ): Promise<ErasureCommand> {
    switch (ask.type) {
      case 'ProposeErasure':
      case 'PlaceLegalHold': {
        const { kind, ...said } = ask;
        const subject = await this.#subject(kind, subjectId);
        requireKnown(subject.unitPath, act, kind);
        return { ...act, ...said, subjectId, subject };
      }
      case 'ApproveErasure':
        requireKnown(state.unitPath, act, 'asked');
        return { ...act, type: ask.type, kids: this.keys.kidsOf(subjectId) };
      case 'DeclineErasure':
      case 'LiftLegalHold':
        requireKnown(state.unitPath, act, 'asked');
        return { ...act, type: ask.type };
    }
  }

  /** Nobody belongs to no unit: what is not in the log has an empty path. */
  async #subject(kind: ErasureSubjectKind, id: string): Promise<ErasureSubject> {
    if (kind === 'case') {
      const { state } = await this.reader.fold(proposal, id);
      const unitPath = state.unitPath.map(({ unitId }) => unitId);
      return { kind, unitPath, isOpenCase: !hasEnded(state) };
    }
    const { state } = await this.reader.fold(person, id);
    const path = state ? await this.context.unitPath(state.communeId) : [];
    return { kind, unitPath: path.map(({ unitId }) => unitId), isOpenCase: false };
  }
}

/** Whoever is another district's is, for this officer, nobody. */
function requireKnown(
  unitPath: readonly string[],
  { by }: CommandContext,
  of: ErasureSubjectKind | 'asked',
): void {
  if (unitPath.length === 0 || !can(by, 'staffing.read', { unitPath })) throw noSubjectHere(of);
}
