import { defineAction, defineService, done } from '@agentic-service-bot/bot/definition';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { builtinModel } from '../model.ts';
import { Conversation } from '../testing/conversation.ts';

const arm = defineAction({
  name: 'arm_alarm',
  title: 'The alarm',
  description: 'Arms the burglar alarm of the house.',
  level: 'basic',
  effect: 'idempotent',
  input: z.object({}),
  examples: [{ say: 'arm the burglar alarm', input: {} }],
  claims: ['armed'],
  receipt: () => 'The alarm is armed.',
  run: () => Promise.resolve(done({})),
});
const service = defineService({
  name: 'guard',
  version: '1',
  title: 'Guard',
  levels: [
    {
      name: 'basic',
      title: 'Basic',
      price: 'free',
      priority: 'standard',
      limits: new Map(),
      tokensPerDay: 1,
    },
  ],
  defaultLevel: 'basic',
  instructions: 'You guard the house.',
  actions: [arm],
});
const customer = { id: 'c', name: 'Ann', level: 'basic', timeZone: 'UTC' };
const chat = () => new Conversation(builtinModel(service), service, customer, []);

test('a bare word of an action is a request', async () => {
  expect((await chat().say('alarm!')).calls).toMatchObject([{ name: 'arm_alarm' }]);
});

test('a sentence that only has its words is asked back, and done on a yes', async () => {
  const guard = chat();
  const { calls, text } = await guard.say('there was the burglar alarm again');
  expect(calls).toEqual([]);
  expect(text).toBe('Do you mean “arm the burglar alarm”?');
  expect((await guard.say('yes')).calls).toMatchObject([{ name: 'arm_alarm' }]);
});
