import type { AggregateReader } from '#libs/aggregates';
import type { SetUp } from '#libs/application';
import { sealHistory } from '#libs/audit';
import { invariant, seal, type SealState } from '#libs/domain';
import type { EventStore } from '#libs/event-store';
import { logIdOf } from '#libs/log-format';
import type { Seals } from '#libs/seals';

export interface SealKeepingParts {
  readonly seals: Seals;
  readonly reader: AggregateReader;
  readonly store: EventStore;
  readonly setUp: SetUp;
  /** Writes also while the log is read-only: for accepting a restore, and for nothing else. */
  readonly restoring: SetUp;
}

/** A key of the log, as it is told to auditors. */
export interface KeyShown {
  readonly vkey: string;
  readonly signs: boolean;
}

/** Keeps the log's record of its own keys and restores in step with what is on disk. */
export class SealKeeping {
  constructor(private readonly parts: SealKeepingParts) {}

  /** Records the keys at hand, and begins to seal. */
  async begin(): Promise<void> {
    const { seals } = this.parts;
    for (const vkey of seals.keysToRecord(await this.#state())) await this.#introduce(vkey);
    seals.signWith(await this.#state());
    await seals.start();
  }

  /** All that an auditor needs: of the logs, too, that this one goes on from. */
  async keys(): Promise<readonly KeyShown[]> {
    const { seals, store } = this.parts;
    const { signing } = await this.#state();
    const { keys } = await sealHistory(store, seals.origin);
    const others = keys.filter((vkey) => !signing.includes(vkey));
    return [
      ...signing.map((vkey) => ({ vkey, signs: true })),
      ...others.map((vkey) => ({ vkey, signs: false })),
    ];
  }

  /** Another key that signs beside those that sign now, until they are retired. */
  async rotate(): Promise<readonly KeyShown[]> {
    const { seals } = this.parts;
    seals.condition.requireWritable();
    await this.#introduce(seals.makeKey());
    seals.signWith(await this.#state());
    await seals.sealNow();
    return this.keys();
  }

  /** Ends the overlap; throws `Refusal` for the only key that is left. */
  async retire(vkey: string): Promise<readonly KeyShown[]> {
    const { seals, setUp } = this.parts;
    const act = { type: 'RetireSealKey' as const, vkey };
    await setUp.perform('seal', seals.logId, `seal/retire/${vkey}`, act);
    seals.signWith(await this.#state());
    await seals.sealNow();
    seals.forgetKey(vkey);
    return this.keys();
  }

  /** Throws `Refusal` where there is nothing that may be accepted. */
  async acceptRestore(): Promise<NonNullable<SealState['restored']>> {
    const { seals, restoring } = this.parts;
    const plan = await seals.planRestore();
    const vkey = seals.makeKey(plan.origin);
    const act = { type: 'AcceptRestore' as const, ...plan, vkey };
    await restoring.perform('seal', logIdOf(plan.origin), `seal/restore/${plan.origin}`, act);
    await seals.goOnRestored(plan);
    seals.condition.requireWritable();
    await this.begin();
    return plan;
  }

  async #introduce(vkey: string): Promise<void> {
    const { seals, setUp } = this.parts;
    const act = { type: 'IntroduceSealKey' as const, vkey };
    await setUp.perform('seal', seals.logId, `seal/introduce/${vkey}`, act);
  }

  async #state(): Promise<SealState> {
    const { state } = await this.parts.reader.fold(seal, this.parts.seals.logId);
    invariant(state, 'A log has a record of its seals.');
    return state;
  }
}
