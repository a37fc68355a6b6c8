import { Channel, ChannelCredentials, type ClientOptions } from '@grpc/grpc-js';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { ConnectionSettings, Endpoint } from './connection-string.js';

const RECEIVED_BYTES_MAX = 17 * 1024 * 1024;
const RECONNECT_MS = 200;

/**
 * The client on one channel to one node, without what it does behind our back:
 *
 * - it never moves to another node by itself; its owner opens another one;
 * - it appends with one call each. Its shared lane for appends keeps what waits for an answer in
 *   one table for the whole process: when one connection fails, the appends of all others are
 *   rejected too, and an answer that comes after that ends the process.
 */
export class StreamsClient extends EventStoreDBClient {
  readonly #channel: Channel;
  readonly #endpoint: Endpoint;

  constructor(settings: ConnectionSettings, endpoint: Endpoint) {
    const { connectionName, credentials } = settings;
    super(
      {
        endpoint: addressOf(endpoint),
        ...(connectionName === undefined ? {} : { connectionName }),
      },
      { insecure: !settings.isSecure },
      credentials,
    );
    this.#endpoint = endpoint;
    this.#channel = new Channel(addressOf(endpoint), channelCredentials(settings), {
      'grpc.keepalive_time_ms': settings.keepAliveIntervalMs,
      'grpc.keepalive_timeout_ms': settings.keepAliveTimeoutMs,
      'grpc.max_receive_message_length': RECEIVED_BYTES_MAX,
      // A pool of its own: a shared one would make a new channel wait for the old one's back-off.
      'grpc.use_local_subchannel_pool': 1,
      'grpc.initial_reconnect_backoff_ms': RECONNECT_MS,
      'grpc.max_reconnect_backoff_ms': RECONNECT_MS,
    });
    this.getChannel = () => Promise.resolve(this.#channel);
    this.handleError = () => Promise.resolve();
    this.supports = () => Promise.resolve(false);
  }

  /** What makes a client of another service of the node, on the same channel; never close it. */
  forServices(): [address: string, credentials: ChannelCredentials, options: ServiceOptions] {
    const options = { channelOverride: this.#channel };
    return [addressOf(this.#endpoint), ChannelCredentials.createInsecure(), options];
  }

  /** Cancels what runs. A call that has just begun must still find the channel: a turn later. */
  close(): void {
    void this.dispose();
    setImmediate(() => {
      this.#channel.close();
    });
  }
}

type ServiceOptions = Pick<ClientOptions, 'channelOverride'>;

export function addressOf({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

export function channelCredentials(settings: ConnectionSettings): ChannelCredentials {
  return settings.isSecure
    ? ChannelCredentials.createSsl(
        settings.rootCertificate,
        settings.userKey,
        settings.userCertificate,
      )
    : ChannelCredentials.createInsecure();
}
