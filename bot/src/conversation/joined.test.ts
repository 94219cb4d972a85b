import { describe, expect, test } from 'vitest';
import { JOINS_PER_MINUTE, MESSAGES_PER_MINUTE } from '../gateway/limits.ts';
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

describe('one socket more than one person may join with in a minute', () => {
  /** So many sockets of a customer that all but the last have joined. */
  async function crowd() {
    const all = await talking();
    for (let n = 0; n < JOINS_PER_MINUTE; n++) {
      const socket = await all.world.person('ann', 'customer', `socket ${String(n)}`);
      const resume = { action: 'resume', conversationId: all.conversationId, after: 0 };
      expect(await socket.ask(resume)).toMatchObject({ type: 'resumed', more: false });
    }
    const late = await all.world.person('ann', 'customer', 'late');
    const resumeAfter = (after: number) =>
      late.ask({ action: 'resume', conversationId: all.conversationId, after });
    return { ...all, late, resumeAfter };
  }

  test('is sent what there is, then has to wait, and is shown the rest from then on', async () => {
    const { world, late, goOn, joins, resumeAfter } = await crowd();
    const page = await resumeAfter(0);
    expect(page).toMatchObject({ type: 'resumed', more: true });
    expect(late.heard).toBe('One. ');
    const { seq } = page as { seq: number };
    const refused = await resumeAfter(seq);
    expect(refused).toMatchObject({ code: 'rate_limited' });
    expect(joins()).toBe(JOINS_PER_MINUTE);
    world.clock.advance((refused as { retryAfterMs: number }).retryAfterMs);
    expect(await resumeAfter(seq)).toMatchObject({ type: 'resumed', more: false });
    await goOn();
    expect(late.heard).toBe('One. Two.');
  });

  test('rings for a worker that was lost', async () => {
    const { world, goOn, resumeAfter } = await crowd();
    const rings: string[] = [];
    const { ring } = world.ports.inbox;
    world.ports.inbox.ring = (conversationId) => {
      rings.push(conversationId);
      return ring.call(world.ports.inbox, conversationId);
    };
    await resumeAfter(0);
    expect(rings).toHaveLength(1);
    await goOn();
  });

  test('writes, all the same', async () => {
    const { late, conversationId, goOn, resumeAfter } = await crowd();
    await resumeAfter(0);
    const more = { action: 'sendMessage', requestId: 'more', conversationId, text: 'More.' };
    expect(await late.ask(more)).toMatchObject({ type: 'accepted' });
    await goOn();
  });
});

test('who has written all that one may in a minute comes back to a reply all the same', async () => {
  const { world, ann, conversationId, goOn } = await talking();
  // The first message was the one that the bot answers.
  for (let n = 1; n < MESSAGES_PER_MINUTE; n++) await ann.write('more', conversationId);
  const again = await world.person('ann', 'customer', 'again');
  expect(await again.ask({ action: 'resume', conversationId, after: 0 })).toMatchObject({ type: 'resumed' });
  await goOn();
  expect(again.heard).toContain('Two.');
});
