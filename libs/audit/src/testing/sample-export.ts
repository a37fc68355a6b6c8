import { localDay } from '#libs/domain';
import {
  cosign,
  formatNote,
  formatVerifierKey,
  generateSignerKey,
  parseNote,
  signCheckpoint,
  type Checkpoint,
  type SignerKey,
} from '#libs/log-format';
import { derivedId } from '#libs/application';
import type { SubjectKeys } from '#libs/privacy';

import type { CheckpointNote } from '../export/checkpoint-files.js';
import { exportLines } from '../export/export-log.js';
import { sealHistory } from '../export/seal-history.js';
import type { Trust } from '../verify/trust.js';
import { Dice } from './dice.js';
import { Office } from './office.js';
import { actOn, draftCase, type RandomCase } from './random-cases.js';
import { SealedMemory } from './sealed-memory.js';

export const ORIGIN = 'so-noi-vu.example/totrinh/0001';
export const logKey = generateSignerKey(ORIGIN, 'note');
export const witnessKey = generateSignerKey('kiem-tra.example/w1', 'cosignature');

/** Keys the ids of commands: the same seed makes the same events. */
const NAMESPACE = '4d6b7a52-61c6-4c8e-9a0e-0d8f6f6c1a11';

const ACTS_A_CASE = 10;

export interface Sample {
  readonly lines: readonly string[];
  readonly checkpoints: readonly CheckpointNote[];
  readonly log: SealedMemory;
}

/** Whom an auditor with all the keys, and the last checkpoint in their drawer, believes. */
export function fullTrust(sample: Sample): Trust {
  const held = sample.checkpoints.at(-1);
  return {
    log: [logKey],
    witnesses: [witnessKey],
    quorum: 1,
    held: held ? [held.note] : [],
  };
}

/** A checkpoint as its log and a witness sign it. */
export function signedCheckpoint(
  checkpoint: Checkpoint,
  atSeconds: number,
  signer: SignerKey = logKey,
  witness: SignerKey = witnessKey,
): string {
  const { text, signatures } = parseNote(signCheckpoint(checkpoint, [signer]));
  return formatNote({ text, signatures: [...signatures, cosign(text, atSeconds, witness)] });
}

/** The export of a log of random cases, sealed and witnessed after each. */
export async function sampleExport(
  seed: number,
  keys: SubjectKeys,
  cases: number,
): Promise<Sample> {
  const dice = new Dice(seed);
  const log = new SealedMemory(ORIGIN);
  let commands = 0;
  const newId = () => derivedId(NAMESPACE, `${seed}/${commands++}`);
  const office = new Office(log, keys, newId);
  const checkpoints: CheckpointNote[] = [];
  const seal = async () => {
    const head = await log.seal();
    office.wait(2);
    const note = signedCheckpoint(head, Math.floor(Date.parse(office.now) / 1_000));
    checkpoints.push({ size: head.size, note });
  };
  const vkey = formatVerifierKey(logKey);
  const seals = { type: 'IntroduceSealKey', vkey, on: localDay(office.now) } as const;
  await office.setUp.perform('seal', '0001', `key/${seed}`, seals);
  await office.open();
  await seal();
  const open: RandomCase[] = [];
  for (let count = 0; count < cases; count++)
    open.push(await draftCase(office, dice, derivedId(NAMESPACE, `case/${seed}/${count}`)));
  for (let acts = 0; acts < cases * ACTS_A_CASE; acts++) {
    await actOn(office, dice, dice.pick(open));
    if (dice.oneIn(ACTS_A_CASE)) await seal();
  }
  await seal();
  return { lines: await linesOf(log, checkpoints), checkpoints, log };
}

export async function linesOf(
  log: SealedMemory,
  checkpoints: readonly CheckpointNote[],
): Promise<string[]> {
  const source = { log, checkpoints, ...(await sealHistory(log, log.head().origin)) };
  const lines: string[] = [];
  for await (const batch of exportLines(source)) lines.push(...batch);
  return lines;
}

/** Lines as a file hands them over. */
export async function* inBatches(lines: readonly string[]): AsyncGenerator<readonly string[]> {
  yield await Promise.resolve(lines);
}
