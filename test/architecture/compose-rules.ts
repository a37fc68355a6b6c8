import { isEventStore, isOneShot, namesWhere, runs, textOf, volumesOf } from './compose-file.js';
import type { Compose, Service } from './compose-file.js';

/** One rule about docker-compose.yml. Its control breaks a copy: a rule that passes it is blind. */
export interface ComposeRule {
  readonly name: string;
  readonly offences: (compose: Compose) => readonly string[];
  readonly spoil: (compose: Compose) => void;
}

const SECRET_NAME = /PASSWORD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|KEY$/;
const URL_WITH_PASSWORD = /:\/\/[^/\s]*:[^/\s]*@/;
const LONG_AND_RANDOM = /^(?=.*\d)(?=.*[a-z])[\w+/=-]{24,}$/i;
const VERSION_TAG = /:[a-z-]*\d+\.\d+(\.\d+)?([.-][\w.-]+)?(@sha256:[0-9a-f]{64})?$/;

export const composeRules: readonly ComposeRule[] = [
  eachService(
    'has a health check, or runs once and is waited for',
    (service, name, compose) =>
      (service.healthcheck?.test === undefined && !isOneShot(service)) ||
      (isOneShot(service) && !isWaitedFor(name, compose)),
    (service) => delete service.healthcheck,
  ),
  eachService(
    'is reached from this machine only',
    ({ ports = [] }) => ports.some((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port)),
    (service) => (service.ports = ['3000:8080']),
  ),
  eachService(
    'has no secret in its environment',
    ({ environment = {} }) => Object.entries(environment).some(looksSecret),
    (service) => (service.environment = { REDIS_URL: 'redis://:pass@redis:6379' }),
  ),
  eachService(
    'is set up by documented names',
    ({ environment = {} }) => Object.keys(environment).some(isUndocumented),
    (service) => (service.environment = { TOTRINH_UNHEARD_OF: 'on' }),
  ),
  eachService(
    'runs a pinned version',
    ({ image = '' }) => !VERSION_TAG.test(image),
    (service) => (service.image = 'redis:latest'),
  ),
  eachService(
    'runs as an ordinary user without any right to more',
    (service) =>
      service.user === undefined ||
      /^(0|root)\b/.test(service.user) ||
      service.privileged === true ||
      !service.cap_drop?.includes('ALL') ||
      !service.security_opt?.includes('no-new-privileges:true'),
    (service) => (service.user = '0:0'),
  ),
  eachService(
    'cannot write to its image, unless it is a node of the event store',
    (service) => service.read_only !== true && !isEventStore(service),
    (service) => (service.read_only = false),
  ),
  eachService(
    'takes its share of the machine and no more',
    ({ mem_limit, cpus, pids_limit }) => !mem_limit || !cpus || !pids_limit,
    (service) => delete service.mem_limit,
  ),
  eachService(
    'comes back, and is given time to stop',
    (service) =>
      !isOneShot(service) && (service.restart !== 'unless-stopped' || !service.stop_grace_period),
    (service) => delete service.stop_grace_period,
  ),
  {
    name: 'there are three nodes of the event store, two api and two workers at least',
    offences: (compose) => {
      const counts = {
        nodes: namesWhere(compose, isEventStore).length === 3,
        api: namesWhere(compose, runs('api')).length >= 2,
        workers: namesWhere(compose, runs('worker')).length >= 2,
      };
      return Object.entries(counts).flatMap(([what, isEnough]) => (isEnough ? [] : [what]));
    },
    spoil: ({ services }) => delete services['kurrentdb-3'],
  },
  {
    name: 'an api process has neither the key that signs the log nor the administrator’s password',
    offences: (compose) => namesWhere(compose, (one) => runs('api')(one) && mayDoMore(one)),
    spoil: ({ services }) => services['api-2']?.volumes?.push('seal-key:/seal-key'),
  },
  {
    name: 'only what makes certificates has the key of their authority',
    offences: (compose) =>
      namesWhere(compose, (service) => sourcesOf(service).includes('certificates-ca-key')).filter(
        (name) => name !== 'prepare',
      ),
    spoil: ({ services }) =>
      services['kurrentdb-1']?.volumes?.push('certificates-ca-key:/certs/ca-key'),
  },
  {
    name: 'nobody shares a data directory',
    offences: (compose) =>
      repeated(
        Object.values(compose.services)
          .flatMap(volumesOf)
          .filter(({ target }) => target === '/data' || target === '/var/lib/kurrentdb')
          .map(({ source }) => source),
      ),
    spoil: ({ services }) => services['api-2']?.volumes?.push('api-1:/data'),
  },
  {
    name: 'api and workers start on a log that is set up',
    offences: (compose) =>
      namesWhere(compose, (one) => runs('api')(one) || runs('worker')(one)).filter(
        (name) =>
          compose.services[name]?.depends_on?.['set-up']?.condition !==
          'service_completed_successfully',
      ),
    spoil: ({ services }) => delete services['worker-1']?.depends_on,
  },
  declared('volumes', sourcesOf),
  declared('secrets', ({ secrets = [] }) => secrets),
  declared('networks', ({ networks = [] }) => networks),
  {
    name: 'secrets are files that git does not see',
    offences: ({ secrets }) =>
      Object.entries(secrets).flatMap(([name, { file }]) =>
        file === `docker/secrets/${name}` ? [] : [name],
      ),
    spoil: ({ secrets }) => (secrets.kek = { file: 'docker/kek' }),
  },
];

/** The control spoils Redis, which is neither one-shot nor exempt from anything. */
function eachService(
  rule: string,
  isWrong: (service: Service, name: string, compose: Compose) => boolean,
  spoil: (service: Service) => unknown,
): ComposeRule {
  return {
    name: `each service ${rule}`,
    offences: (compose) =>
      Object.entries(compose.services).flatMap(([name, service]) =>
        isWrong(service, name, compose) ? [name] : [],
      ),
    spoil: ({ services }) => services.redis && spoil(services.redis),
  };
}

/** Whatever a service names is declared, and whatever is declared is named. */
function declared(
  kind: 'volumes' | 'secrets' | 'networks',
  namedBy: (service: Service) => readonly string[],
): ComposeRule {
  return {
    name: `${kind} are declared, and used`,
    offences: (compose) => {
      const named = Object.values(compose.services).flatMap(namedBy);
      const known = Object.keys(compose[kind]);
      return [
        ...named.filter((name) => !known.includes(name)),
        ...known.filter((name) => !named.includes(name)),
      ];
    },
    spoil: (compose) => Object.assign(compose[kind], { spare: {} }),
  };
}

function looksSecret([name, value]: [string, string | number]): boolean {
  const text = String(value);
  if (text.startsWith('/')) return false;
  return SECRET_NAME.test(name) || URL_WITH_PASSWORD.test(text) || LONG_AND_RANDOM.test(text);
}

const documented = `${textOf('README.md')}\n${textOf('docker/README.md')}`;

function isUndocumented(name: string): boolean {
  return name.startsWith('TOTRINH_') && !documented.includes(`\`${name}\``);
}

function isWaitedFor(name: string, { services }: Compose): boolean {
  return Object.values(services).some(
    ({ depends_on }) => depends_on?.[name]?.condition === 'service_completed_successfully',
  );
}

function mayDoMore(service: Service): boolean {
  return (
    sourcesOf(service).includes('seal-key') ||
    service.environment?.TOTRINH_SEAL_KEY !== undefined ||
    (service.secrets ?? []).some((secret) => secret.includes('admin'))
  );
}

function sourcesOf(service: Service): string[] {
  return volumesOf(service).map(({ source }) => source);
}

function repeated(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
