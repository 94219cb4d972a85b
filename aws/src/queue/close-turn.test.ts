import { Gateway, giveUp } from '@agentic-service-bot/bot';
import { expect, it } from 'vitest';
import { service } from '../service.ts';
import { ann, memory } from '../testing/memory.ts';
import { record, ring } from '../testing/queue.ts';
import { closeTurns } from './close-turn.ts';

it('what the queue gave up ends with an apology, a finish and a person', async () => {
  const { ports } = memory();
  const { frames } = ports.connections.open('socket');
  const gateway = new Gateway(service, ports);
  await gateway.receive('socket', ann, '{"action":"hello"}');
  await gateway.receive('socket', ann, '{"action":"sendMessage","requestId":"r1","text":"hello?"}');
  const [conversationId = ''] = ports.inbox.rings;
  const before = frames.length;
  const closing = { giveUp: (id: string) => giveUp(ports, service, id), telemetry: ports.telemetry };
  expect(await closeTurns(closing, { Records: [ring(conversationId)] })).toEqual({ batchItemFailures: [] });
  const heard = frames.slice(before).map((frame) => JSON.parse(frame) as Record<string, unknown>);
  const chunks = heard.flatMap(({ chunk }) => (chunk === undefined ? [] : [chunk]));
  expect(chunks).toMatchObject([
    { type: 'start' },
    { type: 'text-start' },
    { type: 'text-delta', delta: expect.stringMatching(/sorry/i) },
    { type: 'text-end' },
    { type: 'finish' },
  ]);
  expect(heard.at(-1)).toMatchObject({ type: 'conversation', conversation: { status: 'waiting' } });
  // A letter that comes twice says nothing twice.
  const after = frames.length;
  await closeTurns(closing, { Records: [ring(conversationId)] });
  expect(frames).toHaveLength(after);
});

it('what can not be ended now stays on the queue; what is no ring does not', async () => {
  const { telemetry } = memory().ports;
  const closing = { giveUp: () => Promise.reject(new Error('throttled')), telemetry };
  const answer = await closeTurns(closing, { Records: [record('nonsense', '{'), ring('cv')] });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message of cv' }] });
  expect(telemetry.events).toMatchObject([
    { type: 'fault', where: 'doorbell' },
    { type: 'fault', where: 'give up', conversationId: 'cv', error: 'Error: throttled' },
  ]);
});
