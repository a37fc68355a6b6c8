import { DataDirectoryInUse } from '#libs/event-store';
import { announcedServer, operatorCredential, storePlaceFrom } from '#libs/runtime';

import { CommandFailure, EXIT } from './exit.js';
import { tell } from './output.js';
import { ServiceClient } from './service-client.js';

/** Throws `UnusableSetting`. */
export function dataDirOf(env: NodeJS.ProcessEnv): string {
  return storePlaceFrom(env).dataDir;
}

/** What a service of our own has to say of itself. */
export type Report = (problem: string) => void;

/** A service to speak to, and how to let go of it. */
export interface ServiceAtHand {
  readonly url: string;
  readonly operator: ServiceClient;
  /** Speaks as a person, once signed in. */
  person(): ServiceClient;
  release(): Promise<void>;
}

/**
 * The service that holds the data directory, if one does; else one of our own on that directory,
 * which ends with the command.
 */
export async function serviceAtHand(
  env: NodeJS.ProcessEnv,
  report: Report = tell,
): Promise<ServiceAtHand> {
  try {
    return await ownService(env, report);
  } catch (error) {
    if (!(error instanceof DataDirectoryInUse)) throw error;
    return runningService(dataDirOf(env));
  }
}

/** Throws `CommandFailure` when whoever holds the directory does not answer. */
export async function runningService(dataDir: string): Promise<ServiceAtHand> {
  const url = announcedServer(dataDir);
  if (url === null || !(await answers(url))) throw silentHolder(dataDir, url);
  return at(url, await operatorCredential(dataDir), () => Promise.resolve());
}

/** The service is loaded only where one is started: most commands need none, and answer sooner. */
async function ownService(env: NodeJS.ProcessEnv, report: Report): Promise<ServiceAtHand> {
  const { readConfig } = await import('../../api/src/config.js');
  const { startService } = await import('../../api/src/service/service.js');
  const config = readConfig({ ...env, PORT: '0', HOST: '127.0.0.1', TOTRINH_DEMO: 'off' }, null);
  const service = await startService(config, { report });
  return at(service.url, service.operatorToken, () => service.stop());
}

function at(url: string, token: string, release: () => Promise<void>): ServiceAtHand {
  return {
    url,
    operator: new ServiceClient(url, token),
    person: () => new ServiceClient(url),
    release,
  };
}

function silentHolder(dataDir: string, url: string | null): CommandFailure {
  const where = url === null ? '' : ` ở ${url}`;
  return new CommandFailure(
    EXIT.inUse,
    `Thư mục dữ liệu ${dataDir} đang được một tiến trình khác dùng, ` +
      `và tiến trình đó không trả lời${where}. ` +
      'Nếu là một lệnh totrinh khác, hãy đợi lệnh đó xong; nếu là dịch vụ bị treo, hãy dừng nó và khởi động lại bằng npm start.',
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
