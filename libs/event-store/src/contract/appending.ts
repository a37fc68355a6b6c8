import { describe, expect, it } from '@jest/globals';
import { InvariantBroken } from '#libs/domain';
import { RevisionConflict } from '../port.js';
import type { CurrentStore } from './current-store.js';
import { ids, newEvent, newEvents, newStream } from './samples.js';

export function appending(store: CurrentStore): void {
  describe('appending', () => {
    it('answers with the length of the stream and the position of the last event', async () => {
      const stream = newStream();
      const first = await store().append(stream, newEvents(2), 0);
      const second = await store().append(stream, newEvents(3), 2);
      expect([first.revision, second.revision]).toEqual([2, 5]);
      const events = await store().readStream(stream, 0, 10);
      expect([first.position, second.position]).toEqual([events[1]?.position, events[4]?.position]);
    });

    it('is refused when the stream is longer than expected', async () => {
      const stream = newStream();
      await store().append(stream, newEvents(3), 0);
      const refused = store().append(stream, newEvents(1), 2);
      await expect(refused).rejects.toBeInstanceOf(RevisionConflict);
      await expect(refused).rejects.toMatchObject({
        stream,
        expectedRevision: 2,
        actualRevision: 3,
      });
    });

    it('is refused when the stream is shorter than expected, or new', async () => {
      const stream = newStream();
      await expect(store().append(stream, newEvents(1), 1)).rejects.toMatchObject({
        name: 'RevisionConflict',
        expectedRevision: 1,
        actualRevision: 0,
      });
      await store().append(stream, newEvents(1), 0);
      await expect(store().append(stream, newEvents(1), 2)).rejects.toBeInstanceOf(
        RevisionConflict,
      );
      expect(await store().readStream(stream, 0, 10)).toHaveLength(1);
    });

    it('lets exactly one of 50 writers at one revision win', async () => {
      const stream = newStream();
      await store().append(stream, newEvents(1), 0);
      const answers = await Promise.allSettled(
        Array.from({ length: 50 }, () => store().append(stream, newEvents(2), 1)),
      );
      const lost = answers.filter(({ status }) => status === 'rejected');
      expect(lost).toHaveLength(49);
      for (const one of lost)
        expect(one).toMatchObject({
          reason: { name: 'RevisionConflict', expectedRevision: 1, actualRevision: 3 },
        });
      expect(await store().readStream(stream, 0, 10)).toHaveLength(3);
    });

    it('keeps the appends beside a refused one', async () => {
      const [taken, free] = [newStream(), newStream()];
      await store().append(taken, newEvents(1), 0);
      const answers = await Promise.allSettled([
        store().append(free, newEvents(1), 0),
        store().append(taken, newEvents(3), 0),
        store().append(free, newEvents(1), 1),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await store().readStream(free, 0, 10)).toHaveLength(2);
      expect(await store().readStream(taken, 0, 10)).toHaveLength(1);
    });

    it('keeps appends to one stream in the order in which they were asked for', async () => {
      const stream = newStream();
      const events = newEvents(40);
      await Promise.all(events.map((event, index) => store().append(stream, [event], index)));
      expect(ids(await store().readStream(stream, 0, 100))).toEqual(ids(events));
    });

    it('answers every one of 1,200 appends at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 1200 }, () => store().append(newStream(), newEvents(1), 0)),
      );
      expect(new Set(answers.map(({ position }) => position)).size).toBe(1200);
    });

    it('is not changed by what the caller does to its events afterwards', async () => {
      const stream = newStream();
      const data = { note: 'first' };
      const appended = store().append(stream, [newEvent(data)], 0);
      data.note = 'changed';
      await appended;
      expect((await store().readStream(stream, 0, 1))[0]?.data).toEqual({ note: 'first' });
    });
  });
  malformedAppends(store);
}

function malformedAppends(store: CurrentStore): void {
  describe('a malformed append', () => {
    it('is refused when it holds no events', async () => {
      await expect(store().append(newStream(), [], 0)).rejects.toBeInstanceOf(InvariantBroken);
    });

    it.each(['$settings', '$proposal-1', '', 'proposal', 'proposal-', '-1', 'tờ-trình-1'])(
      'is refused for the stream name "%s"',
      async (stream) => {
        await expect(store().append(stream, newEvents(1), 0)).rejects.toBeInstanceOf(
          InvariantBroken,
        );
        await expect(store().readStream(stream, 0, 1)).rejects.toBeInstanceOf(InvariantBroken);
      },
    );

    it.each([' proposal-1', 'proposal-1\n', 'proposal-1 2', `proposal-${'1'.repeat(200)}`])(
      'is refused for a stream name with blanks or without end: %j',
      async (stream) => {
        await expect(store().append(stream, newEvents(1), 0)).rejects.toBeInstanceOf(
          InvariantBroken,
        );
      },
    );

    it.each([-1, 0.5, Number.NaN])('is refused at revision %d', async (revision) => {
      await expect(store().append(newStream(), newEvents(1), revision)).rejects.toBeInstanceOf(
        InvariantBroken,
      );
    });

    it('is refused when an event id is not a UUID in lower case', async () => {
      for (const id of ['1', '', newEvent().id.toUpperCase().replace(/^./, 'A')])
        await expect(
          store().append(newStream(), [{ ...newEvent(), id }], 0),
        ).rejects.toBeInstanceOf(InvariantBroken);
    });

    it('is refused when it holds the same event twice', async () => {
      const event = newEvent();
      await expect(store().append(newStream(), [event, event], 0)).rejects.toBeInstanceOf(
        InvariantBroken,
      );
    });
  });
}
