import assert from 'node:assert/strict';

import { fold, Refusal, type Decider, type DomainEvent } from '#libs/domain';

/** What may follow `given(...events).when(command)`. */
interface Outcome<Event> {
  then(...expected: readonly Event[]): void;
  thenNothing(): void;
  thenRefused(rule: string): void;
}

/**
 * Given-when-then for a decider. Every outcome also proves that `evolve` and `decide` are pure:
 * all they are handed is frozen, and the same command on the same state is answered alike again.
 */
export function givenFor<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
) {
  return (...events: readonly Event[]) => ({
    when(command: Command): Outcome<Event> {
      const state = evolved(decider, events);
      const answer = () => decider.decide(deepFreeze(command), state);
      return {
        then: (...expected) => requireEvents(decider, state, answer, expected),
        thenNothing: () => requireEvents(decider, state, answer, []),
        thenRefused: (rule) => {
          assert.equal(refusalOf(answer), rule);
          assert.equal(refusalOf(answer), rule, 'refused alike a second time');
        },
      };
    },
  });
}

function requireEvents<State, Event extends DomainEvent>(
  decider: Decider<State, never, Event>,
  state: State,
  answer: () => readonly Event[],
  expected: readonly Event[],
): void {
  const before = structuredClone(state);
  const events = answer();
  assert.deepEqual(events, expected);
  assert.deepEqual(answer(), events, 'answered alike a second time');
  assert.deepEqual(structuredClone(state), before, 'the state is left as it was');
  for (const event of events) requireStorable(decider, event);
  evolved(decider, events, state);
}

/** Events are kept as JSON with whole numbers only, under a type that the aggregate owns. */
function requireStorable<Event extends DomainEvent>(
  { upcasters }: Pick<Decider<never, never, Event>, 'upcasters'>,
  event: Event,
): void {
  assert.ok(event.type in upcasters, `${event.type} is owned by the aggregate`);
  const stored = JSON.stringify(event, (_key, value: unknown) => {
    assert.ok(typeof value !== 'number' || Number.isSafeInteger(value), 'numbers are whole');
    return value;
  });
  assert.deepEqual(JSON.parse(stored), event, 'an event reads as it was written');
}

function refusalOf(answer: () => unknown): string {
  try {
    return `answered with ${JSON.stringify(answer())}`;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    assert.ok(refusal.sentence.vi && refusal.sentence.en, 'a refusal is a sentence for people');
    return refusal.rule;
  }
}

function evolved<State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'evolve' | 'initial'>,
  events: readonly Event[],
  from: State = decider.initial,
): State {
  const frozen = {
    initial: deepFreeze(from),
    evolve: (state: State, event: Event) => deepFreeze(decider.evolve(state, deepFreeze(event))),
  };
  return fold(frozen, events);
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
