import { randomUUID } from 'node:crypto';
import { isConflict, isStreamMissing } from '../failures.js';
import { toEnd } from '../pages.js';
import {
  accessDifferences,
  accessListFrom,
  DEFAULT_ACCESS,
  type AccessDifference,
  type AccessList,
} from './access-list.js';
import type { ServerDesk } from './server-desk.js';

const STREAM = '$settings';
const TYPE = 'update-default-acl';
const WRITES_MAX = 5;

interface StandingAccess {
  readonly list: AccessList;
  /** Of the event that says so; missing where none was ever written. */
  readonly revision: bigint | undefined;
}

/** The list that holds now: the server goes by the last event of the stream, whatever its type. */
export async function readAccessList(desk: ServerDesk): Promise<AccessList> {
  return (await readStanding(desk)).list;
}

/** Writes the list unless it stands so already; answers what was different before. */
export async function writeAccessList(
  desk: ServerDesk,
  wanted: AccessList,
): Promise<readonly AccessDifference[]> {
  for (let writes = 1; ; writes++) {
    const { list, revision } = await readStanding(desk);
    const differences = accessDifferences(list, wanted);
    if (differences.length === 0) return [];
    try {
      await append(desk, wanted, revision);
      return differences;
    } catch (error) {
      if (!isConflict(error) || writes === WRITES_MAX) throw error;
    }
  }
}

function readStanding(desk: ServerDesk): Promise<StandingAccess> {
  return desk.ask(async (client, deadlineMs) => {
    const last = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const;
    const reader = client.readStream(STREAM, { ...last, requiresLeader: true });
    try {
      const [read] = await toEnd(reader, deadlineMs);
      const event = read?.event;
      return { list: accessListFrom(event?.data), revision: event?.revision };
    } catch (error) {
      if (!isStreamMissing(error)) throw error;
      return { list: DEFAULT_ACCESS, revision: undefined };
    }
  });
}

/** One id for all attempts: however often it is asked, it is written once. */
async function append(
  desk: ServerDesk,
  list: AccessList,
  revision: bigint | undefined,
): Promise<void> {
  const event = {
    ...{ id: randomUUID(), type: TYPE, metadata: undefined },
    ...({ contentType: 'application/json', data: list } as const),
  };
  await desk.ask((client, deadline) =>
    client.appendToStream(STREAM, event, {
      expectedRevision: revision ?? 'no_stream',
      requiresLeader: true,
      deadline,
    }),
  );
}
