import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { FormatError, parseVerifierKey } from '#libs/log-format';
import { UnusableSetting } from '#libs/runtime';
import type { SealSettings, WitnessAddress } from '#libs/seals';

/** Keys and witnesses of the log; throws `UnusableSetting`. */
export function readSealSettings(env: NodeJS.ProcessEnv, isWorker: boolean): SealSettings {
  const { TOTRINH_SEAL_KEY: keyFile, TOTRINH_BOOT_CHECK: bootCheck = 'on' } = env;
  if (bootCheck !== 'on' && bootCheck !== 'off')
    throw new UnusableSetting(`TOTRINH_BOOT_CHECK=${bootCheck}: phải là on hoặc off.`);
  return {
    keyFile: keyFile ? resolve(keyFile) : null,
    configDir: join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'totrinh'),
    witnesses: (env.TOTRINH_WITNESSES ?? '').split(/\s+/).filter(Boolean).map(readWitness),
    signs: isWorker || keyFile !== undefined,
    bootCheck: bootCheck === 'on',
  };
}

/** `<url>=<verifier key>`; a verifier key has no white space, and so separates them. */
function readWitness(text: string): WitnessAddress {
  // No user and password before an @: `fetch` takes none, and names them in its refusal.
  const at = /^(https?:\/\/[^\s=@]+)=(\S+)$/.exec(text);
  const [, url = '', vkey = ''] = at ?? [];
  try {
    const key = parseVerifierKey(vkey);
    if (key.type === 'cosignature' && URL.canParse(url)) return { url, key };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  const shown = text.replace(/:\/\/[^/]*@/, '://…@');
  throw new UnusableSetting(
    `TOTRINH_WITNESSES: “${shown}” phải có dạng <địa chỉ http>=<khóa kiểm của bên chứng kiến>.`,
  );
}
