import { authorise } from '../access/can.js';
import type { CommandContext, Decider } from '../kernel/decider.js';
import { Refusal } from '../kernel/refusal.js';
import { unitUpcasters, type UnitEvent, type UnitLevel } from './events.js';

export interface EstablishUnit extends CommandContext {
  readonly type: 'EstablishUnit';
  readonly unitId: string;
  readonly level: UnitLevel;
  readonly name: string;
  readonly parentId: string | null;
}

export type UnitState = UnitEvent['data'] | null;

export const unit: Decider<UnitState, EstablishUnit, UnitEvent> = {
  category: 'unit',
  initial: null,
  decide: establish,
  evolve: (_state, event) => event.data,
  upcasters: unitUpcasters,
};

function establish(command: EstablishUnit, state: UnitState): UnitEvent[] {
  const by = authorise(command.by, 'service.set-up', { unitPath: [command.unitId] });
  const { unitId, level, name, parentId, on } = command;
  if (state) {
    if (state.level === level && state.name === name && state.parentId === parentId) return [];
    throw new Refusal('conflict', 'unit-exists', {
      vi: `Mã đơn vị ${unitId} đã dùng cho ${state.name}.`,
      en: `Unit code ${unitId} already stands for ${state.name}.`,
    });
  }
  return [
    { type: 'UnitEstablished', effectiveOn: on, by, data: { unitId, level, name, parentId } },
  ];
}

/** A unit and those above it, nearest first, each with its level. */
export interface UnitRef {
  readonly unitId: string;
  readonly level: UnitLevel;
}
