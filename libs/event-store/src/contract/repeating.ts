import { describe, expect, it } from '@jest/globals';
import { EventIdTaken, RevisionConflict } from '../port.js';
import type { Capabilities, CurrentStore } from './current-store.js';
import { ids, markEnd, newEvent, newEvents, newStream, readOn } from './samples.js';

export function repeating(store: CurrentStore, { refusesTakenIds }: Capabilities): void {
  describe('the identical append again', () => {
    it('answers as the first did and writes nothing', async () => {
      const [stream, events] = [newStream(), newEvents(3)];
      const first = await store().append(stream, events, 0);
      expect(await store().append(stream, events, 0)).toEqual(first);
      expect(ids(await store().readStream(stream, 0, 10))).toEqual(ids(events));
    });

    it('answers as the first did after newer events of the stream', async () => {
      const [stream, events] = [newStream(), newEvents(2)];
      await store().append(stream, newEvents(1), 0);
      const first = await store().append(stream, events, 1);
      await store().append(stream, newEvents(4), 3);
      const end = await markEnd(store());
      expect(await store().append(stream, events, 1)).toEqual(first);
      expect(await readOn(store(), end, 10)).toEqual([]);
    });

    it('answers as the first did while the first is still under way', async () => {
      const [stream, events] = [newStream(), newEvents(2)];
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => store().append(stream, events, 0)),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(await store().readStream(stream, 0, 10)).toHaveLength(2);
    });

    it('answers as the first did and keeps the first data when it brings other data', async () => {
      const [stream, event] = [newStream(), newEvent({ vote: 'for' })];
      const first = await store().append(stream, [event], 0);
      expect(await store().append(stream, [{ ...event, data: { vote: 'against' } }], 0)).toEqual(
        first,
      );
      expect((await store().readStream(stream, 0, 1))[0]?.data).toEqual({ vote: 'for' });
    });

    it('is a conflict when it has one event more, or another order', async () => {
      const [stream, events] = [newStream(), newEvents(2)];
      await store().append(stream, events, 0);
      for (const other of [[...events, newEvent()], [...events].reverse()])
        await expect(store().append(stream, other, 0)).rejects.toBeInstanceOf(RevisionConflict);
      expect(await store().readStream(stream, 0, 10)).toHaveLength(2);
    });
  });
  if (refusesTakenIds) takenIds(store);
}

function takenIds(store: CurrentStore): void {
  describe('an event id that stands in the log', () => {
    it('is refused at a newer revision of its stream', async () => {
      const [stream, events] = [newStream(), newEvents(2)];
      await store().append(stream, events, 0);
      await expect(store().append(stream, events, 2)).rejects.toBeInstanceOf(EventIdTaken);
      expect(await store().readStream(stream, 0, 10)).toHaveLength(2);
    });

    it('is refused in another stream, with all that would come with it', async () => {
      const [stream, other, event] = [newStream(), newStream(), newEvent()];
      await store().append(stream, [event], 0);
      await expect(
        store().append(other, [newEvent(), event, newEvent()], 0),
      ).rejects.toBeInstanceOf(EventIdTaken);
      expect(await store().readStream(other, 0, 10)).toEqual([]);
      expect((await store().append(other, newEvents(1), 0)).revision).toBe(1);
    });

    it('is refused to the second of two appends at once', async () => {
      const event = newEvent();
      const answers = await Promise.allSettled([
        store().append(newStream(), [event], 0),
        store().append(newStream(), [event], 0),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    });
  });
}
