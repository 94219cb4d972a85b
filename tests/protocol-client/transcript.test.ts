import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Message, NumberedFrame } from './frames.ts';
import { Transcript } from './transcript.ts';

const conversationId = 'c';
const createdAt = '2026-01-01T00:00:00.000Z';

const question: Message = {
  id: 'question',
  role: 'user',
  parts: [{ type: 'text', text: 'is my speaker on?' }],
  metadata: { author: 'customer', createdAt, requestId: 'r' },
};
const answer: Message = {
  id: 'answer',
  role: 'assistant',
  parts: [{ type: 'step-start' }, { type: 'text', text: 'Yes.', state: 'done' }],
  metadata: { author: 'bot', createdAt, replyTo: ['question'] },
};

const chunks: readonly (NumberedFrame & { readonly type: 'chunk' })['chunk'][] = [
  {
    type: 'start',
    messageId: 'answer',
    messageMetadata: { author: 'bot', createdAt, replyTo: ['question'] },
  },
  { type: 'start-step' },
  { type: 'text-start', id: 't' },
  { type: 'text-delta', id: 't', delta: 'Ye' },
  { type: 'text-delta', id: 't', delta: 's.' },
  { type: 'text-end', id: 't' },
  { type: 'finish' },
];

const frames: readonly NumberedFrame[] = [
  { type: 'message', conversationId, seq: 1, from: 1, message: question },
  ...chunks.map(
    (chunk, index) =>
      ({ type: 'chunk', conversationId, seq: 2 + index, messageId: 'answer', chunk }) as const,
  ),
];
const whole: NumberedFrame = {
  type: 'message',
  conversationId,
  seq: frames.length,
  replay: true,
  from: 2,
  message: answer,
};

async function told(...parts: readonly NumberedFrame[]): Promise<readonly Message[]> {
  const transcript = new Transcript();
  for (const frame of parts) transcript.apply(frame);
  return await transcript.messages();
}

it('folds frames that the network reordered and repeated', async () => {
  const arrivals = fc.subarray([...frames]).chain((repeated) => {
    const all = [...frames, ...repeated];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

  await fc.assert(
    fc.asyncProperty(arrivals, async (some) => {
      expect(await told(...some)).toEqual([question, answer]);
    }),
  );
});

it('takes a whole message in place of the part that it has', async () => {
  for (let cut = 1; cut <= frames.length; cut += 1) {
    await expect(told(...frames.slice(0, cut), whole)).resolves.toEqual([question, answer]);
  }
});

it('waits at a gap', async () => {
  const transcript = new Transcript();
  for (const frame of frames.filter(({ seq }) => seq !== 3)) transcript.apply(frame);

  expect([transcript.last, transcript.gap]).toEqual([2, true]);
  transcript.resumed(3);
  expect([transcript.last, transcript.gap]).toEqual([frames.length, false]);
});
