import { EXIT, type ExitCode } from '../exit.js';
import { answer, tell } from '../output.js';
import type { ServiceAtHand } from '../service-at-hand.js';

interface Keys {
  readonly keys: readonly { readonly vkey: string; readonly signs: boolean }[];
}

/** Prints the keys that seal the log: what an auditor needs to check checkpoints and receipts. */
export async function listKeys({ operator }: ServiceAtHand): Promise<ExitCode> {
  return print(await operator.get<Keys>('/operator/seal-keys'));
}

export async function rotateKeys({ operator }: ServiceAtHand): Promise<ExitCode> {
  const keys = await operator.command<Keys>('POST', '/operator/seal-keys', {});
  tell('Đã thêm khóa niêm phong. Khóa cũ và khóa mới cùng ký, đến khi: totrinh keys retire <khóa>');
  return print(keys);
}

export async function retireKey({ operator }: ServiceAtHand, vkey: string): Promise<ExitCode> {
  const keys = await operator.command<Keys>('POST', '/operator/retired-seal-keys', { vkey });
  tell('Khóa này đã thôi ký. Vẫn cần nó để kiểm những điểm niêm phong trước đây.');
  return print(keys);
}

function print({ keys }: Keys): ExitCode {
  for (const { vkey, signs } of keys) answer(signs ? vkey : `${vkey} # đã thôi ký`);
  return EXIT.ok;
}
