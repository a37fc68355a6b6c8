import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

export interface Mount {
  readonly source?: string;
  readonly target: string;
}

/** What the rules look at; the file may say more. */
export interface Service {
  image?: string;
  user?: string;
  read_only?: boolean;
  privileged?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  stop_grace_period?: string;
  mem_limit?: string;
  cpus?: number;
  pids_limit?: number;
  ports?: string[];
  environment?: Record<string, string | number>;
  secrets?: string[];
  volumes?: (string | Mount)[];
  networks?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
}

export interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

export function textOf(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
}

export function composeFile(): Compose {
  // Its merges are nested, and it is our own: nobody attacks us with it.
  const options = { merge: true, maxAliasCount: -1 };
  return parse(textOf('docker-compose.yml'), options) as Compose;
}

/** Runs to its end, and others wait for that. */
export function isOneShot({ restart, healthcheck }: Service): boolean {
  return restart === 'no' && (healthcheck === undefined || healthcheck.disable === true);
}

export function namesWhere(compose: Compose, isWanted: (service: Service) => boolean): string[] {
  return Object.entries(compose.services).flatMap(([name, service]) =>
    isWanted(service) ? [name] : [],
  );
}

export function runs(part: 'api' | 'worker'): (service: Service) => boolean {
  return ({ environment }) => environment?.TOTRINH_RUNS === part;
}

export function isEventStore({ image }: Service): boolean {
  return image?.includes('/kurrentdb:') ?? false;
}

/** Named volumes and where they are mounted; files of the checkout are none. */
export function volumesOf({ volumes = [] }: Service): { source: string; target: string }[] {
  return volumes.flatMap((volume) => {
    const [source = '', target = ''] =
      typeof volume === 'string' ? volume.split(':') : [volume.source, volume.target];
    return source.startsWith('.') ? [] : [{ source, target }];
  });
}
