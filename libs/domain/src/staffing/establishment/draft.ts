import type { Folding } from '../../kernel/decider.js';
import { begun, changedBy, moveHolder, type Move } from '../moves.js';
import type { Holding, Slot } from '../position.js';
import type { EstablishmentState } from './state.js';
import type { EstablishmentEvent } from './events.js';

/**
 * A state in the making, for the fold of a long record: what it is made from is never written to,
 * and is copied once however many events follow.
 */
export class EstablishmentDraft implements Folding<EstablishmentState, EstablishmentEvent> {
  readonly #before: EstablishmentState;
  #slots: Slot[] | null = null;
  #officials: Set<string> | null = null;
  #decisions: Map<string, string> | null = null;
  readonly #holdings: HoldingsDraft;

  constructor(before: EstablishmentState) {
    this.#before = before;
    this.#holdings = new HoldingsDraft(before.holdings);
  }

  take(event: EstablishmentEvent): void {
    switch (event.type) {
      case 'SlotOpened':
        this.#open({ ...event.data, from: event.effectiveOn, to: null });
        break;
      case 'OfficialListed':
        this.#listOfficial(event.data.personId);
        break;
      case 'SurplusHolderRecorded':
        this.#holdings.add(surplusHolding(event));
        break;
      case 'DecisionEnacted':
        this.#enact(event.data.decisionId, event.data.proposalId);
        break;
      case 'HolderAppointed':
      case 'ConcurrentTitleAssigned':
      case 'HolderRelieved':
        this.#holdings.move(event);
        break;
    }
  }

  finished(): EstablishmentState {
    const { slots, officials, decisions } = this.#before;
    return {
      slots: this.#slots ?? slots,
      holdings: this.#holdings.list,
      officials: this.#officials ?? officials,
      decisions: this.#decisions ?? decisions,
    };
  }

  #open(slot: Slot): void {
    this.#slots ??= [...this.#before.slots];
    this.#slots.push(slot);
  }

  #listOfficial(personId: string): void {
    this.#officials ??= new Set(this.#before.officials);
    this.#officials.add(personId);
  }

  #enact(decisionId: string, proposalId: string): void {
    this.#decisions ??= new Map(this.#before.decisions);
    this.#decisions.set(decisionId, proposalId);
  }
}

function surplusHolding({
  data,
  effectiveOn,
}: Extract<EstablishmentEvent, { type: 'SurplusHolderRecorded' }>): Holding {
  const { personId, unitId, until } = data;
  return { personId, unitId, slotId: null, basis: 'principal', from: effectiveOn, to: until };
}

/** One change looks through all holdings; from the second on, an index of them pays. */
class HoldingsDraft {
  list: readonly Holding[];
  #own: Holding[] | null = null;
  #places: Map<string, number[]> | null = null;

  constructor(before: readonly Holding[]) {
    this.list = before;
  }

  add(holding: Holding): void {
    if (!this.#own) this.#take([...this.list, holding]);
    else this.#push(this.#own, holding);
  }

  move(move: Move): void {
    if (!this.#own) {
      this.#take(moveHolder(this.list, move));
      return;
    }
    this.#places ??= placesOf(this.#own);
    const key = keyOfChanged(move);
    for (const place of this.#places.get(key) ?? []) {
      const holding = this.#own[place];
      if (holding) this.#own[place] = changedBy(move, holding);
    }
    this.#forget(key);
    for (const holding of begun(move)) this.#push(this.#own, holding);
  }

  /** A slot changes hands for decades: who left it is out of the way of every later move. */
  #forget(key: string): void {
    const open = this.#places?.get(key)?.filter((place) => mayChange(this.#own?.[place]));
    if (open) this.#places?.set(key, open);
  }

  #take(own: Holding[]): void {
    this.#own = own;
    this.list = own;
  }

  #push(own: Holding[], holding: Holding): void {
    if (this.#places) place(this.#places, holding, own.length);
    own.push(holding);
  }
}

/** A move changes holdings of its slot, or what the person holds without one. */
function keyOfChanged({ type, data }: Move): string {
  return type === 'HolderRelieved' ? data.slotId : withoutSlot(data.personId);
}

function placesOf(holdings: readonly Holding[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  holdings.forEach((holding, index) => {
    if (mayChange(holding)) place(places, holding, index);
  });
  return places;
}

/** What ended is never ended again, but for a surplus holder, whose end is set beforehand. */
function mayChange(holding: Holding | undefined): boolean {
  return holding?.to === null || holding?.slotId === null;
}

function place(places: Map<string, number[]>, holding: Holding, index: number): void {
  const key = holding.slotId ?? withoutSlot(holding.personId);
  const known = places.get(key);
  if (known) known.push(index);
  else places.set(key, [index]);
}

/** No slot is called so. */
function withoutSlot(personId: string): string {
  return `\0${personId}`;
}
