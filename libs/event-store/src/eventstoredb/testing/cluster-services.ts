import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { streamName } from './messages.js';
import type { ServingNode } from './serving-node.js';

type Asked<Answer> = (
  call: ServerUnaryCall<shared.Empty, Answer>,
  answer: sendUnaryData<Answer>,
) => void;

export function supportedMethods(node: ServingNode): Asked<features.SupportedMethods> {
  const service = 'event_store.client.streams.streams';
  return (_call, answer) => {
    const names = ['read', 'append', 'delete', 'tombstone'];
    if (node.advertisesBatchAppend) names.push('batchappend');
    const methods = names.map((name) =>
      new features.SupportedMethod().setServiceName(service).setMethodName(name),
    );
    const supported = new features.SupportedMethods().setMethodsList(methods);
    answer(null, supported.setEventStoreServerVersion('23.10.0'));
  };
}

export function gossipRead(node: ServingNode): Asked<gossip.ClusterInfo> {
  const { FOLLOWER, LEADER } = gossip.MemberInfo.VNodeState;
  return (call, answer) => {
    const refusal = node.refusalOfGossip(call.metadata);
    if (refusal) {
      answer(refusal);
      return;
    }
    const members = node.cluster.members().map(({ host, port, isLeader }) =>
      new gossip.MemberInfo()
        .setIsAlive(true)
        .setState(isLeader ? LEADER : FOLLOWER)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
    );
    answer(null, new gossip.ClusterInfo().setMembersList(members));
  };
}

export function deleteStream(node: ServingNode) {
  return (
    call: ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>,
    answer: sendUnaryData<streams.DeleteResp>,
  ): void => {
    const stream = streamName(call.request.getOptions()?.getStreamIdentifier());
    const refusal = node.refusalOf(call.metadata, '$d', stream);
    if (refusal) {
      answer(refusal);
      return;
    }
    node.log.delete(stream);
    answer(null, new streams.DeleteResp());
  };
}

export function tombstoneStream(node: ServingNode) {
  return (
    call: ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>,
    answer: sendUnaryData<streams.TombstoneResp>,
  ): void => {
    const stream = streamName(call.request.getOptions()?.getStreamIdentifier());
    const refusal = node.refusalOf(call.metadata, '$d', stream);
    if (refusal) {
      answer(refusal);
      return;
    }
    node.log.tombstone(stream);
    answer(null, new streams.TombstoneResp());
  };
}
