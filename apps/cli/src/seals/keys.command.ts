import { storePlaceFrom } from '#libs/runtime';

import { EXIT, type ExitCode } from '../exit.js';
import { answer, tell } from '../output.js';
import type { ServiceAtHand } from '../service-at-hand.js';
import { witnessesOfOldKey } from './young-keys.js';

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
  tell(
    'Nếu sổ có bên chứng kiến: trước khi thôi dùng khóa cũ, hãy đưa khóa mới cho từng bên để ' +
      'thêm vào --log của họ, không thì bên đó ngừng xác nhận sổ.',
  );
  return print(keys);
}

/** A key that is no longer safe must go at once, so a witness that lags behind is only told of. */
export async function retireKey(
  { operator }: ServiceAtHand,
  vkey: string,
  env: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const left = await witnessesOfOldKey(vkey, storePlaceFrom(env), env);
  const retired = await operator.command<Keys>('POST', '/operator/retired-seal-keys', { vkey });
  tell('Khóa này đã thôi ký. Vẫn cần nó để kiểm những điểm niêm phong trước đây.');
  for (const name of left)
    tell(
      `Bên chứng kiến ${name} chưa nhận khóa mới, nên từ nay không xác nhận sổ: hãy đưa khóa ` +
        'đang ký dưới đây cho bên đó để thêm vào --log.',
    );
  return print(retired);
}

function print({ keys }: Keys): ExitCode {
  for (const { vkey, signs } of keys) answer(signs ? vkey : `${vkey} # đã thôi ký`);
  return EXIT.ok;
}
