import type { LanguageModelV4 } from '@ai-sdk/provider';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeldTokens } from '../conversation/state.ts';
import type { Budgets } from '../ports/index.ts';
import { inOrder, ManualClock, memoryPorts, scriptedModel, type ScriptedMessage } from '../testing/index.ts';
import { lampService } from '../testing/lamp-service.ts';
import { World } from '../testing/world.ts';
import { Allowance, holding } from './allowance.ts';
import {
  OUTPUT_TOKENS_MAX,
  SYSTEM_TOKENS_PER_DAY,
  TOKENS_TAKEN,
  TURN_DOLLARS_MAX,
  TURN_TOKENS_MAX,
} from './limits.ts';
import { FREE_PROVIDER } from './tokens.ts';

const free: LanguageModelV4 = { ...scriptedModel(inOrder([])), provider: FREE_PROVIDER };
const paid = scriptedModel(inOrder([]));
const { service } = lampService();
const PER_DAY = 200_000;
const ann = { id: 'ann', name: '', level: 'basic', timeZone: 'UTC' };

/** A message whose prompt is so long that it may use so many tokens. */
const asking = (tokens: number) => {
  const prompt = (content: string) => [{ role: 'system' as const, content }];
  const bare = JSON.stringify({ prompt: prompt('') }).length;
  return { prompt: prompt('x'.repeat((tokens - OUTPUT_TOKENS_MAX) * 4 - bare)) };
};
const SMALL = asking(3_000);
const used = (inputTokens: number, dollars?: number) => ({
  inputTokens,
  outputTokens: 0,
  ...(dollars === undefined ? {} : { dollars }),
});

/** Budgets in memory that say what they have counted. */
function counting() {
  const clock = new ManualClock();
  const ports = memoryPorts({ now: clock.now, id: () => 'id' });
  const counted = new Map<string, number>();
  let takes = 0;
  const budgets: Budgets = {
    take: async (key, amount, ...rest) => {
      takes += 1;
      const taken = await ports.budgets.take(key, amount, ...rest);
      if (taken) counted.set(key, (counted.get(key) ?? 0) + amount);
      return taken;
    },
  };
  const day = () => clock.now().toISOString().slice(0, 10);
  return {
    clock,
    budgets,
    allow: (held?: HeldTokens, customer = ann) =>
      new Allowance({ budgets, now: clock.now }, service, customer, held),
    takes: () => takes,
    ofCustomer: (id = 'ann') => counted.get(`tokens/${id}/${day()}`) ?? 0,
    ofAll: () => counted.get(`tokens/${day()}`) ?? 0,
  };
}

describe('a turn', () => {
  test('pays nothing for models that cost nothing', async () => {
    const { allow, takes } = counting();
    const allowance = allow(undefined, { ...ann, level: 'unknown' });
    expect(await allowance.mayAsk(free, asking(1e6))).toBe(true);
    allowance.use(free, used(1e9));
    expect(allowance.mayGoOn()).toBe(true);
    expect(allowance.held).toBeUndefined();
    await allowance.giveBack();
    expect(takes()).toBe(0);
  });

  test('ends when it has used too many tokens', () => {
    const allowance = counting().allow();
    allowance.use(paid, used(TURN_TOKENS_MAX - 1));
    expect(allowance.mayGoOn()).toBe(true);
    allowance.use(paid, used(1));
    expect(allowance.mayGoOn()).toBe(false);
  });

  test('ends when it has cost too much, however few they are', () => {
    const allowance = counting().allow();
    allowance.use(paid, used(10, TURN_DOLLARS_MAX - 0.01));
    expect(allowance.mayGoOn()).toBe(true);
    allowance.use(paid, used(10, 0.01));
    expect(allowance.mayGoOn()).toBe(false);
  });

  test('has what a message may use counted before it asks for it', async () => {
    const { allow, ofCustomer, ofAll } = counting();
    const allowance = allow();
    expect(await allowance.mayAsk(paid, SMALL)).toBe(true);
    expect([ofCustomer(), ofAll()]).toEqual([TOKENS_TAKEN, TOKENS_TAKEN]);
    const large = asking(2 * TOKENS_TAKEN);
    expect(await allowance.mayAsk(paid, large)).toBe(true);
    expect([ofCustomer(), ofAll()]).toEqual([2 * TOKENS_TAKEN, 2 * TOKENS_TAKEN]);
  });

  test('uses first what its conversation holds', async () => {
    const { clock, allow, takes, ofCustomer } = counting();
    const day = clock.now().toISOString().slice(0, 10);
    const allowance = allow({ day, tokens: 3_500 });
    expect(await allowance.mayAsk(paid, SMALL)).toBe(true);
    expect(takes()).toBe(0);
    allowance.use(paid, used(3_000));
    expect(allowance.held).toEqual({ day, tokens: 500 });
    expect(await allowance.mayAsk(paid, SMALL)).toBe(true);
    expect(ofCustomer()).toBe(TOKENS_TAKEN - 500);
    expect(allowance.held).toEqual({ day, tokens: TOKENS_TAKEN });
  });

  test('owes what its model used beyond that', async () => {
    const { allow, ofCustomer, ofAll } = counting();
    const first = allow();
    await first.mayAsk(paid, SMALL);
    first.use(paid, used(TOKENS_TAKEN + 700));
    const second = allow(first.held);
    expect(await second.mayAsk(paid, SMALL)).toBe(true);
    expect([ofCustomer(), ofAll()]).toEqual([2 * TOKENS_TAKEN + 700, 2 * TOKENS_TAKEN + 700]);
    await allow(first.held).giveBack();
    expect(ofCustomer()).toBe(2 * TOKENS_TAKEN + 700);
  });

  test('has a day’s last tokens, as far as they go', async () => {
    const { clock, allow, budgets, ofCustomer } = counting();
    const now = clock.now();
    const key = `tokens/ann/${now.toISOString().slice(0, 10)}`;
    await budgets.take(key, PER_DAY - 7_000, PER_DAY, now, new Date(now.getTime() + 1_000_000));
    const allowance = allow();
    expect(await allowance.mayAsk(paid, SMALL)).toBe(true);
    allowance.use(paid, used(2_500));
    expect(await allowance.mayAsk(paid, SMALL)).toBe(true);
    expect(ofCustomer()).toBe(PER_DAY - 7_000 + 5_500);
    allowance.use(paid, used(2_500));
    expect(await allowance.mayAsk(paid, asking(5_000))).toBe(false);
    expect(allowance.isSpent).toBe(true);
  });

  test('has nothing of yesterday’s', async () => {
    const { clock, allow, ofCustomer } = counting();
    const yesterday = allow();
    await yesterday.mayAsk(paid, SMALL);
    clock.advance(24 * 60 * 60_000);
    const today = allow(yesterday.held);
    expect(await today.mayAsk(paid, SMALL)).toBe(true);
    expect(ofCustomer()).toBe(TOKENS_TAKEN);
    expect(today.held?.tokens).toBe(TOKENS_TAKEN);
    await yesterday.giveBack();
    expect(ofCustomer()).toBe(TOKENS_TAKEN);
  });

  test('takes nothing of the customer’s where all together have spent theirs', async () => {
    const { clock, budgets, allow, ofCustomer } = counting();
    const now = clock.now();
    const end = new Date(now.getTime() + 1_000_000);
    await budgets.take(
      `tokens/${now.toISOString().slice(0, 10)}`,
      49_999_000,
      SYSTEM_TOKENS_PER_DAY,
      now,
      end,
    );
    const allowance = allow();
    expect(await allowance.mayAsk(paid, SMALL)).toBe(false);
    expect(allowance.isSpent).toBe(true);
    expect(ofCustomer()).toBe(0);
  });

  test('of a level that does not exist has no metered models', async () => {
    const allowance = counting().allow(undefined, { ...ann, level: 'unknown' });
    expect(await allowance.mayAsk(paid, SMALL)).toBe(false);
  });
});

describe('turns at the same time', () => {
  test('can’t overspend; free models go on', async () => {
    const { allow, ofCustomer } = counting();
    const turns = Array.from({ length: 20 }, () => allow());
    const may = await Promise.all(turns.map((turn) => turn.mayAsk(paid, SMALL)));
    const room = Math.floor(PER_DAY / TOKENS_TAKEN);
    const last = Math.floor((PER_DAY - room * TOKENS_TAKEN) / 3_000);
    expect(may.filter(Boolean)).toHaveLength(room + last);
    expect(ofCustomer()).toBe(room * TOKENS_TAKEN + last * 3_000);
    expect(await turns.at(-1)?.mayAsk(free, SMALL)).toBe(true);
    await Promise.all(turns.map((turn) => turn.giveBack()));
    expect(ofCustomer()).toBe(0);
    expect(await allow().mayAsk(paid, SMALL)).toBe(true);
  });

  test('use no more than is counted, whoever dies', async () => {
    const message = fc.record({
      may: fc.integer({ min: 2_200, max: 30_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const turn = fc.record({
      conversation: fc.nat(3),
      messages: fc.array(message, { minLength: 1, maxLength: 4 }),
      end: fc.constantFrom('held', 'given back', 'dead'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 30 }), async (turns) => {
        const { allow, ofCustomer, ofAll } = counting();
        const held = new Map<number, HeldTokens | undefined>();
        let all = 0;
        let lost = 0;
        // A conversation's turns come one after the other; conversations do not wait for each other.
        const run = async (conversation: number) => {
          for (const { messages, end } of turns.filter((one) => one.conversation === conversation)) {
            const allowance = allow(held.get(conversation));
            held.delete(conversation);
            for (const { may, share } of messages) {
              if (!(await allowance.mayAsk(paid, asking(may)))) continue;
              const tokens = Math.floor(may * share);
              all += tokens;
              allowance.use(paid, used(tokens));
              expect(all).toBeLessThanOrEqual(ofCustomer());
            }
            if (end === 'held') held.set(conversation, allowance.held);
            else if (end === 'given back') await allowance.giveBack();
            else lost += allowance.held?.tokens ?? 0;
          }
        };
        await Promise.all([0, 1, 2, 3].map(run));
        const left = [...held.values()].reduce((sum, one) => sum + (one?.tokens ?? 0), 0);
        expect(ofCustomer()).toBe(all + left + lost);
        expect(ofAll()).toBe(ofCustomer());
        expect(ofCustomer()).toBeLessThanOrEqual(PER_DAY);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a conversation', () => {
  /** What its customer's budget has counted, and what the conversation holds of it. */
  function talk(...messages: readonly ScriptedMessage[]) {
    const world = new World(service, scriptedModel(inOrder(...messages)));
    const { budgets } = world.ports;
    let counted = 0;
    let fault: Error | undefined;
    const take: Budgets['take'] = async (key, amount, ...rest) => {
      if (key.startsWith('tokens/') && fault !== undefined) throw fault;
      const taken = await budgets.take(key, amount, ...rest);
      if (taken && key.startsWith('tokens/ann/')) counted += amount;
      return taken;
    };
    return {
      world,
      bot: world.worker('counting', { ...world.ports, budgets: { take } }),
      counted: () => counted,
      fail: (error: Error | undefined) => (fault = error),
      held: (id: string) => world.ports.log.entries(id).at(-1)?.state.held,
    };
  }
  /** What a message of the scripted model says it has used. */
  const SAID = 120;

  test('holds what a turn leaves, for the next one', async () => {
    const { world, bot, counted, held } = talk([{ text: 'Hello.' }]);
    const customer = await world.person('ann');
    const id = await customer.write('hi');
    for (const turn of [1, 2, 3]) {
      await world.settle(bot);
      expect(counted()).toBe(TOKENS_TAKEN);
      expect(held(id)?.tokens).toBe(TOKENS_TAKEN - turn * SAID);
      await customer.write('hi', id);
    }
    expect(JSON.stringify(customer.frames)).not.toContain('"held"');
  });

  test('holds nothing while its worker does', async () => {
    const { world, bot, held } = talk([{ text: 'Hello.' }]);
    const customer = await world.person('ann');
    const id = await customer.write('hi');
    await world.settle(bot);
    await customer.write('hi', id);
    await world.settle(bot);
    const open = world.ports.log.entries(id).filter(({ state }) => state.reply !== undefined);
    expect(open.filter(({ frames }) => JSON.stringify(frames).includes('"start"'))).toHaveLength(2);
    expect(open.map(({ state }) => state.held)).toEqual(open.map(() => undefined));
    expect(held(id)).toBeDefined();
  });

  test('counts also what a message used that broke, but not one that never began', async () => {
    const broken = scriptedModel(inOrder([{ text: 'I see. '.repeat(40) }, { error: 'gone' }]), 'broken');
    const world = new World(service, broken, scriptedModel(inOrder([{ error: 'down' }])));
    const customer = await world.person('ann');
    const id = await customer.say('hi');
    const prompt = JSON.stringify(broken.asked[0]?.prompt).length;
    const left = TOKENS_TAKEN - Math.ceil(prompt / 4) - 280 / 4;
    expect(world.ports.log.entries(id).at(-1)?.state.held?.tokens).toBe(left);
  });

  test('that a person takes over in the middle of a reply gets back what is left', async () => {
    const begun = Promise.withResolvers<undefined>();
    const goOn = Promise.withResolvers<undefined>();
    const { world, bot, counted, held } = talk(
      [{ call: 'brighter' }],
      [{ meanwhile: () => (begun.resolve(undefined), goOn.promise) }, { text: 'Done.' }],
    );
    const customer = await world.person('ann');
    const operator = await world.person('op', 'operator');
    const id = await customer.write('hi');
    const working = world.settle(bot);
    await begun.promise;
    await operator.ask({ action: 'takeOver', conversationId: id });
    goOn.resolve(undefined);
    await working;
    expect(counted()).toBe(2 * SAID);
    expect(held(id)).toBeUndefined();
  });

  test('whose tokens can’t be counted is answered once they can', async () => {
    const { world, bot, fail } = talk([{ text: 'Hello.' }]);
    const customer = await world.person('ann');
    const id = await customer.write('hi');
    fail(new Error('The store is away.'));
    await expect(bot.work(id, new AbortController().signal)).rejects.toThrow('The store is away.');
    expect(customer.heard).toBe('');
    fail(undefined);
    await world.settle(bot);
    expect(customer.heard).toBe('Hello.');
  });

  test('adds what is left to what it holds already', async () => {
    const { world } = talk([{ text: 'Hello.' }]);
    const customer = await world.person('ann');
    const id = await customer.say('hi');
    const state = world.ports.log.entries(id).at(-1)?.state;
    if (state === undefined) throw new Error('There is no conversation.');
    const day = '2026-05-04';
    expect(holding(state, undefined)).toBe(state);
    const holds = { ...state, held: { day, tokens: 5 } };
    expect(holding(holds, { day, tokens: 7 }).held).toEqual({ day, tokens: 12 });
    expect(holding(holds, { day: '2026-05-05', tokens: 7 }).held).toEqual({ day: '2026-05-05', tokens: 7 });
  });
});
