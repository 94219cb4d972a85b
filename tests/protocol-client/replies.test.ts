import { expect, it } from 'vitest';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { cardsOf, replyTo, say, volume } from './turn.ts';

const suite = useSuite();

it('pong answers ping', async () => {
  const client = await suite.join(ONE_SPEAKER);

  await expect(client.request({ action: 'ping', requestId: 'p-1' })).resolves.toEqual({
    type: 'pong',
    requestId: 'p-1',
  });
  client.send({ action: 'ping' });
  await client.find('a pong without requestId', (frame) =>
    frame.type === 'pong' && frame.requestId === undefined ? frame : undefined,
  );
});

it('a reply can be rated, and rated again', async () => {
  const client = await suite.join(ONE_SPEAKER);
  const { conversationId, reply } = await say(client, 'is my speaker on?');
  const rate = { action: 'rate', conversationId, messageId: reply.id } as const;

  await client.request({ ...rate, rating: 'up' });
  await client.request({ ...rate, rating: 'down', comment: 'It did not say how loud.' });
  await expect(client.refusal({ ...rate, messageId: 'unknown', rating: 'up' })).resolves.toMatchObject({
    code: 'not_found',
  });
});

it('cancel is ok when nothing is in progress', async () => {
  const client = await suite.join(ONE_SPEAKER);
  const { conversationId } = await say(client, 'is my speaker on?');

  await expect(client.request({ action: 'cancel', conversationId })).resolves.toMatchObject({ type: 'ok' });
  await say(client, 'is it on?', conversationId);
});

it('cancel ends the reply in progress: what was begun is finished and shown, nothing else is done', async () => {
  const client = await suite.join(ONE_SPEAKER);
  const { conversationId } = await say(client, 'set the volume to 20');
  const since = client.frames.length;
  // Long enough that the cancel comes before its end, however slow the machine is.
  const text = 'louder, louder, louder, louder, louder, louder';
  const sending = client.request({ action: 'sendMessage', conversationId, text });
  await client.find('a reply that begins', (frame) => (frame.type === 'chunk' ? frame : undefined), since);
  await client.request({ action: 'cancel', conversationId });
  const { reply, chunks } = await replyTo(client, await sending);

  expect(chunks.at(-1)?.type).toBe('abort');
  const cards = cardsOf(reply);
  for (const card of cards) expect(card.output).toBeDefined();
  const louder = cards.filter(({ output }) => output?.status === 'done').length;
  expect(await volume(client)).toBe(20 + 10 * louder);
  await say(client, 'is it on?', conversationId);
});
