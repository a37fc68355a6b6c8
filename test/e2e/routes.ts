import 'reflect-metadata';

import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';

import { ApiModule, type ApiParts } from '../../apps/api/src/api.module.js';

/** Every route the API serves, as `GET /units/:unitId`. */
export function routesOfApi(): string[] {
  // Only asked which controllers there are: nothing of it is started.
  const { controllers = [] } = ApiModule.with({ core: {} } as ApiParts);
  return controllers.flatMap(routesOf);
}

function routesOf(controller: Type<unknown>): string[] {
  const above = String(Reflect.getMetadata(PATH_METADATA, controller));
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name] ?? {};
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const path = [above, String(Reflect.getMetadata(PATH_METADATA, handler))];
    const parts = path.flatMap((part) => part.split('/')).filter((part) => part !== '');
    return [`${RequestMethod[method]} /${parts.join('/')}`];
  });
}
