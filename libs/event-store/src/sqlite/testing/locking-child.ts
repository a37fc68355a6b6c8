// Takes the data directory given as argument, forgets the lock, says `held` or the
// name of the error, and stays.
import { lockDataDirectory } from '../data-directory-lock.js';

const [directory = ''] = process.argv.slice(2);
try {
  lockDataDirectory(directory);
  globalThis.gc?.();
  process.stdout.write('held\n');
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.name : String(error)}\n`);
}
