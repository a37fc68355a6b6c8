import { CommandFailure, EXIT } from './exit.js';

/**
 * Work that is called off when the command is interrupted, so that it takes back what it has begun;
 * whoever interrupts it again does not wait for that.
 */
export async function unlessInterrupted<Answer>(
  work: (calledOff: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const calling = new AbortController();
  const callOff = () => calling.abort();
  process.once('SIGINT', callOff).once('SIGTERM', callOff);
  try {
    return await work(calling.signal);
  } catch (error) {
    if (!calling.signal.aborted) throw error;
    throw new CommandFailure(EXIT.interrupted, 'Lệnh bị ngắt giữa chừng.');
  } finally {
    process.off('SIGINT', callOff).off('SIGTERM', callOff);
  }
}
