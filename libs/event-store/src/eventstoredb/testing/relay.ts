import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

/**
 * gRPC keeps the connection to an address for whoever comes next, and takes a moment to see that it
 * is gone: the first calls to a new server on the port of an earlier one would be dropped.
 */
const portsHad = new Set<number>();

/**
 * Stands between a client and its server on a real socket, so that a server can go away and come
 * back on its port, or stop in its tracks as after SIGSTOP: the kernel still takes connections, and
 * nothing is ever answered.
 */
export class Relay {
  readonly #farPort: number;
  readonly #farHost: string;
  readonly #pairs = new Set<Pair>();
  readonly #waiting = new Set<Socket>();
  #listener: Server;
  #port = 0;
  #isFrozen = false;
  #isAnswerLost = false;
  /** Connections taken so far. */
  taken = 0;

  constructor(farPort: number, farHost = '127.0.0.1') {
    this.#farPort = farPort;
    this.#farHost = farHost;
    this.#listener = this.#newListener();
  }

  get port(): number {
    return this.#port;
  }

  /** On its own port again, or the first time on one that this process never had. */
  async listen(): Promise<void> {
    const port = await this.#listenOn(this.#port);
    if (this.#port === 0 && portsHad.has(port)) {
      await this.goAway();
      return this.listen();
    }
    portsHad.add(port);
    this.#port = port;
  }

  async #listenOn(port: number): Promise<number> {
    this.#listener = this.#newListener();
    this.#listener.listen(port, '127.0.0.1');
    await once(this.#listener, 'listening');
    return (this.#listener.address() as AddressInfo).port;
  }

  /** Connections break and new ones are refused until `listen`. */
  async goAway(): Promise<void> {
    this.breakConnections();
    this.#isFrozen = false;
    if (!this.#listener.listening) return;
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    await closed;
  }

  breakConnections(): void {
    for (const socket of this.#waiting) socket.destroy();
    for (const { near, far } of this.#pairs) {
      near.destroy();
      far.destroy();
    }
    this.#isAnswerLost = false;
  }

  freeze(): void {
    this.#isFrozen = true;
    for (const { near, far } of this.#pairs) {
      near.pause();
      far.pause();
    }
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const { near, far } of this.#pairs) {
      near.resume();
      far.resume();
    }
    for (const socket of this.#waiting) this.#join(socket);
    this.#waiting.clear();
  }

  /** What is asked still arrives; what is answered does not, until the connections are broken. */
  loseAnswers(): void {
    this.#isAnswerLost = true;
  }

  #newListener(): Server {
    return createServer((near) => {
      this.taken += 1;
      near.on('error', () => near.destroy());
      if (!this.#isFrozen) {
        this.#join(near);
        return;
      }
      this.#waiting.add(near);
      near.once('close', () => this.#waiting.delete(near));
    });
  }

  #join(near: Socket): void {
    const far = connect(this.#farPort, this.#farHost);
    const pair = { near, far };
    near.setNoDelay(true);
    far.setNoDelay(true);
    this.#pairs.add(pair);
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => {
      if (!this.#isAnswerLost) near.write(bytes);
    });
    far.on('error', () => far.destroy());
    near.once('close', () => far.destroy());
    far.once('close', () => {
      near.destroy();
      this.#pairs.delete(pair);
    });
  }
}
