// Adds to package-lock.json the optional platform packages that npm dropped because the registry
// it asked did not list them, without which `npm ci` refuses the file. Run it after every change
// of the packages: `npm run lock:complete`. Nothing is downloaded; a second run changes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const added = Object.entries(lock.packages).flatMap(([where, entry]) =>
  Object.entries(entry.optionalDependencies ?? {})
    .filter(([name]) => !isLocked(where, name))
    .map(([name, version]) => [`node_modules/${name}`, platformEntry(entry, name, version)]),
);
if (added.length > 0) {
  const all = [...Object.entries(lock.packages), ...added];
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stderr.write(`package-lock.json: ${added.length} optional packages added\n`);

/** Resolution as Node does it: beside the dependent, then ever further out. */
function isLocked(where, name) {
  for (let folder = where; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    if (lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (!folder.includes('/node_modules/')) return Boolean(lock.packages[`node_modules/${name}`]);
  }
}

function platformEntry(parent, name, version) {
  if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(version))
    throw new Error(`${name}: "${version}" is not one version; add its entry by hand.`);
  const words = name.split('/').at(-1).split(/[-.]/);
  return {
    version,
    ...restriction('cpu', PROCESSORS, words),
    ...(parent.dev ? { dev: true } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    ...restriction('os', SYSTEMS, words),
  };
}

function restriction(field, known, words) {
  const value = known.find((candidate) => words.includes(candidate));
  return value ? { [field]: [value] } : {};
}
