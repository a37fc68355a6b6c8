import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

import { expect, it } from '@jest/globals';

import { limitRequestTime } from './time-limits.js';

const LIMIT_MS = 100;

it.each([
  ['head', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
  ['body', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{'],
])(
  'nobody holds a connection with half a %s',
  async (_half, sent) => {
    const server = createServer({ connectionsCheckingInterval: 20 });
    limitRequestTime(server, LIMIT_MS);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1', () => socket.write(sent));
    socket.setEncoding('utf8');
    let answer = '';
    socket.on('data', (text: string) => (answer += text));
    await once(socket, 'close');
    server.close();
    expect(answer).toContain('408');
  },
  10_000,
);
