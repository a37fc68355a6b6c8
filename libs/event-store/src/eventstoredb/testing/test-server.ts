import { Server, ServerCredentials } from '@grpc/grpc-js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import usersService from '@eventstore/db-client/generated/users_grpc_pb.js';
import { append, batchAppend } from './append-service.js';
import { deleteStream, gossipRead, supportedMethods, tombstoneStream } from './cluster-services.js';
import { read } from './read-service.js';
import { Relay } from './relay.js';
import { ServingNode, type ClusterView } from './serving-node.js';
import { TestLog } from './test-log.js';
import { createUser, userDetails } from './users-service.js';

/** As the real server has it: one more call than this on a connection waits for ever. */
const CALLS_MAX = 100;
const MESSAGE_BYTES_MAX = 17 * 1024 * 1024;

export interface ServerSettings {
  readonly log?: TestLog;
  readonly cluster?: ClusterView;
  /** PEM; without it the server speaks plain text. */
  readonly tls?: { readonly key: string; readonly certificate: string };
}

/** The streams protocol of EventStoreDB on a real port of the loopback, and its faults. */
export class TestServer {
  readonly node: ServingNode;
  readonly relay: Relay;
  readonly #grpc: Server;

  private constructor(node: ServingNode, grpc: Server, relay: Relay) {
    this.node = node;
    this.#grpc = grpc;
    this.relay = relay;
  }

  static async start({ log, cluster, tls }: ServerSettings = {}): Promise<TestServer> {
    const alone: ClusterView = {
      members: () => [{ host: '127.0.0.1', port: relay.port, isLeader: true }],
      leader: () => 'self',
    };
    const node = new ServingNode(log ?? new TestLog(), cluster ?? alone);
    const grpc = newGrpcServer(node);
    const credentials = tls
      ? ServerCredentials.createSsl(null, [
          { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) },
        ])
      : ServerCredentials.createInsecure();
    const relay = new Relay(await bind(grpc, credentials));
    await relay.listen();
    return new TestServer(node, grpc, relay);
  }

  get port(): number {
    return this.relay.port;
  }

  /** A connection string without credentials, in plain text. */
  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  async stop(): Promise<void> {
    await this.relay.goAway();
    this.#grpc.forceShutdown();
  }
}

function newGrpcServer(node: ServingNode): Server {
  const grpc = new Server({
    'grpc.max_concurrent_streams': CALLS_MAX,
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
  });
  grpc.addService(streamsService.StreamsService, {
    append: append(node),
    batchAppend: batchAppend(node),
    read: read(node),
    delete: deleteStream(node),
    tombstone: tombstoneStream(node),
  });
  grpc.addService(gossipService.GossipService, { read: gossipRead(node) });
  grpc.addService(featuresService.ServerFeaturesService, {
    getSupportedMethods: supportedMethods(node),
  });
  grpc.addService(usersService.UsersService, {
    create: createUser(node),
    details: userDetails(node),
  });
  return grpc;
}

function bind(grpc: Server, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    grpc.bindAsync('127.0.0.1:0', credentials, (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}
