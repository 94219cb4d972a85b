import { expect, test } from 'vitest';
import { inOrder, scriptedModel } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';

/** A customer to whose message the bot is writing an answer, until `goOn` is called. */
async function talking() {
  const begun = Promise.withResolvers<undefined>();
  const stopped = Promise.withResolvers<undefined>();
  const model = scriptedModel(
    inOrder([
      { text: 'One. ' },
      { meanwhile: () => (begun.resolve(undefined), stopped.promise) },
      { text: 'Two.' },
    ]),
  );
  const world = new World(lampService().service, model);
  const ann = await world.person('ann');
  const conversationId = await ann.write('hi');
  const working = world.settle();
  await begun.promise;
  const goOn = async () => {
    stopped.resolve(undefined);
    await working;
  };
  const joins = () =>
    world.ports.log
      .entries(conversationId)
      .filter(({ frames }) =>
        frames.some((frame) => frame.type === 'chunk' && frame.chunk.type === 'data-joined'),
      ).length;
  return { world, ann, conversationId, goOn, joins };
}

test('who resumes again and again while the bot writes takes a number once, and is shown the rest', async () => {
  const { world, conversationId, goOn, joins } = await talking();
  const second = await world.person('ann', 'customer', 'second');
  const ops = await world.person('op', 'operator');
  for (const person of [second, ops])
    for (let n = 0; n < 40; n++)
      expect(await person.ask({ action: 'resume', conversationId, after: 0 })).toMatchObject({
        type: 'resumed',
      });
  expect(joins()).toBe(2);
  await goOn();
  for (const person of [second, ops]) expect(person.heard).toContain('Two.');
});

test('sockets that join count among what one person may send in a minute', async () => {
  const { world, conversationId, goOn, joins } = await talking();
  const answers = [];
  for (let n = 0; n < 31; n++) {
    const socket = await world.person('ann', 'customer', `socket ${String(n)}`);
    answers.push(await socket.ask({ action: 'resume', conversationId, after: 0 }));
  }
  // The message was the first.
  expect(joins()).toBe(29);
  expect(answers.at(28)).toMatchObject({ type: 'resumed' });
  expect(answers.at(29)).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) as number });
  await goOn();
});
