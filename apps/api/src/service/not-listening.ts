import { UnusableSetting } from '#libs/runtime';

/** Another program listens where this one should. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';

  constructor(readonly port: number) {
    super(`Port ${port} is in use.`);
  }
}

/** What whoever set HOST or PORT can do about it; anything else as it is. */
export function notListening(error: unknown, host: string, port: number): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return new PortInUse(port);
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
