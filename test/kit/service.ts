import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Program, type Ended, type ProgramStart } from './programs.js';

/** The real service in a process of its own, on a free port of this machine. */
export class RunningService {
  private constructor(
    readonly program: Program,
    readonly url: string,
    readonly dataDir: string,
  ) {}

  /** Resolves when it says that it is ready; rejects with its words when it ends before. */
  static async start(dataDir: string, env: ProgramStart['env'] = {}): Promise<RunningService> {
    const program = serviceProgram(dataDir, env);
    const [, url = ''] = await program.says(/^ready (http:\S+)$/m);
    return new RunningService(program, url, dataDir);
  }

  /** Started and stopped: what a service makes is there, and nobody holds it. */
  static async once(dataDir: string, env: ProgramStart['env'] = {}): Promise<void> {
    await (await RunningService.start(dataDir, env)).stop();
  }

  /** Credential of whoever may read the data directory. */
  get operatorToken(): string {
    return readFileSync(join(this.dataDir, 'operator.token'), 'utf8').trim();
  }

  stop(): Promise<Ended> {
    return this.program.interrupt();
  }

  kill(): Promise<Ended> {
    return this.program.kill();
  }
}

/** The service as started, ready or not. */
export function serviceProgram(dataDir: string, env: ProgramStart['env'] = {}): Program {
  return new Program('service', { env: { PORT: '0', TOTRINH_DATA_DIR: dataDir, ...env } });
}

interface Ready {
  readonly status: string;
  readonly reason?: string;
}

/** What a service says of whether it is ready, and the status it says it with. */
export async function readyOf({ url }: RunningService): Promise<Ready & { readonly http: number }> {
  const response = await fetch(`${url}/health/ready`);
  return { http: response.status, ...((await response.json()) as Ready) };
}
