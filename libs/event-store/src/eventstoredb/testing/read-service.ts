import type { ServerWritableStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import * as messages from './messages.js';
import * as refusals from './refusals.js';
import type { ServingNode } from './serving-node.js';
import type { KeptEvent } from './kept-event.js';

const { BACKWARDS } = streams.ReadReq.Options.ReadDirection;
const PAGE_SIZE = 200;

type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Options = streams.ReadReq.Options;

/** Reads and subscriptions share one method of the protocol. */
export function read(node: ServingNode) {
  return (call: ReadCall): void => {
    const options = call.request.getOptions();
    const stream = messages.streamName(options?.getStream()?.getStreamIdentifier());
    const refusal = node.refusalOf(call.metadata, '$r', options?.hasAll() ? '$all' : stream);
    if (refusal || !options) return void call.emit('error', refusal ?? refusals.badRequest());
    node.openReads += 1;
    call.once('close', () => (node.openReads -= 1));
    if (options.hasSubscription()) {
      new Subscription(node, call, options).start();
      return;
    }
    node.later(() => {
      answerRead(node, call, options);
    });
  };
}

function answerRead(node: ServingNode, call: ReadCall, options: Options): void {
  const stream = options.getStream();
  const name = messages.streamName(stream?.getStreamIdentifier());
  if (stream && node.log.isTombstoned(name))
    return void call.emit('error', refusals.streamDeleted(name));
  const events = stream ? readStream(node, name, options) : readAll(node, options);
  if (!events) call.write(messages.streamNotFound(name));
  else void writeAll(call, events.slice(0, Number(options.getCount())));
  if (!events) call.end();
}

async function writeAll(call: ReadCall, events: readonly KeptEvent[]): Promise<void> {
  for (const event of events) await written(call, messages.readEvent(event));
  call.end();
}

/** Resolves when there is room for more, or when nobody listens any more. */
function written(call: ReadCall, message: streams.ReadResp): Promise<void> | undefined {
  if (call.cancelled || call.write(message)) return undefined;
  return new Promise((resolve) => {
    const goOn = () => {
      call.off('drain', goOn).off('cancelled', goOn);
      resolve();
    };
    call.once('drain', goOn).once('cancelled', goOn);
  });
}

function readStream(node: ServingNode, name: string, options: Options) {
  const stream = options.getStream();
  const backwards = options.getReadDirection() === BACKWARDS;
  if (!stream || stream.hasStart()) return node.log.readStream(name, 0, backwards);
  const from = stream.hasEnd() ? Number.MAX_SAFE_INTEGER : Number(stream.getRevision());
  return node.log.readStream(name, from, backwards);
}

function readAll(node: ServingNode, options: Options): readonly KeptEvent[] {
  const all = options.getAll();
  const backwards = options.getReadDirection() === BACKWARDS;
  if (all?.hasEnd()) return node.log.readAll(Number.MAX_SAFE_INTEGER, backwards);
  return node.log.readAll(Number(all?.getPosition()?.getCommitPosition() ?? 0), backwards);
}

/** Catches up, says so, and follows; a filtered one gives checkpoints while it catches up. */
class Subscription {
  readonly #node: ServingNode;
  readonly #call: ReadCall;
  readonly #isFiltered: boolean;
  readonly #isWanted: (stream: string) => boolean;
  /** The next event is the first at or after it. */
  #next: number;
  #isCaughtUp = false;
  #isPumping = false;

  constructor(node: ServingNode, call: ReadCall, options: Options) {
    this.#node = node;
    this.#call = call;
    const all = options.getAll();
    const after = Number(all?.getPosition()?.getCommitPosition() ?? -1);
    const last = node.log.readAll(Number.MAX_SAFE_INTEGER, true)[0]?.position ?? 0;
    this.#next = 1 + (all?.hasEnd() ? last : after);
    const regex = options.getFilter()?.getStreamIdentifier()?.getRegex();
    this.#isFiltered = regex !== undefined && regex !== '';
    const wanted = new RegExp(regex ?? '');
    this.#isWanted = (stream) => wanted.test(stream);
  }

  start(): void {
    this.#call.write(messages.confirmation());
    const stop = this.#node.log.follow(() => void this.#pump());
    this.#call.once('cancelled', stop);
    this.#call.once('close', stop);
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (!this.#call.cancelled) {
      const page = this.#node.log.readAll(this.#next, false).slice(0, PAGE_SIZE);
      const last = page.at(-1);
      if (!last) break;
      this.#next = last.position + 1;
      for (const event of page)
        if (this.#isWanted(event.stream)) await written(this.#call, messages.readEvent(event));
      if (this.#isFiltered && !this.#isCaughtUp)
        await written(this.#call, messages.checkpoint(last.position));
    }
    this.#isPumping = false;
    if (this.#isCaughtUp || this.#call.cancelled) return;
    this.#isCaughtUp = true;
    await written(this.#call, messages.caughtUp());
    void this.#pump();
  }
}
