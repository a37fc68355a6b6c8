import type { EventStore, Position } from '#libs/event-store';
import type { SubjectKeys } from '#libs/privacy';

import { Accounts } from './accounts/query.js';
import { CaseMoves } from './cases/moves.js';
import { Cases } from './cases/query.js';
import { Erasures } from './erasures/query.js';
import { Follower, type ProjectionFailure } from './log/follower.js';
import { Projector } from './log/projector.js';
import { Obligations } from './obligations/query.js';
import { PersonNames } from './people/names.js';
import { People } from './people/query.js';
import { Policies } from './policies/query.js';
import { StaffingPositions } from './staffing/positions.js';
import { Staffing } from './staffing/query.js';
import { Timeline } from './timeline/query.js';
import { Units } from './units/query.js';
import { openedAnew } from './views/damaged-views.js';
import { projections } from './views/projections.js';
import { ViewsFile } from './views/views-file.js';

interface ReadModelsOptions {
  /** Where the views are kept; `:memory:` keeps them with the process. */
  readonly file: string;
  readonly store: EventStore;
  readonly keys: SubjectKeys;
  /** Told once what holds the views up, at which event they stopped, and of a damaged file. */
  readonly report?: (problem: Error) => void;
}

/** The answers of one process, derived from the log alone: the file may be deleted at any time. */
export class ReadModels {
  readonly accounts: Accounts;
  readonly cases: Cases;
  readonly erasures: Erasures;
  readonly obligations: Obligations;
  readonly people: People;
  readonly policies: Policies;
  readonly staffing: Staffing;
  readonly timeline: Timeline;
  readonly units: Units;
  readonly #views: ViewsFile;
  readonly #projector: Projector;
  readonly #follower: Follower;

  private constructor({ file, store, keys, report = () => undefined }: ReadModelsOptions) {
    this.#views = openedAnew(file, () => new ViewsFile(file, projections), report);
    this.#projector = new Projector(this.#views, projections);
    this.#follower = new Follower(store, this.#views, this.#projector, report);
    const { sql } = this.#views;
    const position = () => this.position();
    this.units = new Units(sql);
    this.accounts = new Accounts(sql, keys);
    this.policies = new Policies(sql, this.units);
    this.obligations = new Obligations(sql);
    const { units, accounts, policies } = this;
    this.erasures = new Erasures(sql, accounts);
    const names = new PersonNames(sql, keys);
    const positions = new StaffingPositions(sql);
    this.people = new People({ names, positions, policies, units });
    this.staffing = new Staffing({ positions, policies, units, names, position });
    this.cases = new Cases(sql, keys, new CaseMoves({ sql, positions, policies, names }));
    this.timeline = new Timeline({ store, keys, accounts, units, position });
  }

  /** Throws when the file belongs to something else, or another process has it open. */
  static open(options: ReadModelsOptions): ReadModels {
    return new ReadModels(options);
  }

  /** Follows the log from where the views stand. */
  start(): void {
    this.#follower.start();
  }

  /** `false` when the time ran out, or the views stopped before that position. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    return this.#follower.waitFor(position, timeoutMs);
  }

  /** Position of the last event in the views. */
  position(): Position {
    return this.#projector.position;
  }

  /** The event that could not be put into the views: they stand before it until a restart. */
  failure(): ProjectionFailure | null {
    return this.#follower.failure;
  }

  /** The file of the views cannot be written for now: they go on by themselves once it can. */
  isHeldUp(): boolean {
    return this.#follower.isHeldUp;
  }

  /** Called after each committed batch; answers how to end that. */
  onChange(listener: (position: Position) => void): () => void {
    return this.#follower.onChange(listener);
  }

  /** From zero to the end of the log; meanwhile the answers are those of an older log. */
  rebuild(): Promise<void> {
    return this.#follower.rebuild();
  }

  async stop(): Promise<void> {
    await this.#follower.stop();
    this.#views.sql.close();
  }
}
