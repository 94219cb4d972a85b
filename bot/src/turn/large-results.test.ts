import { MAX_MESSAGE_BYTES } from '@agentic-service-bot/protocol';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { CALLS_MAX } from '../conversation/calls.ts';
import { done, failed, TOO_LONG, type AnyAction } from '../definition/index.ts';
import { OUTCOMES_BYTES } from '../policy/limits.ts';
import { inOrder, scriptedModel, type ScriptedMessage } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

/** A service in which an action is another. */
async function served(name: string, change: Partial<AnyAction>, ...messages: readonly ScriptedMessage[]) {
  const { service } = lampService();
  const action = service.actions.get(name);
  if (action === undefined) throw new Error(`There is no ${name}.`);
  const actions = new Map(service.actions).set(name, { ...action, ...change });
  const world = new World({ ...service, actions }, scriptedModel(inOrder(...messages)));
  const ann = await world.person('ann');
  return { world, ann, conversationId: await ann.say('Please.') };
}

type Stage = Awaited<ReturnType<typeof served>>;

/** The largest frame that the customer gets, live, caught up with, and in the history, bytes. */
async function largestFrame({ ann, conversationId }: Stage): Promise<number> {
  await ann.send({ action: 'resume', conversationId, after: 0 });
  await ann.send({ action: 'history', conversationId });
  return Math.max(...ann.frames.map((frame) => Buffer.byteLength(JSON.stringify(frame))));
}

const result = (bytes: number) => done({ text: 'x'.repeat(bytes) });

test('a result that is too long is left out: what was done is done, and said', async () => {
  const run = () => Promise.resolve(result(200_000));
  for (const name of ['look', 'power']) {
    const input = name === 'power' ? { power: 'on' } : {};
    const stage = await served(name, { run }, [{ call: name, input }], []);
    expect(stage.ann.outputs).toEqual([{ status: 'done', result: TOO_LONG }]);
    expect(stage.world.ports.ledger.records).toMatchObject([{ outcome: { status: 'done' } }]);
    expect(stage.ann.heard).toContain('That is done, but there is more to it than I can show here.');
    expect(await largestFrame(stage)).toBeLessThan(4_000);
  }
});

test('results of many calls of one reply fit into its message, with what else may be in it', async () => {
  const run = () => Promise.resolve(result(OUTCOMES_BYTES / 4));
  const calls = Array.from({ length: CALLS_MAX }, () => ({ call: 'look' }));
  const receipt: AnyAction['receipt'] = (seen) => z.object({ text: z.string() }).parse(seen).text;
  // Of three bytes each: with what the model wrote before its calls.
  const words = { text: '字'.repeat(18_000) };
  const stage = await served('look', { run, receipt }, [words, ...calls], [{ error: 'down' }]);
  const kept = stage.ann.outputs.filter((output) => JSON.stringify(output).length > 1_000);
  expect(stage.ann.outputs).toHaveLength(CALLS_MAX);
  expect(kept).toHaveLength(3);
  expect(stage.ann.outputs.at(-1)).toEqual({ status: 'done', result: TOO_LONG });
  expect(await largestFrame(stage)).toBeLessThan(MAX_MESSAGE_BYTES);
});

test('a reason that is too long is shortened, and so is what a person is called for', async () => {
  const run: AnyAction['run'] = (_input, { requestHuman }) => {
    requestHuman('r'.repeat(200_000));
    return Promise.resolve(failed('f'.repeat(200_000)));
  };
  const stage = await served('power', { run }, [{ call: 'power', input: { power: 'on' } }], []);
  expect(JSON.stringify(stage.world.ports.ledger.records).length).toBeLessThan(4_000);
  const authorize = () => Promise.resolve(failed('f'.repeat(200_000)));
  const refused = await served('power', { authorize }, [{ call: 'power', input: { power: 'on' } }], []);
  for (const each of [stage, refused]) expect(await largestFrame(each)).toBeLessThan(4_000);
});

test('an input in which a thousand things are wrong is not told of in full', async () => {
  const schema = z.object({ lamps: z.array(z.string()) });
  const lamps = Array.from({ length: 2_000 }, () => 1);
  const stage = await served('power', { input: schema }, [{ call: 'power', input: { lamps } }], []);
  expect(await largestFrame(stage)).toBeLessThan(16_000);
});

test('a receipt that can’t read its result does not keep the reply from ending', async () => {
  const receipt = () => {
    throw new Error('It was another version’s.');
  };
  const { ann } = await served('look', { receipt }, [{ call: 'look' }], []);
  expect(ann.heard).toBe('That is done.');
  expect(ann.chunks.at(-1)).toEqual({ type: 'finish' });
});
