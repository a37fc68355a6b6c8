import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import users from '@eventstore/db-client/generated/users_pb.js';
import * as refusals from './refusals.js';
import type { ServingNode } from './serving-node.js';

type CreateCall = ServerUnaryCall<users.CreateReq, users.CreateResp>;
type DetailsCall = ServerWritableStream<users.DetailsReq, users.DetailsResp>;

/** Of administrators only. */
export function createUser(node: ServingNode) {
  return (call: CreateCall, answer: sendUnaryData<users.CreateResp>): void => {
    const options = call.request.getOptions();
    const name = options?.getLoginName() ?? '';
    const refusal = node.refusalOfUsers(call.metadata, null);
    if (refusal ?? name in node.users) {
      answer(refusal ?? refusals.userTaken(name));
      return;
    }
    node.users[name] = {
      password: options?.getPassword() ?? '',
      groups: options?.getGroupsList() ?? [],
    };
    answer(null, new users.CreateResp());
  };
}

/** Of administrators, and of the user itself. */
export function userDetails(node: ServingNode) {
  return (call: DetailsCall): void => {
    const name = call.request.getOptions()?.getLoginName() ?? '';
    const user = node.users[name];
    const refusal =
      node.refusalOfUsers(call.metadata, name) ?? (user ? null : refusals.userNotFound(name));
    if (refusal || !user) return void call.emit('error', refusal);
    const details = new users.DetailsResp.UserDetails()
      .setLoginName(name)
      .setGroupsList([...(user.groups ?? [])]);
    call.write(new users.DetailsResp().setUserDetails(details));
    call.end();
  };
}
