import { CallCredentials, Metadata, type CallOptions } from '@grpc/grpc-js';
import type { ConnectionSettings } from './connection-string.js';

/** For calls that do not go through the client; in plain text nobody is told a password. */
export function authorised({ credentials, isSecure }: ConnectionSettings): Partial<CallOptions> {
  if (!credentials || !isSecure) return {};
  const plain = Buffer.from(`${credentials.username}:${credentials.password}`);
  return {
    credentials: CallCredentials.createFromMetadataGenerator((_options, answer) => {
      const metadata = new Metadata();
      metadata.set('authorization', `Basic ${plain.toString('base64')}`);
      answer(null, metadata);
    }),
  };
}
