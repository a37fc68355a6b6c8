import { newestCheckpoint } from '#libs/audit';
import type { WitnessAddress, WitnessReply } from '#libs/seals';

import { sealedAt, type Sealed } from '../kept-checkpoint.js';
import { checkpointFolder } from '../log-at-hand.js';
import { number } from '../output.js';
import { failure, ok, warning, type Check, type Outcome, type Status } from './check.js';
import type { KeysPlace } from './keys-place.js';

type Unheard = Exclude<WitnessReply, { said: 'cosigned' | 'holds' }>;

/** What all come to is what the worst of them comes to. */
const WORST_FIRST: readonly Status[] = ['damage', 'failure', 'warning'];
/** A service beside may have it sign more in between. */
const TRIES_MAX = 3;
const NEXT =
  'Dịch vụ đang chạy đưa phần còn thiếu đến trong một phút; nếu kéo dài, hãy xem nhật ký.';

/** Each is asked to sign once more what it has signed last, which takes it no further. */
export const witnessesCheck: Check<KeysPlace> = {
  id: 'witnesses',
  ask: async ({ env, sharedDir }) => {
    const { readSealSettings } = await import('../../../api/src/seal-settings.js');
    const { witnesses } = readSealSettings(env, true);
    const folder = checkpointFolder(sharedDir);
    const newest = sealedAt(folder, newestCheckpoint(folder) ?? 0);
    if (witnesses.length === 0 || newest === null) return null;
    return together(await Promise.all(witnesses.map((one) => outcomeOf(one, folder, newest))));
  },
};

function together(outcomes: readonly Outcome[]): Outcome {
  const wrong = WORST_FIRST.find((status) => outcomes.some((one) => one.status === status));
  const sound = outcomes.filter(({ status }) => status === 'ok').length;
  return {
    status: wrong ?? 'ok',
    sentence: `${sound}/${outcomes.length} bên chứng kiến trả lời và ký đúng.`,
    ...(wrong && { advice: 'Hãy xem từng bên dưới đây.' }),
    more: outcomes.map(({ sentence, advice }) => [sentence, advice].filter(Boolean).join(' ')),
  };
}

async function outcomeOf(witness: WitnessAddress, folder: string, newest: Sealed) {
  const { name } = witness.key;
  const { askWitness } = await import('#libs/seals');
  let sealed = newest;
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const oldSize = sealed.checkpoint.size;
    const reply = await askWitness(witness, { sealed, oldSize, proof: [] });
    if (reply.said === 'cosigned') return upTo(name, oldSize, newest.checkpoint.size);
    if (reply.said !== 'holds') return inWords(witness, reply);
    if (reply.size === 0)
      return warning(`Bên chứng kiến ${name} trả lời, nhưng chưa ký gì của sổ này.`, NEXT);
    const there = sealedAt(folder, reply.size);
    if (!there) return notHere(name, reply.size, newestCheckpoint(folder) ?? 0);
    sealed = there;
  }
  return warning(`Bên chứng kiến ${name} mỗi lần nói đã ký đến một chỗ khác.`, NEXT);
}

function upTo(name: string, signed: number, sealed: number): Outcome {
  return signed >= sealed
    ? ok(`Bên chứng kiến ${name} trả lời và ký đúng, đến sự kiện thứ ${number(signed)}.`)
    : warning(
        `Bên chứng kiến ${name} trả lời và ký đúng, nhưng mới đến ${number(signed)} trong ${number(sealed)} sự kiện đã niêm phong.`,
        NEXT,
      );
}

function inWords({ url, key }: WitnessAddress, reply: Unheard): Outcome {
  const { name } = key;
  switch (reply.said) {
    case 'nothing':
      return warning(
        `Không hỏi được bên chứng kiến ${name} ở ${url}: ${reply.why}.`,
        'Sổ vẫn ghi; hãy kiểm tra địa chỉ trong TOTRINH_WITNESSES, và hỏi bên giữ nó có đang chạy.',
      );
    case 'stranger':
    case 'refused':
      return warning(
        `Bên chứng kiến ${name} trả lời mà không ký: ${reply.why}.`,
        'Sổ vẫn ghi; hãy hỏi bên giữ vì sao, và chỉ đưa khóa kiểm mới (totrinh keys list) khi sổ vừa đổi khóa hoặc vừa được khôi phục.',
      );
    case 'unsigned':
      return failure(
        `Chương trình ở ${url} trả lời, nhưng ${reply.why} (${name}).`,
        'Hãy xin lại dòng <địa chỉ>=<khóa kiểm> từ bên giữ, và sửa TOTRINH_WITNESSES.',
      );
    case 'untimely':
      return failure(
        `Chương trình ở ${url} trả lời, nhưng ${reply.why} (${name}).`,
        'Hãy so giờ máy này với giờ máy của bên giữ; nếu cả hai đúng, ở địa chỉ đó không còn là bên chứng kiến ấy.',
      );
    case 'differs':
      return damage(`Bên chứng kiến ${name} không nhận sổ này là sổ đã xác nhận trước đây.`);
  }
}

/** It has signed a checkpoint of ours that is not among those kept. */
function notHere(name: string, signed: number, newest: number): Outcome {
  return signed > newest
    ? damage(
        `Bên chứng kiến ${name} đã xác nhận ${number(signed)} sự kiện, mà điểm niêm phong mới nhất ở đây chỉ có ${number(newest)}: cả thư mục dữ liệu là bản cũ.`,
      )
    : warning(
        `Bên chứng kiến ${name} đã ký đến sự kiện thứ ${number(signed)}, mà ở đây không còn điểm niêm phong đó để hỏi lại.`,
        NEXT,
      );
}

function damage(sentence: string): Outcome {
  const advice = 'Hãy giữ nguyên thư mục dữ liệu làm bằng chứng, rồi chạy: totrinh verify';
  return { status: 'damage', sentence, advice };
}
