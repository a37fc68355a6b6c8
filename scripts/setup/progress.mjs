import { SetupFailure } from './failure.mjs';

const HEARTBEAT_MS = 4000;
const startedAt = performance.now();

/**
 * A stage has `label()` (what is being done, after "Đang"), `isDone()` and `run()`.
 * No stage is silent for longer than the heartbeat.
 */
export async function runStage(stage) {
  const begun = performance.now();
  const label = stage.label();
  say(`Đang ${label}…`);
  const heartbeat = setInterval(() => {
    say(`  vẫn đang ${label} (đã ${seconds(performance.now() - begun)} giây)`);
  }, HEARTBEAT_MS);
  try {
    await stage.run();
  } finally {
    clearInterval(heartbeat);
  }
  say(`Xong: ${label} (${seconds(performance.now() - begun)} giây)`);
}

export function say(sentence) {
  process.stderr.write(`[${seconds(performance.now() - startedAt).padStart(5)} s] ${sentence}\n`);
}

export function reportFailure(error) {
  if (!(error instanceof SetupFailure)) {
    process.stderr.write(`Thiết lập không xong vì lỗi bất ngờ. / Setup failed unexpectedly.\n`);
    process.stderr.write(`${error?.stack ?? error}\n`);
    return;
  }
  if (error.output) process.stderr.write(`${error.output}\n`);
  process.stderr.write(`${error.vi}\n${error.en}\n`);
}

function seconds(ms) {
  return (ms / 1000).toFixed(1).replace('.', ',');
}
