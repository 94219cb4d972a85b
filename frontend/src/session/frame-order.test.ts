import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameOrder } from './frame-order.ts';

const numbers = (frames: readonly { seq: number }[]): number[] => frames.map(({ seq }) => seq);
const frame = (seq: number): { seq: number } => ({ seq });

test('hands a frame on when all before it were', () => {
  const order = new FrameOrder(0);
  expect(numbers(order.receive(frame(2)))).toEqual([]);
  expect(order.hasGap).toBe(true);
  expect(numbers(order.receive(frame(1)))).toEqual([1, 2]);
  expect(order.hasGap).toBe(false);
  expect(order.last).toBe(2);
});

test('drops what it knows', () => {
  const order = new FrameOrder(5);
  expect(order.receive(frame(5))).toEqual([]);
  expect(order.hasGap).toBe(false);
});

test('any order, with repeats, gives each frame once and in order', () => {
  const arrivals = fc.integer({ min: 1, max: 30 }).chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.array(fc.integer({ min: 1, max: count })),
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, index) => index + 1),
        { minLength: count },
      ),
    ),
  );
  fc.assert(
    fc.property(arrivals, ([count, repeats, all]) => {
      const order = new FrameOrder(0);
      const out = [...repeats, ...all].flatMap((seq) => numbers(order.receive(frame(seq))));
      expect(out).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    }),
  );
});

test('a replay may have holes, and live frames wait for the end of its last page', () => {
  const order = new FrameOrder(2);
  order.startReplay();
  order.receiveReplayed(frame(8));
  expect(order.receive(frame(10))).toEqual([]);
  expect(order.receive(frame(11))).toEqual([]);
  order.receiveReplayed(frame(5));
  order.receiveReplayed(frame(1));
  expect(numbers(order.endPage(9))).toEqual([5, 8]);
  expect(order.last).toBe(9);
  order.receiveReplayed(frame(10));
  expect(numbers(order.endPage(10))).toEqual([10]);
  expect(numbers(order.endReplay())).toEqual([11]);
  expect(order.last).toBe(11);
});

test('what comes of a replay after its end is dropped', () => {
  const order = new FrameOrder(2);
  order.startReplay();
  order.endReplay();
  order.receiveReplayed(frame(8));
  expect(numbers(order.receive(frame(3)))).toEqual([3]);
  expect(order.last).toBe(3);
});
