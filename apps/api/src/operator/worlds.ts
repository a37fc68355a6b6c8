import { Refusal } from '#libs/domain';
import type { World } from '#libs/scenarios';

/** The worlds this service can set up, by id. */
export class Worlds {
  readonly #byId: ReadonlyMap<string, World>;

  constructor(worlds: readonly World[]) {
    this.#byId = new Map(worlds.map((world) => [world.id, world]));
  }

  byId(id: string): World {
    const world = this.#byId.get(id);
    if (world) return world;
    throw new Refusal('not-found', 'world-known', {
      vi: `Không có bộ dữ liệu “${id}”.`,
      en: `There is no data set "${id}".`,
    });
  }
}
