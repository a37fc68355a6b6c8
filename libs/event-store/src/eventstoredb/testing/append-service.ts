import type { Metadata } from '@grpc/grpc-js';
import {
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
} from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { ProposedEvent } from './kept-event.js';
import { expectedRevision, proposedEvent, streamIdentifier, streamName } from './messages.js';
import * as refusals from './refusals.js';
import type { ServingNode } from './serving-node.js';
import type { Expected, Outcome } from './test-log.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Append {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
}

type AppendCall = ServerReadableStream<streams.AppendReq, streams.AppendResp>;
type BatchCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** One append, one call. */
export function append(node: ServingNode) {
  return (call: AppendCall, answer: sendUnaryData<streams.AppendResp>): void => {
    let header: Omit<Append, 'events'> | undefined;
    const events: ProposedEvent[] = [];
    call.on('data', (message: streams.AppendReq) => {
      const options = message.getOptions();
      const proposed = message.getProposedMessage();
      if (options)
        header = {
          stream: streamName(options.getStreamIdentifier()),
          expected: expectedRevision(options, options.getRevision()),
        };
      if (proposed) events.push(proposedEvent(proposed));
    });
    call.on('end', () => {
      // A call that was cut off is no append, however much of it had come.
      if (call.cancelled) return;
      if (!header) {
        answer(refusals.badRequest());
        return;
      }
      const { stream, expected } = header;
      const refusal = node.refusalOf(call.metadata, '$w', stream);
      if (refusal) {
        answer(refusal);
        return;
      }
      node.later(() => {
        answerAppend(node, { stream, expected, events }, answer);
      });
    });
  };
}

function answerAppend(
  node: ServingNode,
  append: Append,
  answer: sendUnaryData<streams.AppendResp>,
): void {
  const refusal = malformed(node, append);
  if (refusal) {
    answer(refusal);
    return;
  }
  const outcome = node.log.append(append.stream, append.events, append.expected);
  if (node.losesAnswer()) return;
  if (outcome.kind === 'deleted') {
    answer(refusals.streamDeleted(append.stream));
    return;
  }
  if (outcome.kind === 'too-large') {
    answer(refusals.appendTooLarge(outcome.maxBytes));
    return;
  }
  answer(null, answered(outcome));
}

function answered(outcome: Extract<Outcome, { kind: 'success' | 'conflict' }>) {
  if (outcome.kind === 'success') {
    const position = new streams.AppendResp.Position()
      .setCommitPosition(String(outcome.position))
      .setPreparePosition(String(outcome.position));
    return new streams.AppendResp().setSuccess(
      new streams.AppendResp.Success()
        .setCurrentRevision(String(outcome.revision))
        .setPosition(position),
    );
  }
  const conflict = new streams.AppendResp.WrongExpectedVersion();
  if (outcome.actual === null) conflict.setCurrentNoStream(new shared.Empty());
  else conflict.setCurrentRevision(String(outcome.actual));
  if (typeof outcome.expected === 'number') conflict.setExpectedRevision(String(outcome.expected));
  else if (outcome.expected === 'no-stream') conflict.setExpectedNoStream(new shared.Empty());
  else conflict.setExpectedStreamExists(new shared.Empty());
  return new streams.AppendResp().setWrongExpectedVersion(conflict);
}

/** Many appends, one call, each with an id of its own. */
export function batchAppend(node: ServingNode) {
  return (call: BatchCall): void => {
    const open = new Map<string, Append>();
    call.on('data', (message: streams.BatchAppendReq) => {
      const id = message.getCorrelationId()?.getString() ?? '';
      const options = message.getOptions();
      if (options)
        open.set(id, {
          stream: streamName(options.getStreamIdentifier()),
          expected: expectedRevision(options, options.getStreamPosition()),
          events: [],
        });
      const append = open.get(id);
      append?.events.push(...message.getProposedMessagesList().map(proposedEvent));
      if (!append || !message.getIsFinal()) return;
      open.delete(id);
      node.later(() => {
        const response = answerBatch(node, call.metadata, append);
        if (response && !call.cancelled)
          call.write(response.setCorrelationId(new shared.UUID().setString(id)));
      });
    });
    call.on('end', () => call.end());
  };
}

function answerBatch(node: ServingNode, metadata: Metadata, append: Append) {
  const response = new streams.BatchAppendResp().setStreamIdentifier(
    streamIdentifier(append.stream),
  );
  if (node.refusalOf(metadata, '$w', append.stream))
    return response.setError(batchError(new shared.AccessDenied(), 'AccessDenied'));
  if (malformed(node, append))
    return response.setError(
      batchError(new shared.BadRequest().setMessage('not an id'), 'BadRequest'),
    );
  const outcome = node.log.append(append.stream, append.events, append.expected);
  if (node.losesAnswer()) return null;
  if (outcome.kind === 'success') return response.setSuccess(batchSuccess(outcome));
  return response.setError(batchRefusal(append.stream, outcome));
}

function batchSuccess({ revision, position }: Extract<Outcome, { kind: 'success' }>) {
  return new streams.BatchAppendResp.Success()
    .setCurrentRevision(String(revision))
    .setPosition(
      new shared.AllStreamPosition()
        .setCommitPosition(String(position))
        .setPreparePosition(String(position)),
    );
}

function batchRefusal(stream: string, outcome: Exclude<Outcome, { kind: 'success' }>) {
  if (outcome.kind === 'deleted') {
    const deleted = new shared.StreamDeleted();
    return batchError(deleted.setStreamIdentifier(streamIdentifier(stream)), 'StreamDeleted');
  }
  if (outcome.kind === 'too-large')
    return batchError(
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(outcome.maxBytes),
      'MaximumAppendSizeExceeded',
    );
  const conflict = new shared.WrongExpectedVersion();
  if (outcome.actual === null) conflict.setCurrentNoStream(new empty.Empty());
  else conflict.setCurrentStreamRevision(String(outcome.actual));
  if (typeof outcome.expected === 'number')
    conflict.setExpectedStreamPosition(String(outcome.expected));
  else conflict.setExpectedNoStream(new empty.Empty());
  return batchError(conflict, 'WrongExpectedVersion');
}

function batchError(details: { serializeBinary(): Uint8Array }, name: string): status.Status {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new status.Status().setMessage(name).setDetails(packed);
}

function malformed(node: ServingNode, { events }: Append): refusals.Refusal | null {
  if (!events.every(({ id }) => UUID.test(id))) return refusals.badRequest();
  const large = events.some(({ data }) => data.length > node.eventBytesMax);
  return large ? refusals.eventTooLarge(node.eventBytesMax) : null;
}
