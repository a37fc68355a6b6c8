import { join } from 'node:path';

import type { SealState, Sentence } from '#libs/domain';
import type { CheckedLog, EventStore, RecordedEvent, SealedLog } from '#libs/event-store';
import {
  formatVerifierKey,
  logIdOf,
  parseVerifierKey,
  type SignerKey,
  type VerifierKey,
} from '#libs/log-format';

import { signManifest } from './backup/vouching.js';
import { Belonging } from './boot/belonging.js';
import { BootCheck } from './boot/boot-check.js';
import { removeMark } from './boot/restored-mark.js';
import { CheckpointBook, type KeptCheckpoint } from './checkpoint-book.js';
import { goesOn, noKeysHere, noSealKey } from './faults.js';
import { requireKeys, sealKeyFile, type SealKeyFile, type SealKeyPlace } from './keys/key-file.js';
import { LastSealed } from './keys/last-sealed.js';
import { LogHome } from './keys/log-home.js';
import { LogCondition } from './log-condition.js';
import { LogTree } from './log-tree.js';
import { Receipts } from './receipts.js';
import { planRestore, type RestorePlan } from './restore-plan.js';
import { Sealer, SealRefused } from './sealing/sealer.js';
import { everyInterval } from './sealing/every-interval.js';
import { turnsIn } from './sealing/turns.js';
import { SealWatch } from './sealing/seal-watch.js';
import type { WitnessAddress } from './witness/ask-witness.js';
import { WitnessDesk, type MissingWitness } from './witness/witness-desk.js';

const EVERY_MS = 60_000;

export interface SealSettings extends SealKeyPlace {
  readonly witnesses: readonly WitnessAddress[];
  /** Whether this process has the keys: others only read what was sealed. */
  readonly signs: boolean;
  /** Whether a log that is not what was sealed makes the service read-only. */
  readonly bootCheck: boolean;
}

export interface SealsOptions {
  /** Where the checkpoints lie, and where no key may lie. */
  readonly dataDir: string;
  readonly store: EventStore;
  readonly log: SealedLog;
  /** The same log as it lies in its store, for checks. */
  readonly openChecked: () => CheckedLog;
  /** Whether other processes seal the same log: each pass then takes turns with theirs. */
  readonly isShared?: boolean;
  readonly settings: SealSettings;
  readonly report: (problem: Error) => void;
  /** Calls again and again until the function it returns is called. */
  readonly every?: (ms: number, call: () => void) => () => void;
}

/** All that keeps one log from being changed unnoticed, wired together once. */
export class Seals {
  readonly condition = new LogCondition();
  readonly watch: SealWatch;
  readonly #options: SealsOptions;
  readonly #book: CheckpointBook;
  readonly #tree: LogTree;
  readonly #sealer: Sealer;
  readonly #receipts: Receipts;
  readonly #witnesses: WitnessDesk;
  readonly #belonging: Belonging;
  #check: BootCheck | null = null;
  /** What the start found and nobody is kept from writing by: the check was turned off. */
  #ignored: LogCondition | null = null;
  #recorded: readonly string[] = [];
  #stopTimer: () => void = () => undefined;
  #hasStarted = false;

  constructor(options: SealsOptions) {
    this.#options = options;
    const { dataDir, store, log, report, settings, isShared = false } = options;
    const folder = join(dataDir, 'checkpoints');
    const book = new CheckpointBook(folder);
    if (!isShared) book.tidy();
    const tree = new LogTree(log);
    const found = this.condition.found.bind(this.condition);
    this.#book = book;
    this.#tree = tree;
    const signers = (origin: string) => this.#signersOf(origin);
    const inTurn = isShared ? turnsIn(folder) : undefined;
    const remember = (sealed: KeptCheckpoint) => this.#remember(sealed);
    this.#sealer = new Sealer({ log, book, signers, remember, report, inTurn });
    this.#receipts = new Receipts({ store, log, sealer: this.#sealer, book, tree });
    const witnesses = settings.signs ? settings.witnesses : [];
    this.#witnesses = new WitnessDesk({ witnesses, store, log, book, tree, found, report });
    const home = settings.signs ? new LogHome(settings, dataDir) : null;
    const hasKey = (origin: string) => this.#keyFile(origin).keysOf(origin).length > 0;
    this.#belonging = new Belonging({ store, log, home, hasKey, report });
    const seal = () => void this.sealNow();
    this.watch = new SealWatch({ store, log, sealer: this.#sealer, seal });
    this.#sealer.onSealed(() => void this.#witnesses.bring());
  }

  /** Name of the log, as the stream of its seals and the file of its keys bear it. */
  get logId(): string {
    return logIdOf(this.origin);
  }

  /** Name of the log as it is called now. */
  get origin(): string {
    return this.#options.log.head().origin;
  }

  /** What is wrong with the log that is written all the same, as the check at the start is off. */
  get ignoredFault(): Sentence | null {
    const fault = this.#ignored?.fault;
    return fault ? goesOn(fault) : null;
  }

  /** Number of events that the last checkpoint covers. */
  get sealedSize(): number {
    return this.#sealer.size;
  }

  /** Before anything is written: whether this is the log that was sealed. */
  async check(): Promise<void> {
    const { condition } = this;
    await this.#check?.stop(); // this one begins anew
    if (!this.#options.settings.bootCheck) {
      // What is found is told, and keeps nobody from writing.
      this.#ignored = new LogCondition();
      const check = this.#newCheck(this.#ignored);
      this.#sealer.begin(await check.run());
      return;
    }
    const check = this.#newCheck(condition);
    const [tree] = await Promise.all([check.run(), this.#witnesses.bring()]);
    this.#sealer.begin(tree);
  }

  /**
   * Keys at hand that the log does not know yet. Only a log that holds nothing is given one by
   * itself: any other may be one that somebody put there to be signed. Throws `UnusableSealKey`.
   */
  keysToRecord({ signing, retired }: SealState): readonly string[] {
    const { settings, dataDir, log } = this.#options;
    const { origin, size } = log.head();
    if (!settings.signs) return [];
    const file = this.#keyFile(origin);
    const known = [...signing, ...retired];
    if (known.length > 0) requireKeys(settings, { origins: [origin], dataDir });
    const held = file.keysOf(origin);
    const isNew = size === 0 && known.length === 0 && held.length === 0;
    const keys = isNew ? [file.make(origin)] : held;
    return keys.map(formatVerifierKey).filter((vkey) => !known.includes(vkey));
  }

  /** Another key for the log as it is called, or as it will be. */
  makeKey(origin: string = this.origin): string {
    if (!this.#options.settings.signs) throw noKeysHere();
    return formatVerifierKey(this.#keyFile(origin).make(origin));
  }

  /** Forgets the secret of a key that the log has retired. */
  forgetKey(vkey: string): void {
    this.#keyFile(this.#options.log.head().origin).retire(vkey);
  }

  /** From now on these keys sign, as far as they are at hand. */
  signWith({ signing }: SealState): void {
    this.#recorded = signing;
    const missing = this.missingKey;
    if (missing) this.#options.report(new Error(missing.vi));
  }

  /** What to do where this process is to seal the log and has no key to do it with. */
  get missingKey(): Sentence | null {
    const { log, settings } = this.#options;
    const { origin } = log.head();
    if (!settings.signs || this.#signersOf(origin).length > 0) return null;
    return noSealKey(this.#keyFile(origin).path);
  }

  /** What kept the last seal from being made. */
  get sealTrouble(): Sentence | null {
    return this.#sealer.trouble;
  }

  /** Seals what is there, and from now on whatever comes. */
  async start(): Promise<void> {
    this.#hasStarted = true;
    await this.#belonging.settle().catch(this.#options.report);
    await this.sealNow();
    this.watch.follow();
    // So that the first receipt does not wait for it; what goes wrong, that receipt will say.
    this.#tree.upTo(this.#sealer.size).catch(() => undefined);
    this.#stopTimer = (this.#options.every ?? everyInterval)(EVERY_MS, () => {
      this.watch.follow();
      void this.sealNow().then(() => this.#witnesses.bringAgain());
    });
  }

  /** Resolves once the event at a position is covered, as far as there is a key to sign with. */
  async cover(position: number): Promise<void> {
    this.condition.requireWritable();
    await this.#sealer.cover(await this.#options.log.sizeAt(position));
  }

  /** Never rejects: what keeps the log from being sealed is reported. */
  async sealNow(): Promise<void> {
    if (this.condition.fault) return;
    try {
      await this.#sealer.seal();
    } catch (error) {
      if (error instanceof SealRefused && this.#options.settings.bootCheck)
        this.condition.found(error.fault);
      this.#options.report(error as Error);
    }
  }

  /** A C2SP tlog-proof file; `null` where no checkpoint covers the event and none can be made. */
  async receiptOf(event: RecordedEvent): Promise<string | null> {
    const isSealed = event.position <= this.#options.log.positionAt(this.#sealer.size);
    if (this.condition.fault && !isSealed) return null;
    return this.#receipts.of(event);
  }

  /** Signs a backup of the log, so that another machine can tell whose it is. */
  signBackup(manifest: string): string | null {
    const signers = this.#signersOf(this.origin);
    return signers.length === 0 ? null : signManifest(manifest, signers);
  }

  /** Throws `Refusal` where there is nothing that may be accepted. */
  planRestore(): Promise<RestorePlan> {
    return planRestore(this.#options, this.#book, this.condition);
  }

  /** After `LogRestored` is in the log: it may be written again. */
  async goOnRestored({ previous, size }: RestorePlan): Promise<void> {
    await this.#book.setAside(previous.origin, size);
    await removeMark(this.#options.dataDir);
    this.condition.lift();
    await this.check();
  }

  /** Seals a last time, and lets go of everything. */
  async stop(): Promise<void> {
    this.#stopTimer();
    await this.#check?.stop();
    await this.watch.stop();
    if (this.#hasStarted) await this.sealNow();
    await this.#sealer.settled();
    await this.#witnesses.settled();
  }

  /** The witnesses that did not cosign when they were asked last. */
  get missingWitnesses(): readonly MissingWitness[] {
    return this.#witnesses.missing;
  }

  /** Where the place of the keys cannot be written, that is told, and the seal stands. */
  async #remember(sealed: KeptCheckpoint): Promise<void> {
    await this.#lastSealed(sealed.checkpoint.origin).keep(sealed).catch(this.#options.report);
  }

  #lastSealed(origin: string): LastSealed {
    return new LastSealed(this.#keyFile(origin).path, origin);
  }

  #newCheck(condition: LogCondition): BootCheck {
    const { dataDir, store, log, openChecked, report, settings } = this.#options;
    const keysOf = (origin: string) => this.#verifiersOf(origin);
    const { bootCheck, signs } = settings;
    condition.onChange(
      (fault) => fault && report(new Error((bootCheck ? fault.sentence : goesOn(fault)).vi)),
    );
    const book = this.#book;
    const lastSealed = () => (signs ? this.#lastSealed(this.origin).read() : null);
    const what = { dataDir, store, log, openChecked, book, condition, report };
    const isElsewhere = () => this.#belonging.fault();
    this.#check = new BootCheck({ ...what, keysOf, lastSealed, isElsewhere });
    return this.#check;
  }

  #signersOf(origin: string): readonly SignerKey[] {
    if (!this.#options.settings.signs) return [];
    const held = this.#keyFile(origin).keysOf(origin);
    return held.filter((key) => this.#recorded.includes(formatVerifierKey(key)));
  }

  #verifiersOf(origin: string): readonly VerifierKey[] {
    const held = this.#options.settings.signs ? this.#keyFile(origin).verifiersOf(origin) : [];
    const recorded = this.#recorded.map(parseVerifierKey).filter(({ name }) => name === origin);
    const strangers = recorded.filter(({ id }) => !held.some((key) => key.id === id));
    return [...held, ...strangers];
  }

  #keyFile(origin: string): SealKeyFile {
    const { dataDir, settings } = this.#options;
    return sealKeyFile(settings, origin, dataDir);
  }
}
