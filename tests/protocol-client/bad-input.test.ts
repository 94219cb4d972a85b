import { beforeEach, describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { replyTo, say } from './turn.ts';

const suite = useSuite();

let client: Client;

beforeEach(async () => {
  client = await suite.join(ONE_SPEAKER);
});

describe('what is malformed is answered bad_request, and the connection goes on', () => {
  it.each([
    ['not JSON', '{"action":'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a text', '"ping"'],
    ['null', 'null'],
    ['a number', '42'],
    ['no action', '{}'],
    ['an action of the wrong type', '{"action":1}'],
    ['a prototype key', '{"action":"ping","__proto__":{"admin":true}}'],
    ['a prototype key inside', '{"action":"ping","more":{"constructor":{"prototype":{}}}}'],
    ['a prototype key in a list', '{"action":"ping","more":[{"prototype":1}]}'],
  ])('%s', async (_, text) => {
    const since = client.frames.length;
    client.send(text);
    const error = await client.find(
      'an error',
      (frame) => (frame.type === 'error' ? frame : undefined),
      since,
    );

    expect(error.code).toBe('bad_request');
    expect(error).not.toHaveProperty('requestId');
    await client.request({ action: 'ping' });
  });

  it.each([
    ['an unknown action', { action: 'destroy' }],
    ['an action named as what objects inherit', { action: 'toString' }],
    ['no text', { action: 'sendMessage' }],
    ['an empty text', { action: 'sendMessage', text: '' }],
    ['a text of blanks', { action: 'sendMessage', text: ' \n\t ' }],
    ['a text that is none', { action: 'sendMessage', text: 7 }],
    ['a conversation that is no id', { action: 'sendMessage', text: 'hi', conversationId: 7 }],
    ['approve without an answer', { action: 'approve', conversationId: 'c', approvalId: 'a' }],
    ['approve with "true"', { action: 'approve', conversationId: 'c', approvalId: 'a', approved: 'true' }],
    ['approve of nothing', { action: 'approve', conversationId: 'c', approved: true }],
    ['cancel of nothing', { action: 'cancel' }],
    ['resume without after', { action: 'resume', conversationId: 'c' }],
    ['resume after less than nothing', { action: 'resume', conversationId: 'c', after: -1 }],
    ['resume after a fraction', { action: 'resume', conversationId: 'c', after: 1.5 }],
    ['resume after a text', { action: 'resume', conversationId: 'c', after: '1' }],
    ['history of nothing', { action: 'history' }],
    ['history before a text', { action: 'history', conversationId: 'c', before: 'x' }],
    ['a cursor that is none', { action: 'listConversations', cursor: 7 }],
    ['requestHuman for nothing', { action: 'requestHuman' }],
    ['a rating that is none', { action: 'rate', conversationId: 'c', messageId: 'm', rating: 'maybe' }],
    ['a rating of nothing', { action: 'rate', conversationId: 'c', rating: 'up' }],
    ['a time zone that is none', { action: 'hello', timeZone: 'Mars/Olympus' }],
  ])('%s', async (_, frame) => {
    const error = await client.refusal({ ...frame, requestId: 'bad-1' });

    expect(error).toMatchObject({ code: 'bad_request', requestId: 'bad-1' });
    await client.request({ action: 'ping' });
  });

  it.each([
    ['of 65 characters', 'x'.repeat(65)],
    ['with a blank', 'a b'],
    ['empty', ''],
    ['a number', 7],
  ])('a requestId %s', async (_, requestId) => {
    const since = client.frames.length;
    client.send({ action: 'ping', requestId });
    const error = await client.find(
      'an error',
      (frame) => (frame.type === 'error' ? frame : undefined),
      since,
    );

    expect(error).toMatchObject({ code: 'bad_request' });
    expect(error).not.toHaveProperty('requestId');
  });

  it.each([
    { action: 'sendMessage', text: 'turn it up' },
    { action: 'approve', conversationId: 'c', approvalId: 'a', approved: true },
  ])('$action without a requestId', async (frame) => {
    const since = client.frames.length;
    client.send(frame);

    await expect(
      client.find('an answer', (answer) => (answer.type === 'error' ? answer : undefined), since),
    ).resolves.toMatchObject({ code: 'bad_request' });
  });
});

it('unknown fields are ignored', async () => {
  await expect(
    client.request({ action: 'ping', requestId: 'p', colour: 'red', nested: { deep: [1, null] } }),
  ).resolves.toEqual({ type: 'pong', requestId: 'p' });
  const accepted = await client.request({ action: 'sendMessage', text: 'is my speaker on?', urgent: true });
  await replyTo(client, accepted);
});

it("another customer's conversation is not found, as one that is not", async () => {
  const [neighbour = ''] = await suite.customersOn('premium');
  const { conversationId, reply } = await say(client, 'is my speaker on?');
  const stranger = await suite.join(neighbour);

  for (const id of [conversationId, 'absent', 'toString']) {
    for (const frame of [
      { action: 'sendMessage', text: 'turn it up' },
      { action: 'approve', approvalId: 'a', approved: true },
      { action: 'cancel' },
      { action: 'resume', after: 0 },
      { action: 'history' },
      { action: 'requestHuman' },
      { action: 'rate', messageId: reply.id, rating: 'up' },
    ]) {
      await expect(
        stranger.refusal({ ...frame, conversationId: id }),
        `${frame.action} ${id}`,
      ).resolves.toMatchObject({ code: 'not_found' });
    }
  }
  await client.request({ action: 'ping' });
  const messages = await client.transcript(conversationId).messages();
  expect(messages).toHaveLength(2);
});

it('what is refused is not stored, and its requestId can be used again', async () => {
  const { conversationId } = await say(client, 'is my speaker on?');
  const requestId = 'again-1';
  await client.refusal({ action: 'sendMessage', requestId, conversationId, text: 'x'.repeat(4_001) });
  const accepted = await client.request({
    action: 'sendMessage',
    requestId,
    conversationId,
    text: 'is it on?',
  });
  await replyTo(client, accepted);

  await expect(client.transcript(conversationId).messages()).resolves.toHaveLength(4);
});
