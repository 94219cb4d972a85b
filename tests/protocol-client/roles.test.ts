import { beforeEach, describe, expect, it } from 'vitest';
import type { Client } from './client.ts';
import { ONE_SPEAKER, useSuite } from './suite.ts';
import { say } from './turn.ts';

const suite = useSuite();

let customer: Client;
let operator: Client;

beforeEach(async () => {
  const [operatorId = ''] = await suite.operators();
  [customer, operator] = await Promise.all([suite.join(ONE_SPEAKER), suite.join(operatorId)]);
});

describe('roles', () => {
  it("a customer may not do an operator's work", async () => {
    const { conversationId } = await say(customer, 'is my speaker on?');

    for (const frame of [
      { action: 'watchInbox' },
      { action: 'takeOver', conversationId },
      { action: 'handBack', conversationId },
      { action: 'close', conversationId },
      { action: 'reply', conversationId, text: 'Hello' },
    ]) {
      await expect(customer.refusal(frame), frame.action).resolves.toMatchObject({ code: 'forbidden' });
    }
  });

  it('an operator may not speak for a customer', async () => {
    const { conversationId, reply } = await say(customer, 'is my speaker on?');

    for (const frame of [
      { action: 'sendMessage', text: 'turn it up', conversationId },
      { action: 'sendMessage', text: 'turn it up' },
      { action: 'approve', conversationId, approvalId: 'a', approved: true },
      { action: 'rate', conversationId, messageId: reply.id, rating: 'up' },
    ]) {
      await expect(operator.refusal(frame), frame.action).resolves.toMatchObject({ code: 'forbidden' });
    }
  });
});
