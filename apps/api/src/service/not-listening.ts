import { once } from 'node:events';
import { createServer } from 'node:net';

import { UnusableSetting } from '#libs/runtime';

/** So that nothing is loaded first; whoever takes it in between is told all the same. */
export async function requirePlaceToListen(host: string, port: number): Promise<void> {
  const server = createServer();
  await once(server.listen(port, host), 'listening').catch((error: unknown) => {
    throw notListening(error, host, port);
  });
  server.close();
  await once(server, 'close');
}

/** What whoever set HOST or PORT can do about it; anything else as it is. */
export function notListening(error: unknown, host: string, port: number): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return new UnusableSetting(
        `PORT=${port}: cổng này đã có chương trình khác dùng, hãy đặt PORT khác.`,
      );
    case 'EACCES':
      return new UnusableSetting(`PORT=${port}: không được mở cổng này, hãy đặt từ 1024 trở lên.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new UnusableSetting(`HOST=${host}: không phải địa chỉ của máy này (${code}).`);
    default:
      return error;
  }
}
