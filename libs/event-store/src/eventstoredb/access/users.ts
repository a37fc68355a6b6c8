import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import usersService from '@eventstore/db-client/generated/users_grpc_pb.js';
import users from '@eventstore/db-client/generated/users_pb.js';
import { authorised } from '../call-credentials.js';
import type { ConnectionSettings, Credentials } from '../connection-string.js';
import type { Work } from '../connections.js';
import { kindOf } from '../failures.js';

export interface UserDetails {
  readonly groups: readonly string[];
}

/** The user as the server has it, or `null`; an administrator may ask, and the user itself. */
export function userDetails(settings: ConnectionSettings, name: string): Work<UserDetails | null> {
  const request = new users.DetailsReq().setOptions(
    new users.DetailsReq.Options().setLoginName(name),
  );
  return (client, deadlineMs) =>
    new Promise((resolve, reject) => {
      let details: UserDetails | null = null;
      const service = new usersService.UsersClient(...client.forServices());
      service
        .details(request, new Metadata(), options(settings, deadlineMs))
        .on('data', (answer: users.DetailsResp) => {
          details = { groups: answer.getUserDetails()?.getGroupsList() ?? [] };
        })
        .on('error', (error: ServiceError) => {
          if (kindOf(error) === 'user-not-found') resolve(null);
          else reject(error);
        })
        .on('end', () => {
          resolve(details);
        });
    });
}

/** Answers whether it was made; `false` where there is a user of that name already. */
export function createUser(settings: ConnectionSettings, user: Credentials): Work<boolean> {
  const request = new users.CreateReq().setOptions(
    new users.CreateReq.Options()
      .setLoginName(user.username)
      .setFullName(user.username)
      .setPassword(user.password),
  );
  return (client, deadlineMs) =>
    new Promise((resolve, reject) => {
      const service = new usersService.UsersClient(...client.forServices());
      service.create(request, new Metadata(), options(settings, deadlineMs), (error) => {
        if (!error) resolve(true);
        else if (isTaken(error)) resolve(false);
        else reject(error);
      });
    });
}

/** The same kind with another code asks to try again. */
function isTaken(error: ServiceError): boolean {
  return kindOf(error) === 'user-conflict' && error.code === status.FAILED_PRECONDITION;
}

function options(settings: ConnectionSettings, deadlineMs: number) {
  return { deadline: Date.now() + deadlineMs, ...authorised(settings) };
}
