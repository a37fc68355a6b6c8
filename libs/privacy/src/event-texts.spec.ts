import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { privateText } from '#libs/domain';

import { openData, openPlaced, placeData, sealData, type PlacedText } from './event-texts.js';
import { SubjectKeys } from './subject-keys.js';

const home = { eventId: '5f1c8a3e-0000-5000-8000-000000000001', stream: 'person-p1' };
const data = {
  personId: 'p1',
  name: privateText('p1', 'Đặng Thị Ước'),
  notes: [privateText('p2', 'xin nghỉ'), 7],
};

let dir: string;
const open = () => new SubjectKeys(join(dir, 'keys.db'), join(dir, 'kek'));
let keys: SubjectKeys;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'totrinh-keys-'));
  keys = open();
});
afterEach(() => keys.close());

describe('private texts of an event', () => {
  it('come back as they were written', async () => {
    expect(openData(await sealData(data, home, keys), home, keys)).toEqual(data);
  });

  it('leave nothing readable in the sealed data', async () => {
    const sealed = JSON.stringify(await sealData(data, home, keys));
    expect(sealed).not.toMatch(/Ước|xin nghỉ/);
    expect(sealed).toContain('"personId":"p1"');
  });

  it('cannot be moved to another event, stream or field', async () => {
    const sealed = await sealData(data, home, keys);
    for (const elsewhere of [
      { ...home, eventId: '5f1c8a3e-0000-5000-8000-000000000002' },
      { ...home, stream: 'person-p9' },
    ])
      expect(() => openData(sealed, elsewhere, keys)).toThrow();
    expect(() => openData({ other: sealed.name }, home, keys)).toThrow();
  });

  it('read as null once their subject is erased, and nothing says that a key is missing', async () => {
    const sealed = await sealData(data, home, keys);
    keys.erase(['p1']);
    expect(openData(sealed, home, keys).name).toEqual({ $private: 'p1', text: null });
  });

  it('read as null where the key of their subject is missing, which is said', async () => {
    const sealed = await sealData(data, home, keys);
    keys.close();
    const file = new DatabaseSync(join(dir, 'keys.db'));
    file.exec("DELETE FROM subject_keys WHERE subject = 'p1'");
    file.close();
    keys = open();
    expect(openData(sealed, home, keys)).toMatchObject({
      name: { $private: 'p1', text: null, keyMissing: true },
      notes: [{ text: 'xin nghỉ' }, 7],
    });
  });

  it('and what stands beside them are written as plain objects, whatever class they were of', async () => {
    class Minutes {
      present = 7;
    }
    const sealed = await sealData({ minutes: new Minutes() }, home, keys);
    expect(Object.getPrototypeOf(sealed.minutes)).toBe(Object.prototype);
    expect(sealed).toEqual({ minutes: { present: 7 } });
  });

  it('can be kept sealed with their place and opened later', async () => {
    const placed = placeData(await sealData(data, home, keys), home);
    expect(JSON.stringify(placed)).not.toContain('Ước');
    expect(openPlaced(placed.name as unknown as PlacedText, keys).text).toBe('Đặng Thị Ước');
  });

  it('get one key a subject, also when many are wanted at once and after a restart', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => keys.forSealing('p3')));
    expect(new Set(made.map(({ kid }) => kid)).size).toBe(1);
    keys.close();
    keys = open();
    expect((await keys.forSealing('p3')).kid).toBe(made[0]?.kid);
  });

  it('stand nowhere in the key files', async () => {
    await sealData(data, home, keys);
    for (const name of readdirSync(dir))
      expect(readFileSync(join(dir, name)).includes('Ước')).toBe(false);
  });
});
