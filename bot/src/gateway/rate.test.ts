import { expect, test } from 'vitest';
import type { LogEntry } from '../conversation/entry.ts';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

/** A customer with a conversation of so many messages; the first one is `m_1`. */
async function talked(messages: number) {
  const world = new World(lampService().service, scriptedModel(inOrder([{ text: 'Hello.' }])));
  const ann = await world.person('ann');
  const conversationId = await ann.say('hi');
  const { log } = world.ports;
  const last = (await log.last(conversationId)) as LogEntry;
  for (let n = 1; n <= messages; n++) {
    const seq = last.seq + last.frames.length + n - 1;
    const message = {
      id: `m_${String(n)}`,
      role: 'assistant' as const,
      metadata: { author: 'bot' as const, createdAt: last.at },
      parts: [{ type: 'text' as const, text: 'Hello.' }],
    };
    const { state, at } = last;
    await log.append({
      conversationId,
      at,
      seq,
      state,
      frames: [{ type: 'message', message }],
      message: { from: seq, message },
    });
  }
  const rate = (messageId: string) => ann.ask({ action: 'rate', conversationId, messageId, rating: 'up' });
  return { world, rate };
}

test('a message is looked for among the latest, however long the conversation is', async () => {
  const { world, rate } = await talked(400);
  expect(await rate('m_201')).toEqual({ type: 'ok' });
  const read = world.ports.log.messages.bind(world.ports.log);
  let reads = 0;
  world.ports.log.messages = (...args) => {
    reads += 1;
    return read(...args);
  };
  for (const messageId of ['m_200', 'unknown'])
    expect(await rate(messageId)).toMatchObject({ code: 'not_found' });
  expect(reads).toBe(8);
});

test('ratings count among what one person may send in a minute', async () => {
  const { rate } = await talked(1);
  for (let n = 0; n < 29; n++) expect(await rate('m_1')).toEqual({ type: 'ok' });
  expect(await rate('m_1')).toMatchObject({ code: 'rate_limited' });
});
