import { nearest } from './nearest.js';

const PREFIX = 'TOTRINH_';
/** As README names them. */
const KNOWN = [
  ...['TOTRINH_DATA_DIR', 'TOTRINH_SHARED_DIR', 'TOTRINH_KEK_FILE', 'TOTRINH_SEAL_KEY'],
  ...['TOTRINH_WITNESSES', 'TOTRINH_BOOT_CHECK', 'TOTRINH_RUNS', 'TOTRINH_DEMO'],
  ...['TOTRINH_ADMIN_URL', 'TOTRINH_ADMIN_URL_FILE'],
];
/** Those of the tests and of the bench are ours, too, and may stand beside. */
const OF_TESTS = /^TOTRINH_(BENCH_\w+|TAMPER_RUNS|CLEAN_LOGS|WRITE_GOLDEN)$/;
/** What differs by more is another word, not a slip. */
const SLIPS_MAX = 4;

/** A sentence for each setting that bears our name and that nothing reads: a slip of somebody. */
export function unknownSettings(env: NodeJS.ProcessEnv): readonly string[] {
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith(PREFIX) && !KNOWN.includes(name) && !OF_TESTS.test(name),
  );
  return unknown.sort().map((name) => {
    const meant = nearest(name, KNOWN, SLIPS_MAX);
    const hint = meant === null ? '' : ` (Có phải ý bạn là ${meant}?)`;
    return `Không có biến cài đặt nào tên ${name}, nên nó không có tác dụng gì.${hint}`;
  });
}
