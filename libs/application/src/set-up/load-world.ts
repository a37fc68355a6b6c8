import type { PolicyContent } from '#libs/domain';
import { DEMONSTRATION_PASSWORD, type World } from '#libs/scenarios';
import type { Sessions } from '#libs/sessions';

import type { SetUp } from './set-up.js';

/** Called after each thing that was set up. */
export type Progress = (done: number, total: number) => void;

/** Sets up a world. It may be interrupted anywhere and done again: what stands already, stays. */
export async function loadWorld(
  world: World,
  setUp: SetUp,
  sessions: Sessions,
  progress: Progress = () => undefined,
): Promise<void> {
  const acts = actsOf(world, setUp, sessions);
  for (const [index, act] of acts.entries()) {
    await act();
    progress(index + 1, acts.length);
  }
}

type Act = () => Promise<unknown>;

/** In the order in which each rests on those before it. */
function actsOf(world: World, setUp: SetUp, sessions: Sessions): Act[] {
  const rules = contentByUnit(world);
  return [
    ...world.units.map((unit): Act => {
      const act = { type: 'EstablishUnit' as const, ...unit };
      return () => setUp.perform('unit', unit.unitId, `${world.id}/unit/${unit.unitId}`, act);
    }),
    ...world.policies.map((policy): Act => {
      const act = { type: 'IssuePolicyVersion' as const, ...policy };
      const key = `${world.id}/policy/${policy.policyId}/${policy.version}`;
      return () => setUp.perform('policy', policy.policyId, key, act);
    }),
    ...world.people.map((person): Act => {
      const act = { type: 'RegisterPerson' as const, ...person };
      const key = `${world.id}/person/${person.personId}`;
      return () => setUp.perform('person', person.personId, key, act);
    }),
    ...world.openings.map(({ communeId, ...opening }): Act => {
      const key = `${world.id}/opening/${opening.unitId}`;
      const act = { type: 'LoadOpeningPosition' as const, ...opening, surplus: [] };
      return () =>
        setUp.perform('establishment', communeId, key, { ...act, rules: rules(communeId) });
    }),
    ...world.accounts.map((account): Act => {
      const key = `${world.id}/account/${account.accountId}`;
      const act = { type: 'OpenAccount' as const, ...account, demonstration: true };
      return async () => {
        await setUp.perform('account', account.accountId, key, act);
        if (!sessions.hasPassword(account.username))
          await sessions.setPassword(account.username, account.accountId, DEMONSTRATION_PASSWORD);
      };
    }),
  ];
}

/** The rules of the nearest unit upward, as the world itself states them. */
function contentByUnit({ units, policies }: World): (unitId: string) => PolicyContent {
  const parents = new Map(units.map(({ unitId, parentId }) => [unitId, parentId]));
  const contents = new Map(policies.map(({ policyId, content }) => [policyId, content]));
  const find = (unitId: string): PolicyContent => {
    const content = contents.get(unitId);
    if (content) return content;
    const parent = parents.get(unitId);
    if (!parent) throw new RangeError(`The world has no rules for ${unitId}.`);
    return find(parent);
  };
  return find;
}
