import { CommanderError } from 'commander';

import { storePlaceFrom, unknownSettings } from '#libs/runtime';

import { addAuditCommands } from './audit-commands.js';
import { answered, foundByNow, tellOfService } from './damage-told.js';
import { runErasures } from './erasures.command.js';
import { CommandFailure, EXIT, type ExitCode } from './exit.js';
import { addHistoryCommands } from './history/commands.js';
import { requireLog } from './log-at-hand.js';
import { addOperatingCommands } from './operating-commands.js';
import { tell } from './output.js';
import { endQuietlyWithoutReader, isReaderGone } from './reader-gone.js';
import { runnableScenario, runScenario, scenarioIds } from './scenario/scenario.command.js';
import { addSealCommands } from './seals/commands.js';
import { serviceAtHand, type Report, type ServiceAtHand } from './service-at-hand.js';
import { systemWords } from './system-words.js';
import { UnknownFirst } from './unknown-first.js';
import { inVietnamese } from './usage-words.js';

// Whatever a command writes is its owner's alone, as what the service writes: keys are among it.
process.umask(0o077);

type Run = (service: ServiceAtHand) => Promise<ExitCode>;

/** Runs with a service at hand and lets go of it, also when interrupted. */
async function withService(run: Run, report?: Report): Promise<void> {
  const service = await serviceAtHand(process.env, report);
  const interrupted = () => {
    void service.release().finally(() => process.exit(EXIT.interrupted));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    process.exitCode = await run(service);
  } finally {
    await service.release();
  }
}

/** As `withService`, for what is about a log: a mistyped directory must not become a new one. */
async function withLog(run: Run, report?: Report): Promise<void> {
  requireLog(storePlaceFrom(process.env), process.env);
  await withService(run, report);
}

/** As `withLog`, for what only asks: what is wrong with the log is told, and it is answered. */
async function askLog(run: Run): Promise<void> {
  const told = new Set<string>();
  const report = (problem: string) => {
    told.add(problem);
    tell(problem);
  };
  await withLog(async (service) => {
    const place = storePlaceFrom(process.env);
    const code = await tellOfService(service.url, place, process.env, told);
    const said = await answered(code, () => run(service));
    if (code !== EXIT.ok || said !== EXIT.ok) return code === EXIT.ok ? said : code;
    const late = await foundByNow(service.url);
    if (late !== null && !told.has(late)) tell(late);
    return late === null ? EXIT.ok : EXIT.integrity;
  }, report);
}

endQuietlyWithoutReader();

const program = inVietnamese(new UnknownFirst('totrinh'))
  .description('Tờ Trình: phát lại, đối chiếu và vận hành sổ quyết định nhân sự')
  .exitOverride();

program
  .command('scenario')
  .description('chạy một chương trình thật qua hệ thống, so số báo cáo với số tính lại')
  .argument('<id>', `tên kịch bản: ${scenarioIds.join(', ')}`)
  .option('--json', 'chỉ in JSON ra stdout', false)
  .action((id: string, { json }: { json: boolean }) => {
    const runnable = runnableScenario(id);
    return withService((service) => runScenario(runnable, service, { json }));
  });

program
  .command('erasures')
  .description('dữ liệu cá nhân được đề nghị xóa, đang giữ hoặc đã xóa')
  .option('--json', 'chỉ in JSON ra stdout', false)
  .action(({ json }: { json: boolean }) => askLog((service) => runErasures(service, { json })));

addSealCommands(program, withLog, askLog);
addAuditCommands(program);
addHistoryCommands(program);
addOperatingCommands(program);

/** Runs what the command line asks for; it has ended when this resolves. */
export async function runProgram(): Promise<void> {
  for (const sentence of unknownSettings(process.env)) tell(sentence);
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = await explain(error);
  }
}

async function explain(error: unknown): Promise<ExitCode> {
  if (isReaderGone(error)) return EXIT.ok;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandFailure) {
    tell(error.message);
    return error.code;
  }
  const { startFailure } = await import('../../api/src/service/start-failure.js');
  const failure = startFailure(error);
  const otherwise = error instanceof Error ? error.message : String(error);
  tell(failure?.sentence ?? systemWords(error) ?? otherwise);
  return failure?.exitCode ?? EXIT.error;
}
