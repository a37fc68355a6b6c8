import { newestCheckpoint } from '#libs/audit';
import { FormatError, formatNote, parseNote, parseVerifierKey } from '#libs/log-format';
import type { StorePlace } from '#libs/runtime';

import { sealedAt, type Sealed } from '../kept-checkpoint.js';
import { checkpointFolder } from '../log-at-hand.js';

/**
 * Names of the witnesses that would not take the log for itself once this key signs no more. Each
 * is shown the newest checkpoint without its signature: who signed comes before all else there.
 */
export async function witnessesOfOldKey(
  vkey: string,
  { sharedDir }: StorePlace,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const { readSealSettings } = await import('../../../api/src/seal-settings.js');
  const { witnesses } = readSealSettings(env, true);
  if (witnesses.length === 0) return [];
  const folder = checkpointFolder(sharedDir);
  const newest = sealedAt(folder, newestCheckpoint(folder) ?? 0);
  const sealed = newest && signedByOthers(newest, vkey);
  if (!sealed) return [];
  const { askWitness } = await import('#libs/seals');
  const question = { sealed, oldSize: sealed.checkpoint.size, proof: [] };
  const replies = await Promise.all(witnesses.map((witness) => askWitness(witness, question)));
  return witnesses.filter((_, at) => replies[at]?.said === 'refused').map(({ key }) => key.name);
}

/** `null` where nobody else signed it, or the key is none: the service will say so. */
function signedByOthers({ note, checkpoint }: Sealed, vkey: string): Sealed | null {
  try {
    const { id } = parseVerifierKey(vkey);
    const { text, signatures } = parseNote(note);
    const others = signatures.filter((one) => one.name === checkpoint.origin && one.id !== id);
    return others.length === 0
      ? null
      : { checkpoint, note: formatNote({ text, signatures: others }) };
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
