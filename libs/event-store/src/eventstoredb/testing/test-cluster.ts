import { setTimeout as wait } from 'node:timers/promises';
import type { ClusterView, Endpoint, Member } from './serving-node.js';
import { TestLog } from './test-log.js';
import { TestServer } from './test-server.js';

const HOST = '127.0.0.1';

export type Failure = 'killed' | 'frozen';

/** Nodes that share one log and lead in turn. */
export class TestCluster {
  readonly log = new TestLog();
  readonly nodes: TestServer[] = [];
  /** Who may write; nobody during an election. */
  #leader: number | null = 0;
  /** Who is said to lead: the others notice only after a while. */
  #named: number | null = 0;

  static async start(size = 3): Promise<TestCluster> {
    const cluster = new TestCluster();
    for (let index = 0; index < size; index++)
      cluster.nodes.push(
        await TestServer.start({ log: cluster.log, cluster: cluster.#seenFrom(index) }),
      );
    return cluster;
  }

  get url(): string {
    return `esdb://${this.nodes.map(({ port }) => `${HOST}:${port}`).join(',')}?tls=false`;
  }

  get leader(): TestServer {
    return this.#node(this.#leader ?? 0);
  }

  get follower(): TestServer {
    return this.#node(((this.#leader ?? 0) + 1) % this.nodes.length);
  }

  /** The leader falls out; after `electionMs` the next node leads. Resolves with the old one. */
  async failOver(failure: Failure, electionMs: number): Promise<TestServer> {
    const old = this.#leader ?? 0;
    const { relay } = this.#node(old);
    this.#leader = null;
    if (failure === 'frozen') relay.freeze();
    else await relay.goAway();
    await wait(electionMs / 2);
    this.#named = null;
    await wait(electionMs / 2);
    this.#leader = (old + 1) % this.nodes.length;
    this.#named = this.#leader;
    return this.#node(old);
  }

  /** Another node leads, and all stay up. */
  moveLeadership(): void {
    this.#leader = ((this.#leader ?? 0) + 1) % this.nodes.length;
    this.#named = this.#leader;
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  #seenFrom(index: number): ClusterView {
    return {
      members: (): Member[] =>
        this.nodes.map((_, member) => ({
          ...this.#endpoint(member),
          isLeader: member === this.#named,
        })),
      leader: () => {
        if (this.#leader === null) return null;
        return this.#leader === index ? 'self' : this.#endpoint(this.#leader);
      },
    };
  }

  #endpoint(index: number): Endpoint {
    return { host: HOST, port: this.#node(index).port };
  }

  #node(index: number): TestServer {
    const node = this.nodes[index];
    if (!node) throw new Error(`No node ${index}.`);
    return node;
  }
}
