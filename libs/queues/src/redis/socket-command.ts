import { connect } from 'node:net';

const LIMIT_MS = 2000;

/**
 * Sends one command without arguments that need quoting over a unix socket; answers the lines of
 * the reply. Rejects on an error reply, when nobody listens, and when no answer comes within 2 s.
 */
export function socketCommand(socketPath: string, command: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    let reply = '';
    const socket = connect(socketPath);
    const fail = (reason: string) => {
      socket.destroy();
      reject(new Error(`${command}: ${reason}`));
    };
    socket.setEncoding('utf8').setTimeout(LIMIT_MS, () => fail('no answer'));
    socket.on('connect', () => socket.write(`${command}\r\n`));
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => fail('hung up'));
    socket.on('data', (chunk: string) => {
      reply += chunk;
      const lines = reply.split('\r\n').slice(0, -1);
      if (lines.length < expectedLines(reply)) return;
      if (reply.startsWith('-')) fail(reply.trim());
      else resolve(lines);
      socket.destroy();
    });
  });
}

export async function answers(socketPath: string): Promise<boolean> {
  try {
    return (await socketCommand(socketPath, 'PING'))[0] === '+PONG';
  } catch {
    return false;
  }
}

/** A list of n texts has its own line and two for each; any other reply here has one. */
function expectedLines(reply: string): number {
  const count = /^\*(\d+)\r\n/.exec(reply)?.[1];
  return count ? 1 + 2 * Number(count) : 1;
}
