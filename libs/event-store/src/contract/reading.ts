import { describe, expect, it } from '@jest/globals';
import { InvariantBroken } from '#libs/domain';
import type { CurrentStore } from './current-store.js';
import { ids, markEnd, newEvent, newEvents, newStream, readOn, whole } from './samples.js';

export function reading(store: CurrentStore): void {
  describe('reading a stream', () => {
    it('gives back what was appended, with its place', async () => {
      const [stream, events] = [newStream(), newEvents(2)];
      const { position } = await store().append(stream, events, 0);
      const read = await store().readStream(stream, 0, 10);
      expect(whole(read)).toEqual(
        events.map((event, revision) => ({
          ...event,
          stream,
          revision,
          position: read[revision]?.position,
        })),
      );
      expect(read[1]?.position).toBe(position);
    });

    it('gives back text and structure unchanged', async () => {
      const data = {
        title: 'Tờ trình về việc bổ nhiệm Trưởng thôn'.normalize('NFC'),
        hard: 'ữ ợ ặ ẫ Đ đ — “ngoặc” \u0000 \u2028 \ud83c\udf3e "\\ \n\t',
        decomposed: 'ữ'.normalize('NFD'),
        nested: [{ empty: {}, none: null, list: [], yes: true }, [0, -1, 9007199254740991]],
        '': 'empty key',
        __proto_: 'almost a prototype',
      };
      const stream = newStream();
      const event = newEvent(data);
      await store().append(stream, [event], 0);
      const [read] = await store().readStream(stream, 0, 1);
      expect(read?.data).toStrictEqual(data);
      expect(read?.meta).toStrictEqual(event.meta);
    });

    it('gives nothing for a stream that does not exist', async () => {
      expect(await store().readStream(newStream(), 0, 10)).toEqual([]);
    });

    it('gives pages from a revision on, and nothing beyond the end', async () => {
      const [stream, events] = [newStream(), newEvents(7)];
      await store().append(stream, events, 0);
      const page = async (from: number, limit: number) =>
        ids(await store().readStream(stream, from, limit));
      expect(await page(0, 3)).toEqual(ids(events.slice(0, 3)));
      expect(await page(3, 3)).toEqual(ids(events.slice(3, 6)));
      expect(await page(6, 3)).toEqual(ids(events.slice(6)));
      expect(await page(7, 3)).toEqual([]);
    });

    it('does not mix streams whose names begin alike', async () => {
      const stream = newStream();
      await store().append(`${stream}-2`, newEvents(2), 0);
      await store().append(stream, newEvents(1), 0);
      expect(await store().readStream(stream, 0, 10)).toHaveLength(1);
    });

    it.each([
      [-1, 10],
      [0, 0],
      [0, -1],
      [0.5, 1],
    ])('is refused from %d with limit %d', async (from, limit) => {
      await expect(store().readStream(newStream(), from, limit)).rejects.toBeInstanceOf(
        InvariantBroken,
      );
      await expect(store().readAll(from, limit)).rejects.toBeInstanceOf(InvariantBroken);
    });
  });
  readingAll(store);
}

function readingAll(store: CurrentStore): void {
  describe('reading the whole log', () => {
    it('begins after the position given', async () => {
      const stream = newStream();
      const { position } = await store().append(stream, newEvents(1), 0);
      const next = newEvents(2);
      await store().append(stream, next, 1);
      expect(ids(await store().readAll(position, 10))).toEqual(ids(next));
    });

    it('gives the same events in the same order whatever the size of a page', async () => {
      const end = await markEnd(store());
      const streams = [newStream(), newStream(), newStream()];
      for (let round = 0; round < 4; round++)
        for (const stream of streams) await store().append(stream, newEvents(2), round * 2);
      const whole = await readOn(store(), end, 1000);
      expect(whole).toHaveLength(24);
      expect(await readOn(store(), end, 1)).toEqual(whole);
      expect(await readOn(store(), end, 5)).toEqual(whole);
    });

    it('has strictly rising positions, also under concurrent writers', async () => {
      const end = await markEnd(store());
      await Promise.all(
        Array.from({ length: 30 }, () => store().append(newStream(), newEvents(3), 0)),
      );
      const positions = (await readOn(store(), end, 7)).map(({ position }) => position);
      expect(positions).toHaveLength(90);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      expect(positions[0]).toBeGreaterThan(end);
    });

    it('holds an append after every append that was answered before it', async () => {
      const first = await store().append(newStream(), newEvents(1), 0);
      const second = await store().append(newStream(), newEvents(1), 0);
      expect(second.position).toBeGreaterThan(first.position);
    });

    it('shows the events of one append together', async () => {
      const end = await markEnd(store());
      await Promise.all(
        Array.from({ length: 10 }, () => store().append(newStream(), newEvents(3), 0)),
      );
      const streams = (await readOn(store(), end, 100)).map(({ stream }) => stream);
      const changes = streams.filter((stream, index) => stream !== streams[index - 1]);
      expect(changes).toHaveLength(10);
    });

    it('gives nothing after its end', async () => {
      const end = await markEnd(store());
      expect(await store().readAll(end, 10)).toEqual([]);
    });
  });
}
